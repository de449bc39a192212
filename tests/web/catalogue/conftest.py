"""The search index of this process begins empty, in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from naves.adapters.search_index import current


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()
    yield
    current.forget()
