"""The attribute projection language (4.21): ``a,b{c,d}``."""

from collections.abc import Callable

from naves.hub.model import checks
from naves.hub.model.render import Projection
from naves.hub.problems import BadRequestData

MEMBERS = frozenset({"id", "type", "scope", "createdAt", "modifiedAt", "expiresAt"})


def parse(text: str, expand: Callable[[str], str], what: str) -> Projection:
    """Return what a projection names; ``what`` is the parameter, for messages."""
    found, end = _terms(text, 0, expand, what)
    if end != len(text) or not found:
        raise BadRequestData(f"{what} is not a list of names: {text!r}"[:300])
    return found


def _terms(text: str, start: int, expand: Callable[[str], str], what: str) -> tuple[dict[str, Projection | None], int]:
    found: dict[str, Projection | None] = {}
    at = start
    while True:
        end = at
        while end < len(text) and text[end] not in ",|{}":
            end += 1
        name = text[at:end].strip()
        if not name:
            raise BadRequestData(f"{what} is not a list of names: {text!r}"[:300])
        if name not in MEMBERS:
            checks.name(name, "an attribute")
            name = expand(name)
        inner: Projection | None = None
        if end < len(text) and text[end] == "{":
            inner, end = _terms(text, end + 1, expand, what)
            if end >= len(text) or text[end] != "}":
                raise BadRequestData(f"{what} misses a closing brace: {text!r}"[:300])
            end += 1
        found[name] = inner
        if end < len(text) and text[end] in ",|":
            at = end + 1
            continue
        return found, end


def depth(asked: Projection | None) -> int:
    """Return how many relationships a projection follows."""
    return max((1 + depth(inner) for inner in (asked or {}).values() if inner is not None), default=0)
