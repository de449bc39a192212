"""A small country with measures to match."""

from dataclasses import dataclass

import pytest

from naves.domains.needs.models import Need
from naves.domains.places.models import Place
from naves.domains.strategies.models import Measure
from tests.factories.places import PlaceFactory
from tests.factories.strategies import GoalFactory, MeasureFactory, VersionFactory, make_need


@dataclass(frozen=True)
class Town:
    """Two towns, the measures of the first, and one need there."""

    place: Place
    other: Place
    crossing: Measure
    library: Measure
    need: Need


@pytest.fixture
def town(db: None) -> Town:
    place, other = PlaceFactory(), PlaceFactory()
    goal = GoalFactory(version=VersionFactory(places=[place]), title="Rozvoj města")
    return Town(
        place,
        other,
        MeasureFactory(goal=goal, title="Bezpečné přechody u škol"),
        MeasureFactory(goal=goal, title="Rekonstrukce městské knihovny"),
        make_need(place, title="Nebezpečný přechod u školy", people_affected=300),
    )
