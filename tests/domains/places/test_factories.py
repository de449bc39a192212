"""The small country that other tests stand on."""

import pytest

from naves.domains.places.models import Place
from tests.factories.organisations import make_analyst, make_clerk, make_stranger
from tests.factories.places import PlaceFactory, make_country

pytestmark = pytest.mark.django_db


def test_the_small_country_hangs_together() -> None:
    country = make_country()
    litovel = country.town("Litovel")
    assert (litovel.orp, litovel.district, litovel.region, litovel.parent.parent.parent.parent) == (
        country.orps["7105"],
        country.districts["CZ0712"],
        country.regions["CZ071"],
        country.state,
    )
    assert Place.objects.filter(name="Lužice").count() == 2
    assert country.town("Libavá").population is None


def test_a_single_town_brings_its_own_ancestors() -> None:
    assert PlaceFactory().region.parent.level == "state"


def test_actors_hold_what_their_role_says() -> None:
    town = PlaceFactory()
    assert make_analyst().is_analyst
    assert make_clerk(town).governs({town.pk})
    assert not make_stranger().grants
