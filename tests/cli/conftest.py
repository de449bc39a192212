"""Calling the `naves` command as an operator does, against the test database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from naves.cli import main
from naves.config import wiring
from naves.domains.monitor.facts.current import forget

Command = Callable[..., Result]


@pytest.fixture
def naves(db: None, settings: Any) -> Command:
    """Return a function that runs `naves …` in the language of ``settings.LANGUAGE_CODE``."""
    wiring.connect()
    forget()

    def run(*words: str | Path, language: str = "cs") -> Result:
        settings.LANGUAGE_CODE = language
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return run
