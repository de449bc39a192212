"""The steps of an import, and how large a file may be."""

from enum import StrEnum

from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop

LARGEST_UPLOAD = 50_000_000
"""Bytes; larger files are for the command line, which streams them from the disk."""
_MEGABYTE = 1_000_000


class ImportStatus(StrEnum):
    """Where an import stands."""

    CHECKING = "checking"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


TRANSITIONS: dict[ImportStatus, frozenset[ImportStatus]] = {
    ImportStatus.CHECKING: frozenset({ImportStatus.READY, ImportStatus.REFUSED, ImportStatus.CANCELLED}),
    ImportStatus.READY: frozenset({ImportStatus.CHECKING, ImportStatus.RUNNING, ImportStatus.CANCELLED}),
    ImportStatus.RUNNING: frozenset({ImportStatus.DONE, ImportStatus.REFUSED}),
    ImportStatus.REFUSED: frozenset({ImportStatus.CHECKING, ImportStatus.CANCELLED}),
    ImportStatus.DONE: frozenset(),
    ImportStatus.CANCELLED: frozenset(),
}
"""From → to; what is not here is refused."""

OVER = frozenset({ImportStatus.DONE, ImportStatus.CANCELLED})


def require_step(before: str, after: ImportStatus) -> None:
    """Raise :class:`Conflict` unless the step is one of the table."""
    if after not in TRANSITIONS[ImportStatus(before)]:
        raise Conflict(
            Problem(
                code="import_step",
                message=gettext_noop("The import has moved on meanwhile."),
                remedy=gettext_noop("Open it again and see where it stands."),
            )
        )


def require_size(size: int) -> None:
    """Raise :class:`Refused` for an empty or too large file."""
    if size > LARGEST_UPLOAD:
        raise Refused(
            Problem(
                code="upload_too_large",
                message=gettext_noop("The file has %(size)s MB; over the pages at most %(limit)s MB can be sent."),
                remedy=gettext_noop("Split it, compress it (gzip), or ask the operator to import it: naves import."),
                params={"size": size // _MEGABYTE, "limit": LARGEST_UPLOAD // _MEGABYTE},
                field="file",
                value=size,
            )
        )
    if not size:
        raise Refused(
            Problem(
                code="empty_file",
                message=gettext_noop("The file is empty."),
                remedy=gettext_noop("Choose a file with a heading row and at least one row below it."),
                field="file",
                value="",
            )
        )
