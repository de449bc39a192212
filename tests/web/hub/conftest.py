"""Every test of these pages has a hub of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_hub(settings: Settings, tmp_path: Path) -> None:
    settings.NAVES_HUB_STORE = f"sqlite:///{tmp_path / 'hub.sqlite3'}"
