"""Which claims hold today, as a condition of the database.

`rules.spells` is the truth for every day; this says the same of today alone, when nothing can have been
recorded later. A test compares the two.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.models import LevelClaim, StrategyVersion
from naves.domains.strategies.rules.spells import HOLDS_WITHOUT_STRATEGY


def versions_in_force(today: date) -> QuerySet[StrategyVersion]:
    """Return the versions in force today."""
    return StrategyVersion.objects.filter(_in_force("", today))


def holding_claims(today: date, level: int = 1) -> QuerySet[LevelClaim]:
    """Return the claims of `level` or more that hold today."""
    live = LevelClaim.objects.filter(
        Q(lapses_on=None) | Q(lapses_on__gt=today),
        level__gte=level,
        valid_from__lte=today,
        withdrawn_at=None,
        response__withdrawn_at=None,
        response__confirmed_at__isnull=False,
        response__contradicts=False,
    )
    if level >= HOLDS_WITHOUT_STRATEGY:
        return live
    by_measure = _in_force("response__measure__version__", today) & ~Q(response__measure__status=MeasureStatus.STOPPED)
    by_goal = _in_force("response__goal__version__", today)
    outside = Q(response__reference_id__isnull=False)
    return live.filter(Q(level__gte=HOLDS_WITHOUT_STRATEGY) | by_measure | by_goal | outside)


def unanswered_needs(today: date, level: int = 1) -> QuerySet[Need]:
    """Return the needs, of any status, that no response of `level` or more answers today.

    What answers a need that was merged into another answers the other. Give it to `needs.queries.need_list`
    as `among`, which adds who may see what, order and pages.
    """
    claims = holding_claims(today, level)
    answered = Exists(claims.filter(response__need=OuterRef("pk")))
    # Mergers are few: those that are answered are found once, where a question per need would read them all.
    by_merged = Need.objects.filter(answered, status=NeedStatus.MERGED).values("merged_into")
    return Need.objects.filter(~answered).exclude(pk__in=by_merged)


def levels_of(need_ids: Iterable[uuid.UUID], today: date) -> dict[uuid.UUID, int]:
    """Return the level of each need today, 0 included (two queries)."""
    ids = list(need_ids)
    levels = dict.fromkeys(ids, 0)
    for column in ("response__need_id", "response__need__merged_into_id"):
        rows = holding_claims(today).filter(**{f"{column}__in": ids}).order_by().values_list(column)
        for need_id, level in rows.annotate(highest=Max("level")):
            levels[need_id] = max(levels[need_id], level)
    return levels


def _in_force(path: str, today: date) -> Q:
    return Q(
        Q(**{f"{path}in_force_to": None}) | Q(**{f"{path}in_force_to__gte": today}),
        **{f"{path}status": VersionStatus.APPROVED, f"{path}in_force_from__lte": today},
    )
