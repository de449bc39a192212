"""The scope query language (4.19)."""

import re
from dataclasses import dataclass

from naves.hub.problems import BadRequestData

_ONE = re.compile(r"(?:/(?:[^\W\d_]\w*|\+))*(?:/#)?\Z")


@dataclass(frozen=True, slots=True)
class ScopeQuery:
    """Alternatives, each a list of patterns that all have to match some scope."""

    alternatives: tuple[tuple[re.Pattern[str], ...], ...]

    def matches(self, scopes: list[str]) -> bool:
        """Say whether an entity with these scopes is meant."""
        slashed = [scope if scope.startswith("/") else f"/{scope}" for scope in scopes]
        return any(
            all(any(pattern.match(scope) for scope in slashed) for pattern in patterns)
            for patterns in self.alternatives
        )


def parse(text: str) -> ScopeQuery:
    """Return the query or say what is wrong with it."""
    alternatives = []
    for part in re.split(r"[|,](?![^(]*\))", text):
        inner = part.strip()
        if inner.startswith("(") and inner.endswith(")"):
            inner = inner[1:-1]
        alternatives.append(tuple(_pattern(each.strip(), text) for each in inner.split(";")))
    return ScopeQuery(tuple(alternatives))


def _pattern(scope: str, text: str) -> re.Pattern[str]:
    slashed = scope if scope.startswith("/") else f"/{scope}"
    if not scope or not _ONE.match(slashed):
        raise BadRequestData(f"{text!r} is not a scope query"[:300])
    tree = slashed.endswith("/#")
    levels = slashed.removesuffix("/#").split("/")[1:]
    body = "".join("/[^/]+" if level == "+" else "/" + re.escape(level) for level in levels)
    if tree:
        body += r"(?:/.*)?" if levels else r"/.+"
    return re.compile(body + r"\Z")
