"""Filters of file pages."""

from django import template

from naves.web.design.formats import number

register = template.Library()
THOUSAND = 1000


@register.filter
def short(value: float) -> str:
    """Return a figure as short as a picture wants it."""
    if abs(value) >= THOUSAND or float(value).is_integer():
        return number(round(value))
    return number(value, 1 if abs(value) >= 10 else 2)  # noqa: PLR2004 - three figures in all


@register.filter
def add_to(first: float, second: float) -> float:
    """Return the sum."""
    return first + second
