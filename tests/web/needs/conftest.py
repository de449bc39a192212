"""People at the pages of needs: each fixture is a browser in which somebody is signed in."""

import pytest
from django.test import Client

from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from tests.factories.organisations import make_analyst, make_clerk, make_stranger, user_of
from tests.factories.places import Country, make_country


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


@pytest.fixture
def clerk(country: Country) -> Client:
    """The manager of Litovel."""
    return signed_in(make_clerk(country.town("Litovel"), MemberRole.MANAGER))


@pytest.fixture
def neighbour(country: Country) -> Client:
    """The clerk of another town."""
    return signed_in(make_clerk(country.town("Most")))


@pytest.fixture
def citizen(country: Country) -> Client:
    return signed_in(make_stranger())


@pytest.fixture
def analyst(country: Country) -> Client:
    return signed_in(make_analyst())
