"""Who may record indicators; everybody may read them."""

from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed

SCOPE = "imports:write"

ALLOWED = {"import": frozenset({"analyst", "administrator"})}
"""Action → the roles that may take it; what is not here nobody may."""


def roles(actor: Actor) -> frozenset[str]:
    """Return the roles that ``actor`` holds over indicators."""
    held = {"anyone"}
    if actor.is_analyst:
        held.add("analyst")
    if actor.is_administrator:
        held.add("administrator")
    return frozenset(held)


def allowed(actor: Actor, action: str) -> bool:
    """Whether ``actor`` may take ``action``; a program also needs the scope."""
    in_scope = actor.scopes is None or SCOPE in actor.scopes
    return in_scope and bool(ALLOWED.get(action, frozenset()) & roles(actor))


def require(actor: Actor, action: str) -> None:
    """Raise :class:`NotAllowed` unless ``actor`` may take ``action``."""
    if not allowed(actor, action):
        raise NotAllowed(action, "indicator")
