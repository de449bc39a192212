"""Values that were typed, brought to the kind of the column they are compared with."""

import math
import re
from datetime import UTC, date, datetime
from typing import Final

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.rowquery.question import Cell, Kind

_INTEGER: Final = re.compile(r"[+-]?\d{1,18}")
_TRUE: Final = frozenset({"true", "1", "ano", "yes"})
_FALSE: Final = frozenset({"false", "0", "ne", "no"})
LONGEST_VALUE: Final = 2_000
_EXAMPLES: Final[dict[Kind, str]] = {
    "integer": "42",
    "decimal": "3.14",
    "boolean": "true",
    "date": "2026-01-31",
    "datetime": "2026-01-31T12:00:00",
    "text": "text",
}


def typed(text: str, kind: Kind, *, column: str) -> Cell:
    """Return the value, or refuse it naming the column and an example."""
    try:
        return _value(text.strip() if kind != "text" else text, kind)
    except (ValueError, OverflowError):
        raise Refused(
            Problem(
                code="bad_value",
                field=column,
                value=text[:80],
                message=gettext_noop("“%(value)s” cannot be compared with the column “%(column)s”."),
                params={"value": text[:80], "column": column, "example": _EXAMPLES[kind]},
                remedy=gettext_noop("Write it as %(example)s."),
            )
        ) from None


def _value(text: str, kind: Kind) -> Cell:
    if len(text) > LONGEST_VALUE or "\0" in text:
        raise ValueError
    match kind:
        case "integer":
            # A number that is not whole may still be compared with whole ones.
            return int(text) if _INTEGER.fullmatch(text) else _decimal(text)
        case "decimal":
            return _decimal(text)
        case "boolean":
            if text.lower() in _TRUE | _FALSE:
                return text.lower() in _TRUE
            raise ValueError
        case "date":
            return date.fromisoformat(text)
        case "datetime":
            moment = datetime.fromisoformat(text)
            return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        case "text":
            return text.encode().decode()


def _decimal(text: str) -> float:
    number = float(text.replace(",", "."))
    if not math.isfinite(number):
        raise ValueError
    return number
