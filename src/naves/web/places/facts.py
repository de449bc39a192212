"""What is known of a place."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naves.domains.places.enums import MunicipalityKind, PlaceLevel, SizeClass
from naves.domains.places.models import Place
from naves.domains.places.queries import population_as_of, population_of
from naves.kernel.clock import today
from naves.web.design.formats import day, number
from naves.web.design.parts import Fact
from naves.web.design.words import Text

TERMS: Final[Mapping[PlaceLevel, Text]] = {
    PlaceLevel.ORP: gettext_lazy("Municipality with extended powers (ORP)"),
    PlaceLevel.DISTRICT: gettext_lazy("District"),
    PlaceLevel.REGION: gettext_lazy("Region"),
}
LOWER: Final[Mapping[PlaceLevel, tuple[PlaceLevel, Text]]] = {
    PlaceLevel.STATE: (PlaceLevel.REGION, gettext_lazy("Regions")),
    PlaceLevel.REGION: (PlaceLevel.DISTRICT, gettext_lazy("Districts")),
    PlaceLevel.DISTRICT: (PlaceLevel.ORP, gettext_lazy("ORP in the district")),
}
"""What lies right below a level, and how it is headed."""


def facts_of(place: Place, above: Sequence[Place], towns: int) -> list[Fact]:
    """Return the facts in the order in which people ask for them."""
    is_town = place.level == PlaceLevel.MUNICIPALITY
    facts = [Fact(_("Code"), place.code)]
    if is_town:
        facts += [_population(place)]
        if place.size_class is not None:
            facts.append(Fact(_("Size class"), SizeClass(place.size_class).label))
    else:
        facts += [Fact(_("Inhabitants"), population_of(place)), Fact(_("Municipalities"), towns)]
    if place.area_ha:
        facts.append(Fact(_("Area"), _("%(area)s km²") % {"area": number(place.area_ha / 100, 1)}))
    facts += [
        Fact(TERMS[PlaceLevel(unit.level)], unit.name, reverse("places:place", args=[unit.code]))
        for unit in reversed(above)
        if unit.level != PlaceLevel.STATE
    ]
    return facts


def titled(place: Place) -> str:
    """Return the name with what tells the unit from the town of the same name."""
    if place.level == PlaceLevel.DISTRICT:
        return _("Okres %(name)s") % {"name": place.name}
    return f"ORP {place.name}" if place.level == PlaceLevel.ORP else place.name


def lead_of(place: Place) -> str:
    """Return what the place is and where it lies."""
    above = (place.district, place.region) if place.level != PlaceLevel.REGION else ()
    where = [titled(unit) for unit in above if unit is not None and unit.pk != place.pk]
    return ", ".join(
        [kind_of(place), *(name[:1].lower() + name[1:] if name.startswith("Okres") else name for name in where)]
    )


def kind_of(place: Place) -> str:
    """Return what the place is: a town, a statutory city, a district and so on."""
    return str(MunicipalityKind(place.kind).label if place.kind else PlaceLevel(place.level).label)


def _population(place: Place) -> Fact:
    count = population_as_of(place, today())
    if count is None:
        return Fact(_("Inhabitants"), place.population)
    people = _("%(people)s on %(day)s") % {"people": number(count.people), "day": day(count.reference_date)}
    return Fact(_("Inhabitants"), people)
