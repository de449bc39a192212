"""Texts of cells read as values; what can be read in two ways is refused, never guessed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from naves.kernel.clock import PRAGUE
from naves.kernel.errors import gettext_noop
from naves.kernel.tables.columns import Column, Kind
from naves.kernel.tables.problems import quoted
from naves.kernel.text import fold

Value: TypeAlias = str | int | Decimal | date | datetime | bool


@dataclass
class BadValue(Exception):
    """The text is not a value of the wanted kind."""

    code: str
    message: str
    remedy: str
    params: Mapping[str, object]


_SPACES = " \u00a0\u2009\u202f"
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_GROUPED = rf"(?:\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)"
_INTEGER = re.compile(rf"[+-]?{_GROUPED}(?:[.,]0+)?")
_DECIMAL = re.compile(rf"[+-]?{_GROUPED}(?:[.,]\d+)?")
_LONGEST_NUMBER = 18
_ISO = re.compile(r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_CZECH = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?:\s+0?0:00(?::00)?)?")
_WORDED = re.compile(r"(\d{1,2})\.\s*([^\W\d_]+)\s+(\d{4})")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_MONTHS = (
    *("ledna", "unora", "brezna", "dubna", "kvetna", "cervna"),
    *("cervence", "srpna", "zari", "rijna", "listopadu", "prosince"),
)
_TRUE = frozenset({"ano", "a", "yes", "y", "true", "t", "1", "pravda", "x"})
_FALSE = frozenset({"ne", "n", "no", "false", "f", "0", "nepravda"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def parse_value(text: str, column: Column) -> Value:
    """Return the value of a cell that is not empty, or raise :class:`BadValue`."""
    value = _PARSERS[column.kind](text, column)
    _check_bounds(text, value, column)
    return value


def unguarded(text: str) -> str:
    """Take off the apostrophe that :func:`write_csv` puts before what looks like a formula."""
    return text[1:] if _GUARDED.match(text) else text


def _text(text: str, column: Column) -> str:
    text = unguarded(text).replace("\r\n", "\n").replace("\r", "\n")
    if "\ufffd" in text or _CONTROL.search(text):
        raise _bad(
            "letters_lost",
            gettext_noop("The text “%(value)s” holds characters that were lost or are not text."),
            gettext_noop("Write the text again; the file was damaged when it was converted."),
            text,
        )
    if column.max_length and len(text) > column.max_length:
        raise _bad(
            "text_too_long",
            gettext_noop("The text has %(length)s characters, the most allowed is %(limit)s."),
            gettext_noop("Shorten it."),
            text,
            length=len(text),
            limit=column.max_length,
        )
    if column.pattern and not re.fullmatch(column.pattern, text):
        raise _bad(
            "pattern_mismatch",
            gettext_noop("“%(value)s” does not have the expected form."),
            gettext_noop("Write it as in the example: %(example)s."),
            text,
            example=column.example or column.pattern,
        )
    return text


def _code(text: str, column: Column) -> str:
    return _text("".join(text.split()), column)


def _integer(text: str, _: Column) -> int:
    plain = text.translate(_MINUS)
    if not _INTEGER.fullmatch(plain):
        raise _bad(
            "not_an_integer",
            gettext_noop("“%(value)s” is not a whole number."),
            gettext_noop("Write digits only, as in 1234 or 1 234."),
            text,
        )
    return int(_digits(re.sub(r"[.,]0+\Z", "", plain), text))


def _decimal(text: str, _: Column) -> Decimal:
    plain = text.translate(_MINUS)
    if not _DECIMAL.fullmatch(plain):
        raise _bad(
            "not_a_number",
            gettext_noop("“%(value)s” is not a number."),
            gettext_noop(
                "Write one decimal comma or point and no unit, as in 1234,5 or 1 234.5.",
            ),
            text,
        )
    return Decimal(_digits(plain, text).replace(",", "."))


def _digits(plain: str, text: str) -> str:
    whole = re.sub(f"[{_SPACES}]", "", plain)
    if len(re.split(r"[.,]", whole.lstrip("+-0"))[0]) > _LONGEST_NUMBER:
        raise _bad(
            "number_too_large",
            gettext_noop("The number “%(value)s” is too large."),
            gettext_noop("Check the number and its unit."),
            text,
        )
    return whole


def _date(text: str, _: Column) -> date:
    if _SLASHED.fullmatch(text):
        raise _bad(
            "ambiguous_date",
            gettext_noop("The date “%(value)s” can be read in two ways: day or month first."),
            gettext_noop("Write it as 2026-11-23 or 23. 11. 2026."),
            text,
        )
    try:
        return date(*_date_parts(text))
    except ValueError:
        raise _bad(
            "not_a_date",
            gettext_noop("“%(value)s” is not a date."),
            gettext_noop("Write an existing day as 2026-11-23 or 23. 11. 2026."),
            text,
        ) from None


def _date_parts(text: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _CZECH.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _WORDED.fullmatch(text):
        return int(found[3]), _MONTHS.index(fold(found[2])) + 1, int(found[1])
    raise ValueError


def _datetime(text: str, column: Column) -> datetime:
    """Read an ISO moment; without an offset it is Prague time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        day = _date(text, column)
        moment = datetime(day.year, day.month, day.day, tzinfo=PRAGUE)
    return moment if moment.tzinfo else moment.replace(tzinfo=PRAGUE)


def _boolean(text: str, _: Column) -> bool:
    folded = fold(text)
    if folded in _TRUE or folded in _FALSE:
        return folded in _TRUE
    raise _bad(
        "not_yes_or_no",
        gettext_noop("“%(value)s” is neither yes nor no."),
        gettext_noop("Write yes or no, ano or ne, true or false, 1 or 0."),
        text,
    )


def _choice(text: str, column: Column) -> str:
    wanted = _spelling(text)
    for value, spellings in column.choices.items():
        if wanted in map(_spelling, (value, *spellings)):
            return value
    raise _bad(
        "unknown_choice",
        gettext_noop("“%(value)s” is not one of the allowed values."),
        gettext_noop("Write one of: %(choices)s."),
        text,
        choices=", ".join(column.choices),
    )


def _spelling(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


def _check_bounds(text: str, value: Value, column: Column) -> None:
    comparable = value.date() if isinstance(value, datetime) else value
    if column.minimum is not None and comparable < column.minimum:  # type: ignore[operator]
        raise _bad(
            "negative" if column.minimum == 0 else "below_minimum",
            gettext_noop("“%(value)s” is below the lowest value allowed, %(minimum)s."),
            gettext_noop("Check the value and its unit."),
            text,
            minimum=column.minimum,
        )
    if column.maximum is not None and comparable > column.maximum:  # type: ignore[operator]
        raise _bad(
            "above_maximum",
            gettext_noop("“%(value)s” is above the highest value allowed, %(maximum)s."),
            gettext_noop("Check the value and its unit."),
            text,
            maximum=column.maximum,
        )


def _bad(code: str, message: str, remedy: str, text: str, **params: object) -> BadValue:
    return BadValue(code, message, remedy, {"value": quoted(text), **params})


_PARSERS: dict[Kind, Callable[[str, Column], Value]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CHOICE: _choice,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.BOOLEAN: _boolean,
}
