"""The world of these tests."""

import pytest

from tests.web.strategies.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
