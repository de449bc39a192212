"""Filters for numbers, dates and words that follow a number."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString

from naves.web.design import formats
from naves.web.design.nouns import counted as counted_noun

register = template.Library()


@register.filter
def number(value: formats.Number | None, digits: int = 0) -> str:
    """`{{ 3612|number }}` → 3 612."""
    return formats.number(value, int(digits))


@register.filter
def percent(share: formats.Number | None, digits: int = 0) -> str:
    """`{{ 0.41|percent }}` → 41 %."""
    return formats.percent(share, int(digits))


@register.simple_tag
def percent_range(low: formats.Number | None, high: formats.Number | None, digits: int = 0) -> str:
    """`{% percent_range 0.4 0.43 %}` → 40–43 %."""
    return formats.percent_range(low, high, digits)


@register.filter
def measured(value: formats.Number | None, unit: str) -> str:
    """`{{ value|measured:indicator.unit }}` → 12 points; 3,4 %."""
    return formats.measured(value, unit)


@register.filter
def money(amount: formats.Number | None) -> str:
    """`{{ 1250000|money }}` → 1 250 000 Kč."""
    return formats.money(amount)


@register.filter
def day(value: date | datetime | None) -> str:
    """`{{ need.published_at|day }}` → 23. 11. 2026."""
    return formats.day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ entry.at|moment }}` → 23. 11. 2026 14:05."""
    return formats.moment(value)


@register.filter
def counted(amount: int, noun: str) -> str:
    """`{{ 5|counted:"need" }}` → 5 potřeb; the nouns stand in nouns.py."""
    return counted_noun(amount, noun)


@register.filter
def named(item: Any) -> str:
    """`{{ theme|named }}`: the name of a theme, group or indicator in the reader's language."""
    return formats.named(item)


@register.filter
def step(share: formats.Number | None) -> str:
    """`class="{{ coverage|step }}"` → c0 … c6 or c-none."""
    return formats.scale_step(share)


@register.filter
def svg(value: float) -> SafeString:
    """Return a number as SVG attributes want it, whatever the language."""
    return SafeString(f"{float(value):.2f}".rstrip("0").rstrip("."))


@register.filter
def whole_percent(share: float) -> str:
    """Return a share as whole per cents without the sign, for a cell whose caption says the unit."""
    return formats.number(float(share) * 100)


@register.filter
def hundredfold(share: float) -> SafeString:
    """Return a share as an SVG length on a scale of 100."""
    return svg(float(share) * 100)


@register.filter
def width(span: tuple[float, float]) -> SafeString:
    """Return how long a span of shares is on a scale of 100."""
    return svg((float(span[1]) - float(span[0])) * 100)
