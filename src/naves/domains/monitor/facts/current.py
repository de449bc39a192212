"""The facts of this process: loaded once, then patched by what the log says has changed."""

import logging
from dataclasses import dataclass, field
from threading import Lock

from naves.domains.monitor.facts import store
from naves.domains.monitor.facts.columns import Columns
from naves.domains.monitor.facts.derive import facts_of
from naves.domains.monitor.facts.log import since
from naves.domains.monitor.facts.refresh import build, patch
from naves.domains.monitor.rules.facts import Facts

_SAVE_EVERY = 2_000
"""Changes after which the file is written anew, so that a new process has few to catch up with."""
_WORTH_A_FILE = 5_000
"""Fewer needs than this are read from the database in no time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """Columns and the facts derived from them. Two pictures with the same `anchor` are the same."""

    columns: Columns
    facts: Facts

    @property
    def sequence(self) -> int:
        return self.columns.sequence


@dataclass(slots=True)
class _Holder:
    picture: Picture | None = None
    saved: int | None = None
    lock: Lock = field(default_factory=Lock)


_holder = _Holder()


def picture() -> Picture:
    """The facts as the database holds them now; one indexed query where nothing has changed."""
    with _holder.lock:
        before = _holder.picture.columns if _holder.picture else _loaded()
        after = refreshed(before)
        if _holder.picture is None or after is not _holder.picture.columns:
            _holder.picture = Picture(after, facts_of(after))
            _keep(after)
        return _holder.picture


def refreshed(before: Columns | None) -> Columns:
    """The columns `before` patched, or built anew where the log does not continue them."""
    if before is None or before.sequence == 0:
        return build()
    changes = since(before.sequence)
    if not changes or (changes[0].sequence, changes[0].anchor) != (before.sequence, before.anchor):
        return build()
    return patch(before, changes[1:]) if len(changes) > 1 else before


def forget() -> None:
    """Let go of what this process holds and of the file."""
    with _holder.lock:
        _holder.picture = _holder.saved = None
        store.forget()


def _loaded() -> Columns | None:
    columns = store.load()
    _holder.saved = columns.sequence if columns else None
    return columns


def _keep(columns: Columns) -> None:
    fresh_enough = _holder.saved is not None and 0 <= columns.sequence - _holder.saved < _SAVE_EVERY
    if len(columns.needs.own) < _WORTH_A_FILE or fresh_enough:
        return
    try:
        store.save(columns)
        _holder.saved = columns.sequence
    except OSError:
        # The file only saves time; figures do not depend on it.
        _log.warning("The Monitor's facts could not be kept in %s.", store.path(), exc_info=True)
