"""Tables of columns that can be filtered, joined end to end and written to a file, whatever they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from naves.domains.monitor.rules.arrays import Codes, Counts, Days, Floats, Ids, Levels, Mask

Keys = NDArray[np.uint8]
"""UUIDs as bytes, uint8[n, 16]."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Arrays of one length, one per field."""

    def columns(self) -> dict[str, NDArray[Any]]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    def take(self, rows: Mask | Counts | Ids) -> Self:
        return type(self)(**{name: column[rows] for name, column in self.columns().items()})

    def append(self, more: Self) -> Self:
        theirs = more.columns()
        return type(self)(
            **{name: np.concatenate([column, theirs[name]]) for name, column in self.columns().items()},
        )

    def put(self, number: Ids, fresh: Self, empty: Self, size: int) -> Self:
        """Rows 0 to size - 1: `fresh` ones at `number`, old ones where they were, the rest as the one in `empty`."""
        result = self.append(empty.take(np.zeros(size - len(self), dtype=np.int32)))
        theirs = fresh.columns()
        for name, column in result.columns().items():
            column[number] = theirs[name]
        return result

    @classmethod
    def of(cls, columns: Mapping[str, NDArray[Any]]) -> Self:
        return cls(**{field.name: columns[field.name] for field in fields(cls)})


@dataclass(frozen=True, slots=True, eq=False)
class TownRows(Rows):
    """Municipalities that people live in, by code. Areas are numbers into `Names`, -1 = none."""

    place: Counts
    region: Codes
    district: Codes
    orp: Codes
    people: Floats
    known: Days


@dataclass(frozen=True, slots=True, eq=False)
class ValueRows(Rows):
    """Populations or indices of towns; fields as in `rules.frames.Values`."""

    town: Ids
    day: Days
    value: Floats
    known: Days
    first: Mask


@dataclass(frozen=True, slots=True, eq=False)
class NeedRows(Rows):
    """place: an id, which need not be a municipality's, -1 = the need is gone. people: -1 = unknown.

    People, severity and the day it was voiced only put lists in order; no figure rests on them.
    """

    place: Counts
    people: Ids
    severity: Levels
    voiced: Days


@dataclass(frozen=True, slots=True, eq=False)
class OfNeed(Rows):
    need: Ids


@dataclass(frozen=True, slots=True, eq=False)
class SpellRows(OfNeed):
    """Holds for these days; as the table of counted needs, the need counted for these days."""

    from_day: Days
    until_day: Days


@dataclass(frozen=True, slots=True, eq=False)
class ShareRows(SpellRows):
    """share: in thousandths, as in `rules.facts.ThemeShares`."""

    theme: Codes
    share: Codes


@dataclass(frozen=True, slots=True, eq=False)
class GroupRows(SpellRows):
    group: Codes


@dataclass(frozen=True, slots=True, eq=False)
class MergeRows(SpellRows):
    """For these days `need` was part of the need `into`."""

    into: Ids


@dataclass(frozen=True, slots=True, eq=False)
class ResponseRows(SpellRows):
    """Confirmed and not withdrawn for these days. item: number of the goal or measure, -1 for another reference."""

    item: Ids
    contradicts: Mask


@dataclass(frozen=True, slots=True, eq=False)
class ClaimRows(OfNeed):
    """Claims of responses that do not contradict; fields as in `strategies.rules.columns.ClaimColumns`."""

    target: Ids
    level: Levels
    recorded: Days
    valid_from: Days
    lapses: Days
    lapse_recorded: Days
    withdrawn: Days
    confirmed: Days
    response_withdrawn: Days


@dataclass(frozen=True, slots=True, eq=False)
class VersionRows(Rows):
    """Days on which versions of strategies are in force, empty where never."""

    from_day: Days
    until_day: Days


@dataclass(frozen=True, slots=True, eq=False)
class ItemRows(Rows):
    """Goals and measures; version -1 = it is gone."""

    version: Ids
    is_measure: Mask


@dataclass(frozen=True, slots=True, eq=False)
class StepRows(Rows):
    """Days on which a measure was stopped or taken up again, in order."""

    item: Ids
    day: Days
    stopped: Mask
