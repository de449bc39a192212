"""What was asked: numbers, lists and switches, as CKAN takes them from JSON or from an address."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from naves.adapters.ckan.errors import Invalid

Asked = Mapping[str, Any]
TRUE, FALSE = frozenset({"true", "1", "yes", "on"}), frozenset({"false", "0", "no", "off", ""})


def text(asked: Asked, name: str, default: str = "") -> str:
    """Return a text."""
    value = asked.get(name, default)
    if value is None:
        return default
    if not isinstance(value, str | int):
        raise Invalid(name, "Must be a Unicode string value")
    return str(value)


def required(asked: Asked, name: str) -> str:
    """Return a text that must be there."""
    if not text(asked, name):
        raise Invalid(name, "Missing value")
    return text(asked, name)


def number(asked: Asked, name: str, default: int | None, *, most: int) -> int | None:
    """Return a whole number that is not negative, at most ``most``."""
    value = asked.get(name)
    if value is None or value == "":
        return default
    try:
        found = int(str(value))
    except ValueError:
        raise Invalid(name, "Invalid integer") from None
    if found < 0:
        raise Invalid(name, "Must be a natural number")
    return min(found, most)


def switch(asked: Asked, name: str, *, default: bool = False) -> bool:
    """Return whether something is on."""
    value = str(asked.get(name, default)).lower()
    if value not in TRUE | FALSE:
        raise Invalid(name, "Must be true or false")
    return value in TRUE


def several(asked: Asked, name: str) -> list[str]:
    """Return a list, given as such or written as JSON."""
    value = asked.get(name)
    if value is None or value == "":
        return []
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            raise Invalid(name, "Not a list") from None
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Invalid(name, "Not a list of strings")
    return value


def mapping(asked: Asked, name: str) -> dict[str, Any]:
    """Return a dictionary, given as such or written as JSON."""
    value = asked.get(name)
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise Invalid(name, "Not a dictionary") from None
    if not isinstance(value, dict):
        raise Invalid(name, "Not a dictionary")
    return value


def identifier(value: str) -> uuid.UUID | None:
    """Return the identifier that a name stands for, or None where it cannot be one of ours."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
