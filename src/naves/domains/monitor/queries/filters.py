"""The filters of the Monitor, as they stand in addresses and options, and what they choose."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from naves.domains.monitor.facts.current import Picture
from naves.domains.monitor.queries.gazetteer import Area, gazetteer
from naves.domains.monitor.rules.arrays import Mask
from naves.domains.monitor.rules.method import LEVELS
from naves.domains.places.enums import SizeClass
from naves.kernel.errors import Problem, Refused, gettext_noop

DEFAULT_LEVEL = 2
_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """as_of: the end of this day in Prague. Themes and groups by code, areas by their official codes."""

    as_of: date
    level: int = DEFAULT_LEVEL
    theme: str | None = None
    group: str | None = None
    size_class: int | None = None
    region: str | None = None
    district: str | None = None
    orp: str | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON, without what is not filtered."""
        values = {name: value for name, value in asdict(self).items() if value is not None}
        return {**values, "as_of": self.as_of.isoformat()}


def from_plain(values: dict[str, Any]) -> Filters:
    return Filters(**{**values, "as_of": date.fromisoformat(values["as_of"])})


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The filters as numbers; `towns` is None where no area or size is chosen."""

    day: int
    level: int
    theme: int | None
    group: int | None
    towns: Mask | None


def choose(picture: Picture, filters: Filters) -> Chosen:
    """Turn codes into numbers, or refuse those that nothing is called."""
    names = picture.columns.territory.names
    problems = [
        *_unknown("theme", filters.theme, names.themes),
        *_unknown("group", filters.group, names.groups),
        *_unknown("level", filters.level, LEVELS),
        *_unknown("size_class", filters.size_class, [size.value for size in SizeClass]),
    ]
    masks, area_problems = _area_masks(picture, filters)
    if problems or area_problems:
        raise Refused([*problems, *area_problems])
    day = filters.as_of.toordinal()
    if filters.size_class is not None:
        masks.append(picture.facts.towns.on(day).size_class == filters.size_class)
    return Chosen(
        day=day,
        level=filters.level,
        theme=None if filters.theme is None else names.themes.index(filters.theme),
        group=None if filters.group is None else names.groups.index(filters.group),
        towns=np.logical_and.reduce(masks) if masks else None,
    )


def _area_masks(picture: Picture, filters: Filters) -> tuple[list[Mask], list[Problem]]:
    if filters.region is filters.district is filters.orp is None:
        return [], []
    places, towns = gazetteer(picture), picture.columns.territory.towns
    masks, problems = [], []
    for field, code, areas, column in (
        ("region", filters.region, places.regions, towns.region),
        ("district", filters.district, places.districts, towns.district),
        ("orp", filters.orp, places.orps, towns.orp),
    ):
        if code is None:
            continue
        known = _codes(areas)
        problems += _unknown(field, code, known)
        masks.append(column == (known.index(code) if code in known else -1))
    return masks, problems


def _codes(areas: Sequence[Area]) -> list[str]:
    return [area.code for area in areas]


def _unknown(field: str, value: object, known: Sequence[object]) -> list[Problem]:
    if value is None or value in known:
        return []
    return [
        Problem(
            code="unknown_filter_value",
            field=field,
            value=value,
            message=gettext_noop("“%(value)s” is not known here."),
            params={"value": value, "known": ", ".join(map(str, known[:_SHOWN]))},
            remedy=gettext_noop("Use one of: %(known)s.")
            if len(known) <= _SHOWN
            else gettext_noop("Find the code in the list of places."),
        )
    ]
