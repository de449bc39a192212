"""The facts of this process: loaded once, then patched by what the log says has changed."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from threading import Lock

from naves.domains.monitor.facts import store
from naves.domains.monitor.facts.columns import Columns
from naves.domains.monitor.facts.derive import facts_of
from naves.domains.monitor.facts.log import Logged, first_day, since
from naves.domains.monitor.facts.refresh import build, patch
from naves.domains.monitor.rules.facts import Facts

_SAVE_EVERY = 2_000
"""Changes after which the file is written anew, so that a new process has few to catch up with."""
_WORTH_A_FILE = 5_000
"""Fewer needs than this are read from the database in no time."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """Columns and the facts derived from them.

    epoch: grows when everything was read anew. touched: for a day, the last change that concerns this day
    and all later ones.
    """

    columns: Columns
    facts: Facts
    epoch: int
    touched: Mapping[int, int]

    @property
    def sequence(self) -> int:
        return self.columns.sequence

    def stamp(self, day: int) -> tuple[int, int]:
        """The same as long as figures of the day are: what is recorded later never changes them."""
        return self.epoch, max((last for first, last in self.touched.items() if first <= day), default=0)


@dataclass(slots=True)
class _Holder:
    picture: Picture | None = None
    saved: int | None = None
    lock: Lock = field(default_factory=Lock)


_holder = _Holder()
_epochs = count(1)


def picture() -> Picture:
    """The facts as the database holds them now; one indexed query where nothing has changed."""
    with _holder.lock:
        before = _holder.picture
        columns = before.columns if before else _loaded()
        after, changes = refreshed(columns)
        if before is None or after is not columns:
            _holder.picture = _picture(before, after, changes)
            _keep(after)
        return _holder.picture or _picture(None, after, None)


def _picture(before: Picture | None, columns: Columns, changes: Sequence[Logged] | None) -> Picture:
    if before is None or changes is None:
        return Picture(columns, facts_of(columns), next(_epochs), {})
    touched = dict(before.touched)
    for change in changes:
        touched[first_day(change)] = change.sequence
    return Picture(columns, facts_of(columns), before.epoch, touched)


def refreshed(before: Columns | None) -> tuple[Columns, Sequence[Logged] | None]:
    """The columns `before` patched and by which changes; None stands for built anew."""
    if before is None or before.sequence == 0:
        return build(), None
    changes = since(before.sequence)
    if not changes or (changes[0].sequence, changes[0].anchor) != (before.sequence, before.anchor):
        return build(), None
    return (patch(before, changes[1:]) if len(changes) > 1 else before), changes[1:]


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
