"""The parameters of linked entity retrieval (4.5.23)."""

from naves.hub.api.call import Call
from naves.hub.model.render import View
from naves.hub.problems import BadRequestData
from naves.hub.query import projections
from naves.hub.query.joining import Join, joined

MAX_LEVEL = 10


def wanted(call: Call, shape: View) -> Join | None:
    """Return the join that a call asks for."""
    kind = call.params.get("join", "@none")
    if kind not in {"@none", "flat", "inline"}:
        raise BadRequestData(f"join has to be flat, inline or @none, not {kind!r}")
    level = call.number("joinLevel", 1)
    if "joinLevel" in call.params and not 1 <= level <= MAX_LEVEL:
        raise BadRequestData(f"joinLevel has to be between 1 and {MAX_LEVEL}")
    deepest = max(projections.depth(shape.pick), projections.depth(shape.omit))
    if deepest > (0 if kind == "@none" else level):
        raise BadRequestData("pick or omit follow relationships further than join does")
    if kind == "@none":
        return None
    return Join(kind == "flat", level, frozenset(call.listed("containedBy")))


__all__ = ["Join", "joined", "wanted"]
