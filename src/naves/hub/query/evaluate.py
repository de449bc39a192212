"""Decides in memory whether an entity satisfies a query; the meaning SQL has to agree with."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from naves.hub.model import checks
from naves.hub.model.vocabulary import SYSTEM, VALUE_MEMBER, Doc, Instance
from naves.hub.query.ast import And, Constant, Node, Or, Path, Range, Term

Predicate = Callable[[Doc], bool]
Follow = Callable[[str], Doc | None]


def nowhere(_identifier: str) -> Doc | None:
    return None


def compiled(node: Node, follow: Follow = nowhere) -> Predicate:
    """Return the query as a function of a stored entity."""
    if isinstance(node, And):
        parts = [compiled(part, follow) for part in node.parts]
        return lambda doc: all(part(doc) for part in parts)
    if isinstance(node, Or):
        parts = [compiled(part, follow) for part in node.parts]
        return lambda doc: any(part(doc) for part in parts)
    test = _test(node)
    path = node.path
    return lambda doc: any(test(target) for target in targets(doc, path, follow))


def targets(doc: Doc, path: Path, follow: Follow = nowhere) -> Iterator[Any]:
    """Yield the target values of a path: one for each instance that has it."""
    name = path.names[0]
    if path.linked is not None:
        yield from _linked_targets(doc, path, follow)
        return
    if name in SYSTEM or name in {"id", "type", "scope"}:
        if name in doc and len(path.names) == 1:
            yield doc[name]
        return
    for instance in doc["attrs"].get(name, ()):
        yield from _within(instance, path.names[1:], path.trail)


def _linked_targets(doc: Doc, path: Path, follow: Follow) -> Iterator[Any]:
    linked = path.linked
    assert linked is not None  # noqa: S101 - asked by the caller
    for identifier in related(doc, path.names[0]):
        other = follow(identifier)
        if other is not None and (not linked.types or linked.types & set(other["type"])):
            yield from targets(other, linked.path, follow)


def related(doc: Doc, name: str) -> Iterator[str]:
    """Yield the ids that a relationship of an entity points to."""
    for instance in doc["attrs"].get(name, ()):
        found = instance.get("object") or instance.get("objectList") or ()
        yield from [found] if isinstance(found, str) else found


def _within(instance: Instance, names: tuple[str, ...], trail: tuple[str, ...]) -> Iterator[Any]:
    if names:
        inner = instance.get(names[0])
        if ":" in names[0]:
            for each in inner if isinstance(inner, list) else [inner] if inner is not None else ():
                yield from _within(each, names[1:], trail)
        elif inner is not None and len(names) == 1:
            yield inner
        return
    member = VALUE_MEMBER[instance["type"]]
    value = instance.get(member)
    if member == "languageMap" and isinstance(value, dict):
        value = _text(value, trail)
    elif trail:
        value = _member(value, trail)
    if value is not None:
        yield value


def _text(texts: dict[str, Any], trail: tuple[str, ...]) -> Any:
    if trail and trail != ("*",):
        return texts.get(trail[0])
    flat: list[Any] = []
    for text in texts.values():
        flat.extend(text if isinstance(text, list) else [text])
    return flat


def _member(value: Any, trail: tuple[str, ...]) -> Any:
    for name in trail:
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            return None
    return value


# comparisons


def _test(term: Term) -> Callable[[Any], bool]:
    operator = term.operator
    if operator == "exists":
        return lambda _target: True
    if operator in {"~=", "!~="}:
        search, wanted = re.compile(term.pattern).search, operator == "~="
        return lambda target: any((search(text) is not None) is wanted for text in _texts(target))
    if operator in {"==", "!="}:
        equal = _equality(term.operands)
        return equal if operator == "==" else lambda target: not equal(target)
    literal = term.operands[0]
    assert isinstance(literal, Constant)  # noqa: S101 - the parser lets no range come here
    return _ordering(operator, literal)


def _texts(target: Any) -> list[str]:
    plain = _plain(target)
    return [each for each in (plain if isinstance(plain, list) else [plain]) if isinstance(each, str)]


def _plain(target: Any) -> Any:
    """Take the value out of a JSON-LD typed value."""
    return target["@value"] if isinstance(target, dict) and "@value" in target else target


def _equality(operands: tuple[Constant | Range, ...]) -> Callable[[Any], bool]:
    def one(value: Any) -> bool:
        return any(
            _in_range(value, operand) if isinstance(operand, Range) else _comparable(value, operand) == operand.value
            for operand in operands
        )

    def equal(target: Any) -> bool:
        value = _plain(target)
        return any(one(_plain(each)) for each in value) if isinstance(value, list) else one(value)

    return equal


def _in_range(value: Any, wanted: Range) -> bool:
    low, high = _comparable(value, wanted.low), _comparable(value, wanted.high)
    if low is None or high is None:
        return False
    return bool(wanted.low.value <= low and high <= wanted.high.value)


def _ordering(operator: str, literal: Constant) -> Callable[[Any], bool]:
    limit: Any = literal.value
    compare: Callable[[Any], bool] = {
        ">": lambda value: value > limit,
        ">=": lambda value: value >= limit,
        "<": lambda value: value < limit,
        "<=": lambda value: value <= limit,
    }[operator]

    def test(target: Any) -> bool:
        plain = _plain(target)
        for each in plain if isinstance(plain, list) else [plain]:
            value = _comparable(_plain(each), literal)
            if value is not None and compare(value):
                return True
        return False

    return test


def _comparable(value: Any, literal: Constant) -> Any:
    """Return ``value`` in the data type of the literal, None where the types differ."""
    kind = literal.kind
    if kind == "number":
        return value if type(value) in (int, float) else None
    if kind == "boolean":
        return value if isinstance(value, bool) else None
    if not isinstance(value, str):
        return None
    if kind == "datetime":
        try:
            return checks.microseconds(checks.date_time(value, "")) if len(value) > len("2026-01-31") else None
        except Exception:  # noqa: BLE001 - a text that is no moment does not match
            return None
    return value
