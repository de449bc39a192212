"""What somebody may see, as queries: the same answers as the tables of permissions."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.strategies.lending import lent_to
from naves.domains.strategies.models import Response, Strategy, StrategyVersion
from naves.domains.strategies.permissions import READ

_GOVERNING = {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION}


def visible_versions(actor: Actor) -> QuerySet[StrategyVersion]:
    """Return what ever was approved, what is prepared by one's own organisations, and drafts lent for reading."""
    versions = StrategyVersion.objects.all()
    if not _can_read(actor):
        return versions.none()
    if actor.is_analyst:
        return versions
    seen = Q(approved_at__isnull=False) | Q(strategy__owner__in=_own(actor))
    lent = lent_to(actor)
    return versions.filter(seen if lent is None else seen | lent)


def visible_strategies(actor: Actor) -> QuerySet[Strategy]:
    """Return the strategies of which the actor may see a version."""
    return Strategy.objects.filter(Exists(visible_versions(actor).filter(strategy=OuterRef("pk"))))


def visible_responses(actor: Actor) -> QuerySet[Response]:
    """Return what ever was confirmed; proposals are seen by analysts, by the town and by the strategy's owner."""
    responses = Response.objects.all()
    if not _can_read(actor):
        return responses.none()
    if actor.is_analyst:
        return responses
    seen = Q(confirmed_at__isnull=False)
    if own := _own(actor):
        seen |= Q(goal__version__strategy__owner__in=own) | Q(measure__version__strategy__owner__in=own)
    if governed := _governed(actor):
        place = "need__place"
        seen |= Q(**{f"{place}__in": governed}) | Q(**{f"{place}__district__in": governed})
        seen |= Q(**{f"{place}__region__in": governed})
    return responses.filter(seen)


def _can_read(actor: Actor) -> bool:
    return actor.scopes is None or READ in actor.scopes


def _own(actor: Actor) -> list[object]:
    return [grant.organisation_id for grant in actor.grants]


def _governed(actor: Actor) -> set[int]:
    return {
        grant.place_id
        for grant in actor.grants
        if grant.place_id is not None and grant.kind in _GOVERNING and grant.at_least(MemberRole.EDITOR)
    }
