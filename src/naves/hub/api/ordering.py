"""Ordering of entities (4.23): by values of mixed types, or by distance."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from naves.hub.api.call import Call
from naves.hub.context.terms import Context
from naves.hub.model import geometry
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import BadRequestData, TooManyResults
from naves.hub.query import evaluate, geo, parser
from naves.hub.query.ast import Path, Term
from naves.hub.query.selection import Selection
from naves.hub.store.finder import Finder, Page
from naves.kernel.text.collation import collation_key

_DIRECTIONS = {"asc": (False, False), "desc": (True, False), "dist-asc": (False, True), "dist-desc": (True, True)}
_COLLATION = re.compile(r"(?:und|[a-z]{2,3})(?:-[A-Za-z0-9]{1,8})*\Z")
_LAST = (9, 0.0)


@dataclass(frozen=True, slots=True)
class Order:
    path: Path
    descending: bool
    reference: BaseGeometry | None


def wanted(call: Call, context: Context) -> list[Order]:
    """Return the ordering that a call asks for, most important first."""
    text = call.params.get("orderBy")
    if not text:
        return []
    if not call.flag("local") and "local" in call.params:
        raise BadRequestData("orderBy needs local=true")
    collation = call.params.get("collation")
    if collation is not None and not _COLLATION.match(collation):
        raise BadRequestData(f"{collation!r} is not a collation")
    reference = _reference(call)
    return [_order(part, context, reference) for part in text.split(",")]


def _order(part: str, context: Context, reference: BaseGeometry | None) -> Order:
    name, _, direction = part.strip().partition(";")
    if direction and direction not in _DIRECTIONS:
        raise BadRequestData(f"{direction!r} is not a direction of orderBy")
    descending, by_distance = _DIRECTIONS[direction or "asc"]
    node = parser.parse(name, context)
    if not isinstance(node, Term) or node.operator != "exists":
        raise BadRequestData(f"{name!r} is not an attribute to order by")
    if by_distance and reference is None:
        raise BadRequestData("ordering by distance needs orderFrom")
    return Order(node.path, descending, reference if by_distance else None)


def _reference(call: Call) -> BaseGeometry | None:
    if "orderFrom" not in call.params:
        return None
    kind = call.params.get("orderGeometry", "Point")
    return geo.parse("within", kind, call.params["orderFrom"]).reference


def page(finder: Finder, chosen: Selection, orders: list[Order], *, offset: int, limit: int, maximum: int) -> Page:
    """Return a page of all that match, sorted; too many to sort are refused."""
    docs: list[Doc] = []
    for doc in finder.stream(chosen):
        docs.append(doc)
        if len(docs) > maximum:
            raise TooManyResults(f"more than {maximum} entities match; narrow the query to have it ordered")
    for order in reversed(orders):
        docs.sort(key=_key(order), reverse=order.descending)
        docs.sort(key=lambda doc, order=order: next(evaluate.targets(doc, order.path), None) is None)  # type: ignore[misc]
    return Page(docs[offset : offset + limit], more=len(docs) > offset + limit, total=len(docs))


def _key(order: Order) -> Callable[[Doc], tuple[int, Any]]:
    def key(doc: Doc) -> tuple[int, Any]:
        value: Any = next(evaluate.targets(doc, order.path), None)
        if order.reference is not None and geometry.is_geometry(value):
            return (0, geo.distance(geometry.parse(value), order.reference))
        return comparable(value)

    return key


def comparable(value: Any) -> tuple[int, Any]:
    """Return a key in the order of data types of 4.23.2."""
    if isinstance(value, bool):
        return (5, value)
    if isinstance(value, int | float):
        return (1, value)
    if isinstance(value, str):
        return (2, collation_key(value))
    if isinstance(value, dict):
        return (3, repr(value))
    if isinstance(value, list):
        return (4, repr(value))
    return _LAST
