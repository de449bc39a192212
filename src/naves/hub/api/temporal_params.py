"""The temporal query of a call (4.11): interval, lastN, aggregation."""

from dataclasses import dataclass
from typing import Any

from naves.hub.api.call import Call
from naves.hub.model import checks
from naves.hub.problems import BadRequestData, InvalidRequest
from naves.hub.store.series import COLUMNS
from naves.hub.temporal.aggregate import METHODS
from naves.hub.temporal.periods import Period, parse

TEMPORAL_PARAMS = ("timerel", "timeAt", "endTimeAt", "timeproperty", "lastN", "aggrMethods", "aggrPeriodDuration")
FORMATS = frozenset({"temporalValues", "aggregatedValues"})


@dataclass(frozen=True, slots=True)
class TemporalQuery:
    timerel: str | None
    since: int | None
    until: int | None
    timeproperty: str
    last: int | None
    format: str
    methods: tuple[str, ...]
    period: Period


def temporal_query(call: Call, *, needed: bool = False) -> TemporalQuery:
    """Read and check the temporal parameters."""
    params = call.params
    timerel = params.get("timerel")
    timeproperty = params.get("timeproperty", "observedAt")
    if timeproperty not in COLUMNS:
        raise BadRequestData(f"{timeproperty!r} is not a time property")
    if needed and timerel is None:
        raise BadRequestData("a temporal query needs timerel and timeAt")
    since, until = interval(params, timerel)
    last = call.number("lastN", 0) if "lastN" in params else None
    if last == 0:
        raise BadRequestData("lastN has to be above zero")
    asked = _format(call)
    methods = tuple(each.strip() for each in str(params.get("aggrMethods", "")).split(",") if each.strip())
    if set(methods) - METHODS:
        raise BadRequestData(f"unknown aggregation method {min(set(methods) - METHODS)!r}")
    if asked == "aggregatedValues" and not methods:
        raise BadRequestData("aggregatedValues needs aggrMethods")
    period = parse(str(params.get("aggrPeriodDuration", "PT0S")))
    return TemporalQuery(timerel, since, until, timeproperty, last, asked, methods, period)


def interval(params: dict[str, Any], timerel: str | None) -> tuple[int | None, int | None]:
    """Return since (included) and until (not included) in microseconds, None for open ends."""
    if timerel is None:
        if "timeAt" in params or "endTimeAt" in params:
            raise BadRequestData("timeAt goes with timerel")
        return None, None
    if timerel not in {"before", "after", "between"}:
        raise BadRequestData(f"{timerel!r} is not a temporal relation")
    if "timeAt" not in params:
        raise BadRequestData("timerel needs timeAt")
    at = checks.microseconds(checks.date_time(params["timeAt"], "timeAt"))
    if timerel == "before":
        return None, at
    if timerel == "after":
        return at, None
    if "endTimeAt" not in params:
        raise BadRequestData("between needs endTimeAt")
    end = checks.microseconds(checks.date_time(params["endTimeAt"], "endTimeAt"))
    if end <= at:
        raise BadRequestData("endTimeAt has to be later than timeAt")
    return at, end


def _format(call: Call) -> str:
    unknown = call.options - FORMATS - {"sysAttrs", "normalized", "concise", "audit"}
    if unknown:
        raise InvalidRequest(f"unknown option {min(unknown)!r}")
    asked = call.params.get("format")
    if asked is not None:
        if asked not in {*FORMATS, "normalized", "concise", "simplified"}:
            raise InvalidRequest(f"unknown format {asked!r}")
        return "temporalValues" if asked == "simplified" else asked
    named = call.options & FORMATS
    if len(named) > 1:
        raise BadRequestData("options name more than one temporal representation")
    return min(named) if named else "concise" if "concise" in call.options else "normalized"
