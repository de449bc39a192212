"""The syntax tree of the NGSI-LD query language (GS CIM 009, 4.9)."""

from dataclasses import dataclass
from typing import Literal

Operator = Literal["exists", "==", "!=", ">", ">=", "<", "<=", "~=", "!~="]


@dataclass(frozen=True, slots=True)
class Constant:
    """A value to compare with. Moments are microseconds, kept apart from plain numbers by ``kind``."""

    kind: Literal["number", "text", "uri", "boolean", "datetime", "date", "time"]
    value: float | int | str | bool


@dataclass(frozen=True, slots=True)
class Range:
    low: Constant
    high: Constant


@dataclass(frozen=True, slots=True)
class Linked:
    """``relation{inner}``: the inner path holds for the entity that the relationship points to."""

    types: frozenset[str]
    path: "Path"


@dataclass(frozen=True, slots=True)
class Path:
    """Names from the entity to the target: IRIs, or core members as they are; then JSON members."""

    names: tuple[str, ...]
    trail: tuple[str, ...] = ()
    linked: Linked | None = None


@dataclass(frozen=True, slots=True)
class Term:
    path: Path
    operator: Operator = "exists"
    operands: tuple[Constant | Range, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


Node = Term | And | Or


def terms(node: Node) -> list[Term]:
    """Return every term of a query."""
    return [node] if isinstance(node, Term) else [term for part in node.parts for term in terms(part)]


def depth(path: Path) -> int:
    """Return how many relationships a path follows."""
    return 1 + depth(path.linked.path) if path.linked else 0
