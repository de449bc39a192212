"""Everything the Monitor asks about responses, as columns: half a million of them in a few seconds.

Needs and measures are numbered from 0 in the order of `needs` and `measures`; days are ordinals and
periods hold on `from_day <= d < until_day`, all by the day on which a fact was recorded (`rules.spells`).
The level of a need on a day is the highest of its spells. While a need is merged into another, what
answers it answers the other as well.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from naves.domains.strategies.models import Response
from naves.domains.strategies.queries.cover_columns import Targets, load_targets
from naves.domains.strategies.queries.days import ordinal, prague_days, seconds
from naves.domains.strategies.queries.merged import credited, mergers, with_absorbed
from naves.domains.strategies.rules.columns import (
    ClaimColumns,
    Numbers,
    PeriodColumns,
    SpellColumns,
    chosen,
    claim_spells,
    clip,
    nonempty,
    stacked,
)
from naves.domains.strategies.rules.spells import FOREVER

CHUNK: Final = 20_000


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """A measure answered a need, confirmed and not withdrawn, from a day until a day; rows may repeat."""

    measure: Numbers
    need: Numbers
    from_day: NDArray[np.int32]
    until_day: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class LadderColumns:
    """`levels.key` and `contradictions.key` number needs, `measures_in_force.key` measures."""

    needs: list[uuid.UUID]
    measures: list[uuid.UUID]
    levels: SpellColumns
    answers: AnswerColumns
    contradictions: PeriodColumns
    measures_in_force: PeriodColumns


def ladder_columns(need_ids: Collection[uuid.UUID] | None = None) -> LadderColumns:
    """Return the columns of all needs, or of `need_ids` alone; measures are always complete."""
    merged = mergers()
    wanted = None if need_ids is None else with_absorbed(need_ids, merged)
    targets = load_targets()
    rows = _Rows(_fetch(_responses(wanted)), targets)
    levels = claim_spells(rows.claims(), targets.cover)
    level_periods, level, needs = credited(levels, levels.level.astype(np.int32), rows.needs, merged)
    against = rows.contradictions(targets.cover)
    contradictions, _, needs = credited(against, against.level.astype(np.int32), needs, merged)
    answers, measure, needs = credited(*rows.answers(), needs, merged)
    return LadderColumns(
        needs=needs,
        measures=targets.measures,
        levels=SpellColumns(level_periods.key, level_periods.from_day, level_periods.until_day, level.astype(np.int8)),
        answers=AnswerColumns(measure, answers.key, answers.from_day, answers.until_day),
        contradictions=contradictions,
        measures_in_force=targets.measures_in_force(),
    )


def _responses(need_ids: Collection[uuid.UUID] | None) -> QuerySet[Response]:
    responses = Response.objects.filter(confirmed_at__isnull=False)
    return responses if need_ids is None else responses.filter(need__in=list(need_ids))


_COLUMNS: Final = (
    "contradicts",
    "confirmed",
    "ended",
    "level",
    "recorded",
    "valid_from",
    "lapses",
    "lapse_recorded",
    "withdrawn",
)


def _fetch(responses: QuerySet[Response]) -> Iterable[tuple[Any, ...]]:
    """Yield a row per claim, and one for a response without any; levels of those are 0."""
    rows = responses.order_by().values_list(
        Cast("need_id", CharField(max_length=36)),
        Cast("measure_id", CharField(max_length=36)),
        Cast("goal_id", CharField(max_length=36)),
        "contradicts",
        seconds("confirmed_at"),
        seconds("withdrawn_at"),
        Coalesce(F("claims__level"), Value(0)),
        seconds("claims__recorded_at"),
        ordinal("claims__valid_from"),
        ordinal("claims__lapses_on"),
        seconds("claims__lapse_recorded_at"),
        seconds("claims__withdrawn_at"),
    )
    return rows.iterator(chunk_size=CHUNK)


class _Rows:
    """The fetched rows, numbered and turned into columns."""

    def __init__(self, rows: Iterable[tuple[Any, ...]], targets: Targets) -> None:
        numbers: dict[str, int] = {}
        need, measure, goal, *rest = zip(*rows, strict=True) if (rows := list(rows)) else [()] * 12
        self.need = np.array([numbers.setdefault(one, len(numbers)) for one in need], dtype=np.int32)
        self.measure = np.array([targets.number_of_measure.get(one, -1) for one in measure], dtype=np.int32)
        of_goal = np.array([targets.number_of_goal.get(one, -1) for one in goal], dtype=np.int32)
        self.target = np.maximum(self.measure, of_goal)
        self.needs = [uuid.UUID(one) for one in numbers]
        columns = dict(zip(_COLUMNS, (np.array(column, dtype=np.int64) for column in rest), strict=True))
        self.against = columns["contradicts"].astype(np.bool_)
        self.level = columns["level"].astype(np.int8)
        self.valid_from = columns["valid_from"].astype(np.int32)
        self.lapses = columns["lapses"].astype(np.int32)
        self.confirmed = prague_days(columns["confirmed"])
        self.ended = prague_days(columns["ended"])
        self.recorded = prague_days(columns["recorded"])
        self.lapse_recorded = prague_days(columns["lapse_recorded"])
        self.withdrawn = prague_days(columns["withdrawn"])

    def claims(self) -> ClaimColumns:
        held = (self.level > 0) & ~self.against
        lapse_known = np.where(self.lapse_recorded == FOREVER, self.recorded, self.lapse_recorded)
        return ClaimColumns(
            key=self.need[held],
            target=self.target[held],
            level=self.level[held],
            recorded=self.recorded[held],
            valid_from=self.valid_from[held],
            lapses=self.lapses[held],
            lapse_recorded=lapse_known[held],
            withdrawn=self.withdrawn[held],
            confirmed=self.confirmed[held],
            response_withdrawn=self.ended[held],
        )

    def answers(self) -> tuple[PeriodColumns, Numbers]:
        """Return the periods by need, and the measures beside them."""
        held = (self.measure >= 0) & ~self.against & (self.confirmed < self.ended)
        return PeriodColumns(self.need[held], self.confirmed[held], self.ended[held]), self.measure[held]

    def contradictions(self, cover: PeriodColumns) -> SpellColumns:
        held = self.against & (self.confirmed < self.ended)
        whole = SpellColumns(self.need[held], self.confirmed[held], self.ended[held], self.level[held])
        target = self.target[held]
        free = target < 0
        bound = clip(chosen(whole, ~free), target[~free], cover)
        return nonempty(stacked(chosen(whole, free), bound))
