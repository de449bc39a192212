"""The log of changes: written in the transaction of the change, so that a commit and its place in it are one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from naves.adapters.search_index.models import Change
from naves.domains.accounts.models import AuditHead

TOO_MANY = 5_000
"""From so many documents on, the index is built anew rather than patched."""
KEPT = timedelta(days=7)
_COLUMNS = ("sequence", "kind", "identifier", "owner", "token")


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log."""

    sequence: int
    kind: str
    identifier: str
    owner: str
    anchor: str

    @property
    def concerns_all(self) -> bool:
        """Whether a whole kind must be read again, or everything."""
        return not (self.identifier or self.owner)


def note(kind: str, identifiers: Sequence[str] = (), *, owner: str = "", at: datetime) -> None:
    """Add documents of ``kind`` to the log: these, those of the owner, or all of the kind where neither is given."""
    names = [""] if owner or len(identifiers) > TOO_MANY else [*identifiers] or [""]
    _write([Change(kind=kind, identifier=name, owner=owner, at=at) for name in names])


def note_with_owned(kind: str, identifier: str, *, owned: str, at: datetime) -> None:
    """Add one document and all of the kind ``owned`` that belong to it."""
    _write([Change(kind=kind, identifier=identifier, at=at), Change(kind=owned, owner=identifier, at=at)])


def note_everything(*, at: datetime) -> None:
    """Have everything read again, after rows were written past the operations (bulk loads, a restored backup)."""
    _write([Change(at=at)])


@transaction.atomic
def _write(changes: list[Change]) -> None:
    """Sequence numbers must become visible in order, so writers take turns at the row that audited writes lock too."""
    AuditHead.objects.get_or_create(id=1)
    AuditHead.objects.select_for_update().get(id=1)
    Change.objects.bulk_create(changes, batch_size=1000)


def since(sequence: int, *, most: int) -> list[Logged]:
    """Return changes from number ``sequence`` on, that one included where it still stands."""
    rows = Change.objects.filter(sequence__gte=sequence).order_by("sequence").values_list(*_COLUMNS)
    return [_logged(row) for row in rows[:most]]


def last() -> Logged | None:
    """Return the newest change."""
    row = Change.objects.order_by("-sequence").values_list(*_COLUMNS).first()
    return None if row is None else _logged(row)


def _logged(row: tuple[Any, ...]) -> Logged:
    sequence, kind, identifier, owner, token = row
    return Logged(sequence, kind, identifier, owner, token.hex)


def forget_before(sequence: int, *, at: datetime) -> int:
    """Delete what an index has read, but not what another machine may still have to read; return how many lines."""
    deleted, _ = Change.objects.filter(sequence__lt=sequence, at__lt=at - KEPT).delete()
    return deleted
