"""The world of these tests."""

import pytest

from naves.config import wiring
from tests.domains.exchange.world import World, make_exchange_world


@pytest.fixture
def world(db: None) -> World:
    wiring.connect()
    return make_exchange_world()
