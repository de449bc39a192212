"""What a chart shows unless told: a figure over time, or by a column with few values."""

from dataclasses import dataclass
from typing import Final

from naves.kernel.datafiles import ColumnProfile, Profile
from naves.kernel.tables import heading_key

FEW: Final = 2
MANY: Final = 40
MOST_DAYS: Final = 1000
_CODES: Final = ("id", "kod", "code", "ico", "psc", "cislo", "rok", "year", "poradi", "fid", "objectid", "gid")


@dataclass(frozen=True, slots=True)
class Choice:
    """``y`` is empty where rows are counted."""

    x: str
    function: str
    y: str


def default_choice(profile: Profile) -> Choice | None:
    """Return the chart to begin with; None where no column is fit for one."""
    safe = [column for column in profile.columns if not column.personal and column.filled]
    place = {profile.longitude, profile.latitude, profile.geometry}
    numbers = [
        one for one in safe if one.kind in {"integer", "decimal"} and one.name not in place and not _is_code(one)
    ]
    decimals = sorted(numbers, key=lambda one: one.kind != "decimal")
    figure = decimals[0].name if decimals else ""
    days = [one for one in safe if one.kind in {"date", "datetime"} and FEW < one.distinct <= MOST_DAYS]
    years = [one for one in safe if heading_key(one.name) in {"rok", "year"} and one.distinct > FEW]
    groups = [one for one in safe if one.kind in {"text", "boolean"} and FEW <= one.distinct <= MANY and not one.is_key]
    by = (*days, *years, *groups)
    if by:
        return Choice(by[0].name, "avg" if figure else "count", figure)
    keys = [one for one in safe if one.kind == "text" and one.distinct <= MANY and one.name not in place]
    return Choice(keys[0].name, "avg", figure) if keys and figure else None


def _is_code(column: ColumnProfile) -> bool:
    key = heading_key(column.name)
    return key in _CODES or key.startswith(("id_", "kod_")) or key.endswith(("_id", "_kod", "_code"))
