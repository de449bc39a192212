"""The index of this process: mapped from the file, then patched by what the log says has changed."""

import fcntl
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock, Thread

from django.db import connection

from naves.adapters.search_index import log, storage
from naves.adapters.search_index.building import Progress, build, document_count
from naves.adapters.search_index.engine.index import Index, changed
from naves.adapters.search_index.log import Logged
from naves.adapters.search_index.registry import kinds
from naves.kernel.clock import now
from naves.kernel.search import Document

QUICK = 20_000
"""So many documents are read within a request; more are read beside, while the index as it was goes on serving."""
MOST_PATCHED = 20_000
"""So many documents in small segments are worth building the index anew."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Holder:
    index: Index | None = None
    lock: Lock = field(default_factory=Lock)
    builder: Thread | None = None


_holder = _Holder()


def index() -> Index:
    """Return the index as the database stands now; where it cannot be that yet, the newest there is, ``is_behind``."""
    with _holder.lock:
        held = _holder.index
        if held is None or (held.stamp != storage.stamp() and storage.stamp()):
            held = storage.load() or held
        found = _caught_up(held)
        _holder.index = found
        if found.is_behind or found.patched > MOST_PATCHED:
            _build_beside()
        return found


def forget() -> None:
    """Let go of what this process holds."""
    with _holder.lock:
        _holder.index = None


def rebuild(*, progress: Progress = lambda _kind, _done, _all: None) -> Index:
    """Build the index anew and put its files in place of the old ones; one process of a machine at a time."""
    with _only_one():
        if log.last() is None:
            # The files must be told from those of another database, and a log without a line says nothing of it.
            log.note_everything(at=now())
        made = build(progress=progress)
        made = replace(made, stamp=storage.save(made))
        log.forget_before(made.sequence, at=now())
    with _holder.lock:
        _holder.index = storage.load() or made
    return made


def _caught_up(before: Index | None) -> Index:
    same_kinds = before is not None and before.kinds == tuple(kinds())
    changes = log.since(before.sequence, most=log.TOO_MANY + 2) if before and before.sequence and same_kinds else []
    if before is None or not changes:
        return _anew(None)
    if changes[0].sequence > before.sequence:  # the lines between are forgotten
        return _anew(before)
    if changes[0].anchor != before.anchor:  # another database
        return _anew(None)
    if len(changes) == 1:
        return before
    if len(changes) > log.TOO_MANY or any(change.concerns_all for change in changes[1:]):
        return _anew(before)
    return patched(before, changes[1:])


def _anew(before: Index | None) -> Index:
    """Read everything at once where that is quick, else serve what there is until it has been read beside."""
    is_large = before is not None and before.size > QUICK
    if not is_large and document_count() <= QUICK:
        return build()
    return replace(before or Index(tuple(kinds())), is_behind=True)


def patched(before: Index, changes: Sequence[Logged]) -> Index:
    """Return the index with the documents of ``changes`` read again."""
    gone: list[tuple[int, str]] = []
    owners: list[tuple[int, str]] = []
    documents: dict[tuple[int, str], Document] = {}
    for number, (name, kind) in enumerate(kinds().items()):
        of_kind = [change for change in changes if change.kind == name]
        identifiers = list(dict.fromkeys(change.identifier for change in of_kind if change.identifier))
        gone += [(number, identifier) for identifier in identifiers]
        for document in kind.documents(identifiers) if identifiers else ():
            documents[number, document.identifier] = document
        for owner in dict.fromkeys(change.owner for change in of_kind if change.owner):
            owners.append((number, owner))
            for document in kind.documents(owner=owner):
                documents[number, document.identifier] = document
    return changed(
        before,
        gone=gone,
        gone_owners=owners,
        documents=[(number, document) for (number, _), document in documents.items()],
        sequence=changes[-1].sequence,
        anchor=changes[-1].anchor,
    )


def _build_beside() -> None:
    if _holder.builder is None or not _holder.builder.is_alive():
        _holder.builder = Thread(target=_in_thread, name="search-rebuild", daemon=True)
        _holder.builder.start()


def _in_thread() -> None:
    try:
        if _worth_building():
            rebuild()
    except Exception:  # noqa: BLE001 - search goes on with what it has; the next question tries again
        _log.exception("The search index could not be built.")
    finally:
        connection.close()


def _worth_building() -> bool:
    """Whether no other process has built the index since."""
    held, stored = _holder.index, storage.load()
    return stored is None or held is None or stored.stamp == held.stamp or _is_behind(stored)


def _is_behind(stored: Index) -> bool:
    changes = log.since(stored.sequence, most=log.TOO_MANY + 2)
    if not changes or changes[0].anchor != stored.anchor or len(changes) > log.TOO_MANY:
        return True
    return any(change.concerns_all for change in changes[1:])


@contextmanager
def _only_one() -> Iterator[None]:
    storage.folder().mkdir(parents=True, exist_ok=True)
    with (storage.folder() / "LOCK").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
