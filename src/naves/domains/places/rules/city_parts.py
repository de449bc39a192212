"""Parts of statutory cities (městská část, městský obvod), which are no municipalities.

Their codes come from the same row of numbers as those of municipalities, so that nothing but the
list tells them apart: data/city_parts.csv holds all 142 (RÚIAN, June 2024, through RCzechia, MIT).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.text import fold

LIST = Path(__file__).resolve().parents[1] / "data" / "city_parts.csv"


@dataclass(frozen=True, slots=True)
class CityPart:
    """A part of a city with its own council."""

    code: str
    name: str
    city_code: str
    city_name: str


@cache
def city_parts() -> dict[str, CityPart]:
    """Return the parts of cities by code."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["code"]: CityPart(**row) for row in csv.DictReader(file)}


@cache
def _by_name() -> dict[str, CityPart]:
    return {fold(part.name): part for part in city_parts().values()}


def city_part(code_or_name: str) -> CityPart | None:
    """Return the part of a city that has this code or full name ("Praha 5", "Brno-střed")."""
    return city_parts().get(code_or_name) or _by_name().get(fold(code_or_name))


def city_part_problem(part: CityPart, *, field: str, value: str, row: int | None = None) -> Problem:
    """Return the problem of a part of a city given where a municipality belongs."""
    return Problem(
        code="city_part",
        message=gettext_noop("“%(value)s” is %(name)s, a part of the city of %(city)s, not a municipality."),
        remedy=gettext_noop("Use the code of the whole city, %(city_code)s, or leave the row out."),
        params={"value": value, "name": part.name, "city": part.city_name, "city_code": part.city_code},
        field=field,
        value=value,
        row=row,
    )
