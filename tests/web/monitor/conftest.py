"""A small country with needs at several levels, as the Monitor's pages show it."""

from dataclasses import dataclass

import pytest

from naves.config import wiring
from naves.domains.monitor.facts.current import forget
from naves.domains.needs.models import Need
from tests.factories.needs import make_need
from tests.factories.places import Country, make_country


@dataclass(frozen=True)
class Story:
    """The country and a need in Olomouc and one in Most, both without a response."""

    country: Country
    olomouc: Need
    most: Need


@pytest.fixture
def story(db: None) -> Story:
    wiring.connect()
    forget()
    country = make_country()
    return Story(
        country,
        olomouc=make_need(country.town("Olomouc"), title="Chybí ranní autobus k lékaři"),
        most=make_need(country.town("Most"), title="Děti nemají kam jít odpoledne", people_affected=900),
    )
