"""What is known of a place."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from naves.domains.places.enums import MunicipalityKind, PlaceLevel, SizeClass
from naves.domains.places.models import Place
from naves.domains.places.queries import population_as_of, population_of
from naves.kernel.clock import today
from naves.web.design.formats import day, number
from naves.web.design.parts import Fact


def facts_of(place: Place, above: Sequence[Place], towns: int) -> list[Fact]:
    """Return the facts in the order in which people ask for them."""
    is_town = place.level == PlaceLevel.MUNICIPALITY
    facts = [Fact(_("Level"), kind_of(place)), Fact(_("Code"), place.code)]
    if is_town:
        facts += [_population(place)]
        if place.size_class is not None:
            facts.append(Fact(_("Size class"), SizeClass(place.size_class).label))
    else:
        facts += [Fact(_("Inhabitants"), population_of(place)), Fact(_("Municipalities"), towns)]
    if place.area_ha:
        facts.append(Fact(_("Area"), _("%(area)s km²") % {"area": number(place.area_ha / 100, 1)}))
    facts += [
        Fact(PlaceLevel(unit.level).label, unit.name, reverse("places:place", args=[unit.code]))
        for unit in reversed(above)
        if unit.level != PlaceLevel.STATE
    ]
    return facts


def kind_of(place: Place) -> str:
    """Return what the place is: a town, a statutory city, a district and so on."""
    return str(MunicipalityKind(place.kind).label if place.kind else PlaceLevel(place.level).label)


def _population(place: Place) -> Fact:
    count = population_as_of(place, today())
    if count is None:
        return Fact(_("Inhabitants"), place.population)
    people = _("%(people)s on %(day)s") % {"people": number(count.people), "day": day(count.reference_date)}
    return Fact(_("Inhabitants"), people)
