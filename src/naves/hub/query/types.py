"""The entity type selection language (4.17): a disjunction of conjunctions of types."""

from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.problems import BadRequestData

TypeChoice = tuple[frozenset[str], ...]


def parse(text: str, context: Context) -> TypeChoice | None:
    """Return the alternatives, each a set of IRIs that all have to be there; None where ``*`` takes any."""
    if text.strip() == "*":
        return None
    choices: list[frozenset[str]] = []
    for part in _alternatives(text):
        names = part.strip()
        if names.startswith("(") and names.endswith(")"):
            names = names[1:-1]
        parts = [name.strip(" ()") for name in names.split(";")]
        if not all(parts):
            raise BadRequestData(f"{text!r} is not a selection of types"[:300])
        for name in parts:
            checks.name(name, "a type")
        choices.append(frozenset(context.expand(name) for name in parts))
    return tuple(choices)


def _alternatives(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char in "|," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
        if depth < 0:
            break
    if depth:
        raise BadRequestData(f"the parentheses of {text!r} do not match"[:300])
    return [*parts, text[start:]]


def matches(choice: TypeChoice | None, types: list[str]) -> bool:
    """Say whether an entity of these types is meant."""
    return choice is None or any(wanted.issubset(types) for wanted in choice)
