"""Whether the people at the matching desk code alike, and so what may be done with figures that rest on them."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from django.db.models import Count, Max

from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.rules.agreement import Agreement, Standing, agreement, nominal, ordinal
from naves.domains.monitor.rules.arrays import Ids
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import DECIDED
from naves.domains.strategies.matching.queries import JudgementRow, judgements
from naves.domains.strategies.matching.queries.judged import standing

_WORST_FIRST: Final = (Standing.WITHHELD, Standing.PROVISIONAL, Standing.PUBLISHED)


@dataclass(frozen=True, slots=True)
class CodedPair:
    """A pair of the random sample and what each person said of it: the level, 0 for a rejection, None for unsure."""

    need_id: uuid.UUID
    measure_id: uuid.UUID
    levels: tuple[int | None, ...]

    @property
    def agreed(self) -> bool:
        return len({None if level is None else level > 0 for level in self.levels}) == 1


@dataclass(frozen=True, slots=True)
class Coding:
    """verdicts: whether a pair belongs together (nominal); levels: of pairs that two people confirmed (ordinal).

    sampled: pairs of the sample that somebody judged, twice or not. people: who judged any.
    """

    as_of: date
    verdicts: Agreement
    levels: Agreement
    pairs: tuple[CodedPair, ...]
    sampled: int
    people: int

    @property
    def standing(self) -> Standing:
        """The worse of the two, as far as they can be assessed; nothing stands without the verdicts."""
        if self.verdicts.standing is Standing.NOT_ASSESSED:
            return Standing.NOT_ASSESSED
        both = {self.verdicts.standing, self.levels.standing}
        return next(each for each in _WORST_FIRST if each in both)


_kept: Kept[Coding] = Kept(16)


def coding(as_of: date) -> Coding:
    """Agreement of the judgements that stood at the end of the day."""
    rows = standing(as_of).filter(origin=Origin.DOUBLE)
    stamp = rows.aggregate(count=Count("pk"), last=Max("at"), undone=Count("undone_at"))
    return _kept.get((as_of, *stamp.values()), lambda: _coded(as_of))


def coded_pairs(rows: list[JudgementRow]) -> list[CodedPair]:
    """One entry for each pair judged by two people or more, in the order of the first judgements."""
    by_pair: dict[tuple[uuid.UUID, uuid.UUID], list[int | None]] = defaultdict(list)
    for row in rows:
        by_pair[row.need_id, row.measure_id].append(row.level if row.verdict == Verdict.CONFIRM else _code(row.verdict))
    return [CodedPair(*pair, tuple(levels)) for pair, levels in by_pair.items() if len(levels) > 1]


def _code(verdict: Verdict) -> int | None:
    return 0 if verdict in DECIDED else None


def _coded(as_of: date) -> Coding:
    rows = list(judgements(as_of=as_of, origin=Origin.DOUBLE))
    pairs = coded_pairs(rows)
    verdicts = [(unit, int(level > 0)) for unit, pair in enumerate(pairs) for level in pair.levels if level is not None]
    levels = [(unit, level - 1) for unit, pair in enumerate(pairs) for level in pair.levels if level]
    return Coding(
        as_of=as_of,
        verdicts=agreement(*_columns(verdicts), values=2, metric=nominal),
        levels=agreement(*_columns(levels), values=4, metric=ordinal),
        pairs=tuple(pairs),
        sampled=len({(row.need_id, row.measure_id) for row in rows}),
        people=len({row.judge_id for row in rows}),
    )


def _columns(codes: list[tuple[int, int]]) -> tuple[Ids, Ids]:
    columns = np.array(codes, dtype=np.int32).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]
