"""Plain facts for the rules, taken from rows."""

from datetime import date, datetime

from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.models import Goal, LevelClaim, Measure, Response, StrategyVersion
from naves.domains.strategies.rules.ladder import TargetFacts
from naves.domains.strategies.rules.spells import (
    ALWAYS,
    ClaimFacts,
    LevelSpell,
    Period,
    ResponseFacts,
    Step,
    VersionFacts,
    cover,
    level_spells,
)
from naves.domains.strategies.rules.territory import covers
from naves.kernel.clock import prague_date


def chain(place: Place) -> set[int]:
    """Return the place and every unit of the territory above it."""
    above = {place.pk, place.parent_id, place.orp_id, place.district_id, place.region_id}
    return {pk for pk in above if pk is not None} | state_ids()


def state_ids() -> set[int]:
    """Return the top of the territory."""
    return set(Place.objects.filter(level=PlaceLevel.STATE).values_list("pk", flat=True))


def is_in_force(version: StrategyVersion, day: date) -> bool:
    """Whether a claim may rest on the version: approved, not ended and not past its last day; it may start later."""
    over = version.in_force_to is not None and version.in_force_to < day
    return version.status == VersionStatus.APPROVED and not over


def target_facts(target: Goal | Measure | None, place: Place, day: date) -> TargetFacts:
    """Return what rules ask about a goal or a measure; None stands for an experiment or an agreement."""
    if target is None:
        return TargetFacts(is_reference=True)
    covered = target.version.places.values_list("pk", flat=True)
    return facts_of(target, covers_place=covers(set(covered), chain(place)), day=day)


def facts_of(target: Goal | Measure, *, covers_place: bool, day: date) -> TargetFacts:
    """Return the same where it is already known whether the place is covered."""
    in_force = is_in_force(target.version, day)
    if isinstance(target, Goal):
        return TargetFacts(in_force=in_force, covers_place=covers_place)
    return TargetFacts(
        is_measure=True,
        in_force=in_force,
        covers_place=covers_place,
        responsible_body=target.responsible_body,
        deadline=target.deadline,
        stopped=target.status == MeasureStatus.STOPPED,
    )


def day_number(moment: datetime | date | None) -> int | None:
    """Return the ordinal of a day, or of the Prague day of a moment."""
    if isinstance(moment, datetime):
        return prague_date(moment).toordinal()
    return None if moment is None else moment.toordinal()


def response_facts(response: Response) -> ResponseFacts:
    """Return what decides whether the claims of a response count."""
    return ResponseFacts(day_number(response.confirmed_at), day_number(response.withdrawn_at), response.contradicts)


def claim_facts(claim: LevelClaim) -> ClaimFacts:
    """Return when a claim was recorded, holds and ends."""
    return ClaimFacts(
        claim.level,
        _known(claim.recorded_at),
        _known(claim.valid_from),
        day_number(claim.lapses_on),
        day_number(claim.lapse_recorded_at),
        day_number(claim.withdrawn_at),
    )


def version_facts(version: StrategyVersion) -> VersionFacts:
    """Return the period of a version."""
    return VersionFacts(
        day_number(version.approved_at),
        _known(version.in_force_from),
        day_number(version.in_force_to),
        day_number(version.ended_at),
    )


def _known(moment: datetime | date) -> int:
    return prague_date(moment).toordinal() if isinstance(moment, datetime) else moment.toordinal()


def cover_of(response: Response) -> tuple[Period, ...]:
    """Return the days on which levels 1 and 2 may hold; reads transitions that were prefetched."""
    if response.measure is not None:
        return measure_cover(response.measure)
    if response.goal is not None:
        return cover(version_facts(response.goal.version))
    return ALWAYS


def measure_cover(measure: Measure) -> tuple[Period, ...]:
    """Return the days on which a measure was in force and not stopped."""
    steps = [
        Step(_known(step.at), step.to_status == MeasureStatus.STOPPED)
        for step in sorted(measure.transitions.all(), key=lambda step: (step.at, step.pk))
    ]
    return cover(version_facts(measure.version), steps)


def spells_of(response: Response) -> list[LevelSpell]:
    """Return the levels of a response over the days; reads claims that were prefetched."""
    claims = [claim_facts(claim) for claim in response.claims.all()]
    return level_spells(claims, cover_of(response), response_facts(response))
