"""The kinds of records that can be found, as config/wiring.py registered them."""

from naves.kernel.search import SearchableKind

_kinds: dict[str, SearchableKind] = {}


def register(kind: SearchableKind) -> None:
    """Make records of ``kind`` findable; registering again replaces."""
    _kinds[kind.name] = kind


def kinds() -> dict[str, SearchableKind]:
    """Return the kinds by name, in the order in which they were registered."""
    return _kinds
