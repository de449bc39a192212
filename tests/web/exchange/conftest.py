"""The world of these tests."""

from collections.abc import Callable

import pytest
from django.test import Client

from naves.config import wiring
from tests.domains.exchange.world import World, make_exchange_world
from tests.factories.organisations import user_of


@pytest.fixture
def world(db: None) -> World:
    wiring.connect()
    return make_exchange_world()


@pytest.fixture
def browse(world: World) -> Callable[[str], Client]:
    """Return a browser in which somebody is signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(user_of(world[name]), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
