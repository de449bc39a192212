"""The kinds of files: what they are called, and who may send them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.places import permissions as place_permissions
from naves.domains.wellbeing import permissions as wellbeing_permissions
from naves.kernel.errors import NotAllowed

GOVERNING = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, as the pages speak of it; ``records`` names the list where the records are then found."""

    name: str
    title: Promise
    about: Promise
    records: str


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "needs",
            _("Needs"),
            _("A table with a row for each need: place, title, themes, groups, day, severity."),
            "needs:list",
        ),
        Kind(
            "evidence",
            _("Evidence of needs"),
            _("Posts, surveys, petitions, telephone notes, or resolutions of a council as JSON lines."),
            "needs:list",
        ),
        Kind(
            "posts",
            _("Posts of other systems"),
            _("Proposals exported from Decidim or CONSUL, or reports of faults of the 311 kind (Open311)."),
            "needs:list",
        ),
        Kind(
            "strategies",
            _("Strategies"),
            _("A table with goals, measures and indicators, as in Databáze strategií."),
            "strategies:list",
        ),
        Kind(
            "responses",
            _("Responses"),
            _("A table that says which goal or measure answers which need, on what level and on what evidence."),
            "monitor:home",
        ),
        Kind(
            "outlines",
            _("Outline of a strategy"),
            _("A text with headings and bullets becomes a draft with goals and measures for you to correct."),
            "strategies:list",
        ),
        Kind(
            "indicators",
            _("Indicators"),
            _("The index of social exclusion, the forecast of tax income, or planning data of the ČSÚ."),
            "monitor:home",
        ),
        Kind(
            "places",
            _("Places"),
            _("Municipalities with the units above them, as the ČSÚ lists them, or a plain tree."),
            "places:list",
        ),
    )
}


def permitted(actor: Actor) -> list[Kind]:
    """Return the kinds that ``actor`` may send; row by row the domains decide once more."""
    return [kind for kind in KINDS.values() if _may(actor, kind.name)]


def require(actor: Actor, name: str) -> Kind:
    """Return the kind, or refuse."""
    if name not in KINDS or not _may(actor, name):
        raise NotAllowed("import", name)
    return KINDS[name]


def _may(actor: Actor, name: str) -> bool:
    if actor.is_anonymous:
        return False
    if name == "places":
        return place_permissions.allowed(actor, "import")
    if name == "indicators":
        return wellbeing_permissions.allowed(actor, "import")
    if actor.is_analyst:
        return True
    editing = [grant for grant in actor.grants if grant.at_least(MemberRole.EDITOR)]
    if name in {"needs", "evidence", "posts"}:
        return any(grant.kind in GOVERNING and grant.place_id is not None for grant in editing)
    return bool(editing)
