"""How far the work at the desk has come, counted without reading all that waits."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.strategies.matching.models import MatchJudgement, MatchModel
from naves.domains.strategies.matching.queries.corpus import OPEN
from naves.kernel.clock import start_of_day

WHILE_ONE_WAITS: Final = 5_000
"""So many needs are compared in a few seconds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What this person judged today, whether there is something to undo, and what was learned last."""

    today: int
    has_last: bool
    model: MatchModel | None


def progress(actor: Actor, today: date) -> Progress:
    """Return the progress of one person (two queries)."""
    mine = MatchJudgement.objects.filter(judge_id=actor.user_id, undone_at=None)
    counted = mine.filter(at__gte=start_of_day(today)).count()
    return Progress(counted, counted > 0 or mine.exists(), MatchModel.objects.first())


def is_small() -> bool:
    """Whether all open needs can be compared while somebody waits (one query)."""
    return len(Need.objects.filter(status__in=OPEN).values_list("pk")[: WHILE_ONE_WAITS + 1]) <= WHILE_ONE_WAITS
