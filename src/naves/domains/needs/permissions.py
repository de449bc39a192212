"""Who may do what to a need: one table of action × relation × status; what is not in it is refused.

Relations add up: a town's editor is a signed-in citizen as well. A need that was never published counts
as a draft for those who would only read or follow it, whatever happened to it since.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.places.models import Place
from naves.kernel.errors import NotAllowed

READ: Final = "needs:read"
WRITE: Final = "needs:write"
KIND: Final = "need"


class Relation(StrEnum):
    """What somebody is to a need, or to a place."""

    ANONYMOUS = "anonymous"
    CITIZEN = "citizen"
    AUTHOR = "author"
    TOWN_EDITOR = "town_editor"
    TOWN_MANAGER = "town_manager"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done with a need, or about the needs of a place."""

    VIEW = "view"
    VIEW_HISTORY = "view_history"
    CREATE_DRAFT = "create_draft"
    EDIT = "edit"
    PUBLISH = "publish"
    ANSWER = "answer"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    SPLIT = "split"
    ADD_EVIDENCE = "add_evidence"
    ATTACH_EVIDENCE = "attach_evidence"
    MOVE_EVIDENCE = "move_evidence"
    FOLLOW = "follow"
    SEE_INBOX = "see_inbox"
    IMPORT = "import"


Statuses = frozenset[NeedStatus | None]

_D, _P, _A, _M, _W = (
    NeedStatus.DRAFT,
    NeedStatus.PUBLISHED,
    NeedStatus.ANSWERED,
    NeedStatus.MERGED,
    NeedStatus.WITHDRAWN,
)
PLACE_ONLY: Final[Statuses] = frozenset({None})
"""The action concerns a place; no need is given."""
_ALL: Final[Statuses] = frozenset(NeedStatus)
_SHOWN: Final[Statuses] = frozenset({_P, _A, _M, _W})
_LIVE: Final[Statuses] = frozenset({_D, _P, _A})
_OPEN: Final[Statuses] = frozenset({_P, _A})


def _only(*statuses: NeedStatus | None) -> Statuses:
    return frozenset(statuses)


def _staff(statuses: Statuses, *, managers: Statuses | None = None) -> dict[Relation, Statuses]:
    """Town staff, analysts and administrators alike; ``managers`` and those above may have more."""
    more = statuses | (managers or frozenset())
    return {
        Relation.TOWN_EDITOR: statuses,
        Relation.TOWN_MANAGER: more,
        Relation.ANALYST: more,
        Relation.ADMINISTRATOR: more,
    }


TABLE: Final[Mapping[Action, Mapping[Relation, Statuses]]] = {
    Action.VIEW: {
        Relation.ANONYMOUS: _SHOWN,
        Relation.CITIZEN: _SHOWN,
        Relation.AUTHOR: _ALL,
        **_staff(_ALL),
    },
    Action.VIEW_HISTORY: {Relation.AUTHOR: _ALL, **_staff(_ALL)},
    Action.CREATE_DRAFT: {Relation.CITIZEN: PLACE_ONLY, **_staff(PLACE_ONLY)},
    Action.EDIT: {Relation.AUTHOR: _only(_D), **_staff(_LIVE | {_W})},
    Action.PUBLISH: {
        **_staff(_only(_D)),
        Relation.ANALYST: _only(_D, _W),
        Relation.ADMINISTRATOR: _only(_D, _W),
    },
    Action.ANSWER: _staff(_only(_P)),
    Action.REOPEN: _staff(_only(_A)),
    # A town's editor tidies drafts; taking back what the public has read is for those who answer for the town.
    Action.WITHDRAW: {Relation.AUTHOR: _only(_D), **_staff(_only(_D), managers=_OPEN)},
    Action.MERGE: _staff(_LIVE),
    Action.SPLIT: _staff(_only(_M)),
    Action.ADD_EVIDENCE: {
        Relation.CITIZEN: _OPEN | {_M},
        Relation.AUTHOR: _only(_D),
        **_staff(_LIVE | {_M} | PLACE_ONLY),
    },
    Action.ATTACH_EVIDENCE: _staff(_LIVE | {_M}),
    Action.MOVE_EVIDENCE: _staff(_ALL),
    Action.FOLLOW: {
        Relation.CITIZEN: _OPEN | {_M},
        Relation.AUTHOR: _LIVE | {_M},
        **_staff(_LIVE | {_M}),
    },
    Action.SEE_INBOX: _staff(PLACE_ONLY),
    Action.IMPORT: _staff(PLACE_ONLY),
}

READING: Final = frozenset({Action.VIEW, Action.VIEW_HISTORY, Action.SEE_INBOX})
_BY_WHAT_IS_SHOWN: Final = frozenset({Action.VIEW, Action.FOLLOW, Action.ADD_EVIDENCE})
_PUBLIC_RELATIONS: Final = frozenset({Relation.ANONYMOUS, Relation.CITIZEN})


def territory(place: Place) -> set[int]:
    """Return the places whose town hall or regional office answers for ``place``."""
    return {pk for pk in (place.pk, place.district_id, place.region_id) if pk is not None}


def relations(actor: Actor, need: Need | None, place: Place | None) -> frozenset[Relation]:
    """Return all that ``actor`` is to the need, or to the place where no need is given."""
    found = {Relation.ANONYMOUS}
    if not actor.is_anonymous:
        found.add(Relation.CITIZEN)
        if need is not None and need.created_by_id == actor.user_id:
            found.add(Relation.AUTHOR)
    where = need.place if need is not None else place
    if where is not None:
        if actor.governs(territory(where), MemberRole.EDITOR):
            found.add(Relation.TOWN_EDITOR)
        if actor.governs(territory(where), MemberRole.MANAGER):
            found.add(Relation.TOWN_MANAGER)
    if actor.is_analyst:
        found.add(Relation.ANALYST)
    if actor.is_administrator:
        found.add(Relation.ADMINISTRATOR)
    return frozenset(found)


def allowed(action: Action, relation: Relation, status: NeedStatus | None) -> bool:
    """Ask the table."""
    return status in TABLE[action].get(relation, frozenset())


def may(actor: Actor, action: Action, need: Need | None = None, *, place: Place | None = None) -> bool:
    """Whether ``actor`` may do ``action`` to ``need``, or, where none is given, about ``place``."""
    if not _in_scope(actor, action):
        return False
    status = NeedStatus(need.status) if need is not None else None
    never_shown = need is not None and need.published_at is None and action in _BY_WHAT_IS_SHOWN
    return any(
        allowed(action, relation, NeedStatus.DRAFT if never_shown and relation in _PUBLIC_RELATIONS else status)
        for relation in relations(actor, need, place)
    )


def require(actor: Actor, action: Action, need: Need | None = None, *, place: Place | None = None) -> None:
    """Refuse with NotAllowed unless ``actor`` may."""
    if not _in_scope(actor, action):
        raise NotAllowed(action.value, KIND, f"the token lacks the scope {scope_of(action)}")
    if not may(actor, action, need, place=place):
        raise NotAllowed(action.value, KIND)


def allowed_actions(actor: Actor, need: Need) -> frozenset[Action]:
    """Return the actions to offer on the page of ``need``."""
    return frozenset(action for action in Action if may(actor, action, need))


def scope_of(action: Action) -> str:
    """Return the scope that a token needs for ``action``."""
    return READ if action in READING else WRITE


def _in_scope(actor: Actor, action: Action) -> bool:
    return actor.scopes is None or scope_of(action) in actor.scopes
