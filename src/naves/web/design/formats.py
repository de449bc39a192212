"""Numbers, shares, money and dates as people read them, in the active language.

Czech: decimal comma, no-break space between thousands and before %, `23. 11. 2026`.
English: decimal point, comma between thousands, `23 November 2026`. None is never 0: it is "not assessed".
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"
Number = int | float | Decimal

SCALE_STEPS = 7


def is_czech() -> bool:
    """Tell whether the active language is Czech."""
    return (get_language() or "").startswith("cs")


def named(item: Any) -> str:
    """Return the name, in the active language, of what has `name_cs` and `name_en`: a theme, a group, an indicator."""
    return str(item.name_cs if is_czech() else item.name_en)


def not_assessed() -> str:
    """Return the words that stand where nothing is known."""
    return _("not assessed")


def number(value: Number | None, digits: int = 0) -> str:
    """Return ``value`` with thousands apart and ``digits`` decimal places."""
    if value is None:
        return not_assessed()
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{digits}f}"
    if is_czech():
        text = text.replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def percent(share: Number | None, digits: int = 0) -> str:
    """Return a share (0 to 1) as a percentage."""
    if share is None:
        return not_assessed()
    return number(_hundredfold(share), digits) + percent_sign()


# Units of indicators as their sources write them → as people read them.
UNITS = {"bod": gettext_lazy("points"), "na 100 obyvatel": gettext_lazy("per 100 inhabitants")}


def measured(value: Number | None, unit: str) -> str:
    """Return the value of an indicator with its unit, with one decimal place where it is not whole."""
    if value is None:
        return not_assessed()
    if unit == "Kč":
        return money(value)
    figure = number(value, 0 if value == int(value) else 1)
    if unit in {"%", "‰"}:
        return figure + percent_sign().replace("%", unit)
    return f"{figure}{NBSP}{UNITS.get(unit, unit)}".strip()


def percent_range(low: Number | None, high: Number | None, digits: int = 0) -> str:
    """Return two shares as one range of percentages, `40–43 %`."""
    if low is None or high is None:
        return not_assessed()
    return f"{number(_hundredfold(low), digits)}–{number(_hundredfold(high), digits)}{percent_sign()}"


def percent_sign() -> str:
    """Return the sign with the space that the language puts before it."""
    return f"{NBSP}%" if is_czech() else "%"


def money(amount: Number | None) -> str:
    """Return an amount of Czech crowns, whole."""
    if amount is None:
        return _("not stated")
    return f"{number(amount)}{NBSP}Kč" if is_czech() else f"CZK{NBSP}{number(amount)}"


def day(value: date | datetime | None) -> str:
    """Return the day, in Prague, of a date or a moment."""
    if value is None:
        return _("not stated")
    local = _local(value)
    if is_czech():
        return f"{local.day}.{NBSP}{local.month}.{NBSP}{local.year}"
    return date_format(local, "j F Y").replace(" ", NBSP)


def moment(value: datetime | None) -> str:
    """Return the day and the time, in Prague, of a moment."""
    if value is None:
        return _("not stated")
    return f"{day(value)}{NBSP}{_local(value):%H:%M}"


def scale_step(share: Number | None) -> str:
    """Return the class of the coverage scale for a share: `c0` to `c6`, or `c-none`."""
    if share is None:
        return "c-none"
    return f"c{min(max(int(share * SCALE_STEPS), 0), SCALE_STEPS - 1)}"


def _hundredfold(share: Number) -> Decimal:
    return (Decimal(repr(share)) if isinstance(share, float) else Decimal(share)) * 100


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
