"""Tests of pages begin in Czech, whatever language the request before them left behind."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _begin_in_czech() -> Iterator[None]:
    with translation.override("cs"):
        yield
