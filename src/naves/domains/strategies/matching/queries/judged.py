"""What people said about pairs, as plain rows for statistics and for learning."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchJudgement
from naves.kernel.clock import end_of_day

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A judgement that stands. `score` (0-1) is what the machine gave the pair when it was judged.

    Rows of `Origin.DOUBLE` are a random sample of all suggested pairs, drawn before anybody looked, and two
    people judge each without seeing the other's verdict; those of `Origin.DESK` were chosen for their doubt.
    """

    need_id: uuid.UUID
    measure_id: uuid.UUID
    judge_id: uuid.UUID | None
    verdict: Verdict
    level: int | None
    at: datetime
    score: float
    origin: Origin


def judgements(*, as_of: date | None = None, origin: Origin | None = None) -> Iterator[JudgementRow]:
    """Yield the judgements that stand at the end of `as_of`, or now, the oldest first (one query)."""
    rows = standing(as_of)
    if origin is not None:
        rows = rows.filter(origin=origin)
    columns = ("need_id", "measure_id", "judge_id", "verdict", "level", "at", "score", "origin")
    for need, measure, judge, verdict, level, at, score, drawn in rows.values_list(*columns).iterator(chunk_size=CHUNK):
        yield JudgementRow(need, measure, judge, Verdict(verdict), level, at, score, Origin(drawn))


def standing(as_of: date | None = None) -> QuerySet[MatchJudgement]:
    """Return the judgements made by the end of `as_of` and not undone by then, the oldest first."""
    rows = MatchJudgement.objects.order_by("at", "id")
    if as_of is None:
        return rows.filter(undone_at=None)
    end = end_of_day(as_of)
    return rows.filter(Q(undone_at=None) | Q(undone_at__gte=end), at__lt=end)
