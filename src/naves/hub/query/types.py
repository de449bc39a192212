"""The entity type selection language (4.17): a disjunction of conjunctions of types."""

import re

from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.problems import BadRequestData

TypeChoice = tuple[frozenset[str], ...]
MAX_ALTERNATIVES = 256
_TOKEN = re.compile(r"[|,;()]|[^|,;()]+")


def parse(text: str, context: Context) -> TypeChoice | None:
    """Return the alternatives, each a set of IRIs that all have to be there; None where ``*`` takes any."""
    if text.strip() == "*":
        return None
    tokens = [token for token in _TOKEN.findall(text) if token.strip()]
    choices, rest = _either(tokens, text, context)
    if rest:
        raise _wrong(text)
    return tuple(dict.fromkeys(choices))


def _either(tokens: list[str], text: str, context: Context) -> tuple[list[frozenset[str]], list[str]]:
    choices, tokens = _all(tokens, text, context)
    while tokens and tokens[0] in {"|", ","}:
        more, tokens = _all(tokens[1:], text, context)
        choices = choices + more
    return choices, tokens


def _all(tokens: list[str], text: str, context: Context) -> tuple[list[frozenset[str]], list[str]]:
    choices, tokens = _one(tokens, text, context)
    while tokens and tokens[0] == ";":
        more, tokens = _one(tokens[1:], text, context)
        choices = [first | second for first in choices for second in more]
        if len(choices) > MAX_ALTERNATIVES:
            raise BadRequestData("the selection of types has too many combinations")
    return choices, tokens


def _one(tokens: list[str], text: str, context: Context) -> tuple[list[frozenset[str]], list[str]]:
    if not tokens or tokens[0] in {"|", ",", ";", ")"}:
        raise _wrong(text)
    if tokens[0] == "(":
        choices, tokens = _either(tokens[1:], text, context)
        if not tokens or tokens[0] != ")":
            raise _wrong(text)
        return choices, tokens[1:]
    name = tokens[0].strip()
    checks.name(name, "a type")
    return [frozenset({context.expand(name)})], tokens[1:]


def _wrong(text: str) -> BadRequestData:
    return BadRequestData(f"{text!r} is not a selection of types"[:300])


def matches(choice: TypeChoice | None, types: list[str]) -> bool:
    """Say whether an entity of these types is meant."""
    return choice is None or any(wanted.issubset(types) for wanted in choice)
