"""What the schemas of the requests refuse, told as problems: field, value, message."""

from typing import Any

from django.utils.translation import gettext

from naves.kernel.errors import gettext_noop

LONGEST_VALUE = 200
SOURCES = frozenset({"body", "query", "path", "header"})
# Beginnings of pydantic's kinds of error, the first that fits speaks.
MESSAGES: tuple[tuple[str, str], ...] = (
    ("missing", gettext_noop("The field is missing.")),
    ("extra_forbidden", gettext_noop("There is no such field here.")),
    ("uuid", gettext_noop("This is no identifier (UUID).")),
    ("date", gettext_noop("This is no day as in 2026-11-23, or one that is not possible here.")),
    ("int", gettext_noop("This is no whole number.")),
    ("float", gettext_noop("This is no number.")),
    ("decimal", gettext_noop("This is no number.")),
    ("finite", gettext_noop("This is no number.")),
    ("bool", gettext_noop("Only true or false is possible here.")),
    ("enum", gettext_noop("Only one of these is possible: %(expected)s.")),
    ("literal", gettext_noop("Only one of these is possible: %(expected)s.")),
    ("string_too_long", gettext_noop("The text is longer than %(max_length)s characters.")),
    ("string_too_short", gettext_noop("The text is shorter than %(min_length)s characters.")),
    ("too_long", gettext_noop("There are more than %(max_length)s items.")),
    ("greater_than", gettext_noop("The number is too small.")),
    ("less_than", gettext_noop("The number is too large.")),
    ("json", gettext_noop("The line is no JSON object.")),
    ("value_error", gettext_noop("The text holds characters that cannot be stored.")),
    ("", gettext_noop("The value does not have the right form.")),
)


def described_error(found: dict[str, Any]) -> dict[str, Any]:
    """Return one error of pydantic as a problem of the API."""
    loc = [str(part) for part in found["loc"]]
    if loc and loc[0] in SOURCES:
        loc = loc[2:] if loc[0] == "body" and len(loc) > 2 else loc[1:]  # noqa: PLR2004  # the name of our argument
    problem = {"code": found["type"], "field": ".".join(loc) or "body", "message": message(found)}
    given = found.get("input")
    if isinstance(given, str | int | float | bool):
        problem["value"] = given[:LONGEST_VALUE] if isinstance(given, str) else given
    return problem


def message(found: dict[str, Any]) -> str:
    """Return what is wrong, in the language of the request."""
    template = next(text for kind, text in MESSAGES if found["type"].startswith(kind))
    context = found.get("ctx") or {}
    names = {
        "expected": context.get("expected", ""),
        "max_length": context.get("max_length", ""),
        "min_length": context.get("min_length", ""),
    }
    return gettext(template) % names if "%(" in template else gettext(template)
