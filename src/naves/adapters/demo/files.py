"""Reading the demonstration files."""

import csv
import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from naves.kernel.clock import PRAGUE

FOLDER = Path(__file__).parent / "data"
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """Return the records of a CSV file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name: str) -> Any:
    """Return the content of a JSON file."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def day(text: str | None) -> date | None:
    """Return the date that ``text`` names, None for an empty one."""
    return date.fromisoformat(text) if text else None


def office_hour(on: date, order: int = 0) -> datetime:
    """Return a moment of ``on`` in office hours; a higher ``order`` of the same day comes later."""
    return datetime.combine(on, time(9), tzinfo=PRAGUE) + timedelta(seconds=order % 25_000)


def shares(text: str) -> dict[str, Decimal]:
    """Return theme → share of a text such as ``energy:0.6;housing:0.4``."""
    return {code: Decimal(share) for code, _, share in (part.partition(":") for part in text.split(";"))}
