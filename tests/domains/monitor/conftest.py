"""The Monitor's facts belong to a process: each test begins without any, and keeps its file to itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from naves.domains.monitor.facts import current


@pytest.fixture(autouse=True)
def own_facts(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()
    yield
    current.forget()
