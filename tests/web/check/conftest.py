"""The world of these tests: the one of the strategies' pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from naves.domains.monitor.facts import current
from tests.web.strategies.world import World, make_world


@pytest.fixture(autouse=True)
def own_facts(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()
    yield
    current.forget()


@pytest.fixture
def world(db: None) -> World:
    return make_world()
