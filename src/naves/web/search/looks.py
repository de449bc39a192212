"""How kinds of records and facets show. A new kind of the search is one more line of KINDS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.needs.models import Theme
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.kernel.search import Shown
from naves.web.design.formats import named
from naves.web.design.words import NEED_STATUS, Text


def _by_uuid(identifier: str) -> str:
    return str(UUID(identifier))


@dataclass(frozen=True, slots=True)
class KindLook:
    """The word for many and for one, the page of a record, and what its facets are called."""

    many: Text
    one: Text
    page: str
    argument: Callable[[str], str] = _by_uuid
    facets: Mapping[str, Text] | None = None
    statuses: Mapping[str, Text] | None = None


THEME, REGION, STATUS = _("Theme"), _("Region"), _("Status")
EVERYWHERE: Final[Mapping[str, Text]] = {"theme": THEME, "region": REGION}
"""Facets that mean the same for every kind."""

KINDS: Final[Mapping[str, KindLook]] = {
    "place": KindLook(_("Places"), _("Place"), "places:place", str, {"level": _("Level"), "region": REGION}),
    "need": KindLook(
        _("Needs"),
        _("Need"),
        "needs:need",
        facets={**EVERYWHERE, "status": STATUS, "year": _("Year of publication")},
        statuses={status: look.label for status, look in NEED_STATUS.items()},
    ),
    "strategy": KindLook(
        _("Strategies"),
        _("Strategy"),
        "strategies:strategy",
        facets={**EVERYWHERE, "status": STATUS, "year": _("In force since")},
        statuses=dict(VersionStatus.choices),
    ),
    "measure": KindLook(
        _("Measures"),
        _("Measure"),
        "strategies:measure",
        facets={**EVERYWHERE, "status": STATUS, "year": _("Deadline")},
        statuses=dict(MeasureStatus.choices),
    ),
    "dataset": KindLook(
        _("Datasets"),
        _("Dataset"),
        "catalogue:dataset",
        facets={"region": REGION, "status": STATUS, "year": _("Year of publication")},
        statuses=dict(RecordStatus.choices),
    ),
}


LEVELS: Final[Mapping[str, Text]] = dict(PlaceLevel.choices)


def address(kind: str, identifier: str) -> str:
    """Return the page of a record, or an empty text where it has none."""
    look = KINDS.get(kind)
    try:
        return reverse(look.page, args=[look.argument(identifier)]) if look else ""
    except (NoReverseMatch, ValueError):
        return ""


def name_of(shown: Shown) -> Text:
    """Return what a record is: of a place its level, else its kind."""
    level = "".join(shown.labels.get("level", ())[:1])
    return LEVELS.get(level) or KINDS[shown.kind].one


def facets_of(kind: str) -> Mapping[str, Text]:
    """Return the facets that make sense for a kind, or for all kinds at once."""
    look = KINDS.get(kind)
    return (look.facets if look else None) or EVERYWHERE


def names_of(facet: str, kind: str) -> Mapping[str, Text]:
    """Return what the values of a facet are called; a value that is missing calls itself."""
    if facet == "theme":
        return {theme.code: named(theme) for theme in Theme.objects.all()}
    if facet == "region":
        places = Place.objects.filter(level__in=[PlaceLevel.REGION, PlaceLevel.STATE])
        return dict(places.values_list("code", "name"))
    if facet == "level":
        return LEVELS
    look = KINDS.get(kind)
    return (look.statuses if look and facet == "status" else None) or {}
