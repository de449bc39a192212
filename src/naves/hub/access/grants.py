"""Grants: who may do what with which entities of a tenant, and what that means for a selection."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from naves.hub.model import checks
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import BadRequestData
from naves.hub.query import scope
from naves.hub.query.selection import Selection

Action = Literal["read", "write", "manage"]
IMPLIED: dict[str, tuple[str, ...]] = {
    "read": ("read", "write", "manage"),
    "write": ("write", "manage"),
    "manage": ("manage",),
}
PUBLIC = "public"
SIGNED_IN = "authenticated"


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant. ``target`` may hold ids, types (IRIs) and a scopeQ; empty, it is the whole tenant."""

    subject: str
    action: str
    target: dict[str, Any]
    purpose: str = ""
    starts: int | None = None
    ends: int | None = None

    def stands(self, micros: int) -> bool:
        """Say whether the grant is in force at a moment."""
        return (self.starts is None or self.starts <= micros) and (self.ends is None or micros < self.ends)

    def selection(self) -> Selection:
        """Return the entities that the grant is about."""
        types = self.target.get("types")
        return Selection(
            ids=tuple(self.target.get("ids", ())),
            types=tuple(frozenset({each}) for each in types) if types else None,
            scope=scope.parse(self.target["scopeQ"]) if self.target.get("scopeQ") else None,
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """Who asks: the names grants may call them by, and the one written into the history."""

    names: frozenset[str]
    writer: str


ANYBODY = Subject(frozenset({PUBLIC}), "")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a subject may do in one tenant at one moment; ``None`` for what is not limited."""

    read: Selection | None
    write: Selection | None
    manage: bool

    @property
    def nothing(self) -> bool:
        """Say whether there is no right at all."""
        return not self.manage and _empty(self.read) and _empty(self.write)

    def may_write(self, *docs: Doc | None) -> bool:
        """Say whether an entity may become another: both have to lie within what is granted."""
        if self.write is None:
            return True
        may = self.write.predicate()
        return bool(self.write.either) and all(may(doc) for doc in docs if doc is not None)


ALL = Rights(None, None, manage=True)
NO_SELECTION = Selection(either=())


def rights(grants: Iterable[Grant], subject: Subject, micros: int) -> Rights:
    """Add up the grants of a subject."""
    own = [grant for grant in grants if grant.subject in subject.names and grant.stands(micros)]
    return Rights(_selection(own, "read"), _selection(own, "write"), any(grant.action == "manage" for grant in own))


def _selection(own: list[Grant], action: Action) -> Selection | None:
    found = [grant.selection() for grant in own if grant.action in IMPLIED[action]]
    if any(each == Selection() for each in found):
        return None
    return replace(Selection(), either=tuple(found))


def _empty(selection: Selection | None) -> bool:
    return selection is not None and not selection.either


def checked(subject: str, action: str, target: dict[str, Any]) -> None:
    """Refuse a grant that means nothing."""
    known = subject in {PUBLIC, SIGNED_IN} or subject.partition(":")[0] in {"user", "organisation", "application"}
    if not known or subject.endswith(":"):
        raise BadRequestData("the subject has to be public, authenticated, user:…, organisation:… or application:…")
    if action not in IMPLIED:
        raise BadRequestData("the action has to be read, write or manage")
    if set(target) - {"ids", "types", "scopeQ"}:
        raise BadRequestData("the target can hold ids, types and scopeQ")
    for each in target.get("ids", ()):
        checks.uri(each, "an id of the target")
    if target.get("scopeQ"):
        scope.parse(target["scopeQ"])
