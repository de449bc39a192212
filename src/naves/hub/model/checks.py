"""Checks of single values against the norm; each raises BadRequestData with the reason."""

import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from naves.hub.model.vocabulary import NULL
from naves.hub.problems import BadRequestData

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+\Z")
# Characters nobody can see make two ids look like one.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\ufdd0-\ufdef\U000e0100-\U000e01ef]"
)
_NAME = re.compile(r"[^\W\d_][\w.\-]*(?::[^\W\d_][\w.\-]*)?\Z")
_SCOPE = re.compile(r"/?[^\W\d_]\w*(?:/[^\W\d_]\w*)*\Z")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,6})?Z\Z")
# Sensors of one batch tell the same few moments over and over.
_GOOD_MOMENTS: set[str] = set()
MAX_REMEMBERED = 65_536
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_uri(value: Any) -> bool:
    if not isinstance(value, str) or _URI.match(value) is None:
        return False
    return value.isascii() or not (_INVISIBLE.search(value) or any(_hidden(char) for char in value))


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Zs"}


def uri(value: Any, what: str) -> str:
    """Return ``value`` when it is a URI."""
    if not is_uri(value):
        raise BadRequestData(f"{what} has to be a URI, not {value!r}"[:300])
    checked: str = value
    return checked


def name(value: str, what: str) -> None:
    """Accept a term, a prefixed term or an absolute IRI (GS CIM 009, 4.6.2)."""
    if not (_NAME.match(value) or ("://" in value and is_uri(value)) or (value.startswith("urn:") and is_uri(value))):
        raise BadRequestData(f"{value!r} is not a valid name of {what}"[:300])


def scope(value: Any) -> list[str]:
    """Return the scopes of an entity as a list (4.18)."""
    scopes = value if isinstance(value, list) else [value]
    for each in scopes:
        if not isinstance(each, str) or not _SCOPE.match(each):
            raise BadRequestData(f"{each!r} is not a valid scope"[:300])
    return list(dict.fromkeys(scopes))


def date_time(value: Any, what: str) -> str:
    """Return a DateTime of the norm (4.6.3) with a point before the fraction."""
    if isinstance(value, str) and value in _GOOD_MOMENTS:
        return value
    if isinstance(value, str) and _DATE_TIME.match(value):
        checked = value.replace(",", ".")
        try:
            microseconds(checked)
        except ValueError as error:
            raise BadRequestData(f"{what} is not a moment that exists: {value!r}") from error
        if checked == value:
            if len(_GOOD_MOMENTS) > MAX_REMEMBERED:
                _GOOD_MOMENTS.clear()
            _GOOD_MOMENTS.add(checked)
        return checked
    raise BadRequestData(f"{what} has to be a DateTime in UTC such as 2026-01-31T12:00:00Z, not {value!r}"[:300])


def is_plain_property(value: Any) -> bool:
    """Say whether an instance is a normalized Property of one number or text and nothing to rewrite or refuse.

    That is what sensors send all the time: it is stored as it came, without being taken apart.
    """
    if type(value) is not dict or value.get("type") != "Property":
        return False
    told = value.get("value")
    kind = type(told)
    if kind not in _PLAIN or (kind is str and told == NULL):
        return False
    members = 2
    if "unitCode" in value:
        members += 1
        if type(value["unitCode"]) is not str:
            return False
    if "observedAt" in value:
        members += 1
        at = value["observedAt"]
        if type(at) is not str or at not in _GOOD_MOMENTS:
            return False
    return len(value) == members


_PLAIN = frozenset({int, float, str, bool})


@lru_cache(maxsize=65_536)
def microseconds(value: str) -> int:
    """Return a DateTime as microseconds since 1970, the form in which stores compare it."""
    delta = datetime.fromisoformat(value) - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


@lru_cache(maxsize=65_536)
def is_canonical(value: str) -> bool:
    """Say whether a DateTime is written as :func:`iso_of_microseconds` would write it."""
    return iso_of_microseconds(microseconds(value)) == value


def iso(moment: datetime) -> str:
    """Return an aware moment as the norm writes it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def iso_of_microseconds(value: int) -> str:
    """Return the DateTime of a stored moment; whole seconds without a fraction."""
    seconds, micros = divmod(value, 1_000_000)
    text = datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{micros:06d}".rstrip("0") + "Z" if micros else f"{text}Z"
