"""Harvesting: what a source hands over, when a record is the same as before, and which losses are believed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias

from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.records import KEYWORD, DatasetValues
from naves.domains.catalogue.rules.services import ServiceValues
from naves.kernel.errors import Problem

BELIEVED_LOSS: Final = 0.3
"""The share of a source's records that may vanish in one run without anybody being asked."""
MOST_PROBLEMS: Final = 500
"""Problems that a run keeps; beyond, they are only counted."""
LONGEST_VALUE: Final = 200
STALE: Final = timedelta(minutes=20)
"""A run that showed no sign of life for so long was killed."""


class RunStatus(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"  # a limit was reached; the next run goes on from there
    ASKING = "asking"  # too much vanished to be believed
    DONE = "done"
    FAILED = "failed"  # the source could not be read; nothing was changed beyond what had been read before
    OVERTAKEN = "overtaken"  # a newer run answered the question


OPEN: Final = frozenset({RunStatus.WAITING, RunStatus.RUNNING, RunStatus.PAUSED})
STEPS: Final[Mapping[RunStatus, frozenset[RunStatus]]] = {
    RunStatus.WAITING: frozenset({RunStatus.RUNNING, RunStatus.FAILED}),
    RunStatus.RUNNING: frozenset({RunStatus.PAUSED, RunStatus.ASKING, RunStatus.DONE, RunStatus.FAILED}),
    RunStatus.PAUSED: frozenset({RunStatus.RUNNING, RunStatus.FAILED}),
    RunStatus.ASKING: frozenset({RunStatus.DONE, RunStatus.OVERTAKEN}),
    RunStatus.DONE: frozenset(),
    RunStatus.FAILED: frozenset(),
    RunStatus.OVERTAKEN: frozenset(),
}


class Every(StrEnum):
    """How often a source is read."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


INTERVALS: Final[Mapping[Every, timedelta]] = {
    Every.DAILY: timedelta(days=1),
    Every.WEEKLY: timedelta(days=7),
    Every.MONTHLY: timedelta(days=30),
}


def next_time(every: Every, at: datetime) -> datetime | None:
    """Return when a source that was read at ``at`` is due again."""
    return at + INTERVALS[every] if every in INTERVALS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestedPart:
    """A distribution as its source has it; ``source_iri`` tells it from its neighbours."""

    source_iri: str
    values: DistributionValues
    service: ServiceValues | None = None
    service_iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvested:
    """A dataset as its source has it. ``validators``: ETag and Last-Modified of a document of its own.

    ``values.extras["in_series"]`` names the series that it belongs to, by its IRI at the source.
    """

    source_iri: str
    values: DatasetValues
    parts: tuple[HarvestedPart, ...] = ()
    validators: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestedSeries:
    """A series as its source has it; ``values.extras["in_series"]`` names the series above it."""

    source_iri: str
    values: DatasetValues


@dataclass(frozen=True, slots=True, kw_only=True)
class Untouched:
    """A dataset whose document has not changed since the last run, says its server."""

    source_iri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoiled:
    """A record that could not be read; it is there all the same, so it does not count as vanished."""

    source_iri: str
    problems: tuple[Problem, ...] = field(default=())


Entry: TypeAlias = Harvested | HarvestedSeries | Untouched | Spoiled
IN_SERIES: Final = "in_series"
SOURCE_IRI: Final = "source_iri"


NO_DESCRIPTION: Final = "Zdroj k této datové sadě neuvádí popis."
"""Stands in a record, so it is in the language of records and not of readers."""


def completed(values: DatasetValues) -> DatasetValues:
    """Fill in what the norm asks for and the source leaves empty, so that the record can go on.

    Only with what is true of any record: the official codes for "not known", the title as a keyword, and the
    remark that there is no description. ``extras["filled"]`` names these fields.
    """
    has_keywords = any(word.strip() for word in (*values.keywords_cs, *values.keywords_en))
    instead: dict[str, Any] = {
        "description_cs": "" if values.description_cs.strip() else NO_DESCRIPTION,
        "keywords_cs": () if has_keywords else (values.title_cs[:KEYWORD],),
        "themes": () if values.themes else ("OP_DATPRO",),
        "frequency": "" if values.frequency else "UNKNOWN",
    }
    filled = {name: value for name, value in instead.items() if value}
    if not filled:
        return values
    return replace(values, **filled, extras={**values.extras, "filled": sorted(filled)})


def fingerprint(record: Harvested, *, publishes: bool, states_terms: bool) -> str:
    """Return the SHA-256 of all that would be written; the document's validators do not belong to it."""
    content: list[object] = [record.source_iri, asdict(record.values), [asdict(part) for part in record.parts]]
    content += [publishes, states_terms]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def is_believed(*, known: int, missing: int) -> bool:
    """Whether so many records may have gone: never all of them, never more than BELIEVED_LOSS of them."""
    return missing == 0 or (missing < known and missing <= known * BELIEVED_LOSS)


def as_json(problem: Problem, source_iri: str) -> dict[str, Any]:
    """Return a problem as a run keeps it; texts stay message ids, so that each reader has them in their language."""
    return {
        "source_iri": source_iri[:700],
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy or "",
        "params": {name: _plain(value) for name, value in problem.params.items()},
        "field": problem.field or "",
        "value": "" if problem.value is None else str(problem.value)[:LONGEST_VALUE],
    }


def problems_from(kept: Sequence[Mapping[str, Any]]) -> list[tuple[str, Problem]]:
    """Return the problems of a run with the IRI of the record that each is about."""
    return [(one["source_iri"], _problem(one)) for one in kept]


def _problem(one: Mapping[str, Any]) -> Problem:
    return Problem(
        code=one["code"],
        message=one["message"],
        params=one["params"],
        remedy=one["remedy"] or None,
        field=one["field"] or None,
        value=one["value"] or None,
    )


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str) or value is None else str(value)
