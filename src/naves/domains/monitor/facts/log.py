"""The log of changes: written in the transaction of the change, read by every process by sequence number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from naves.domains.accounts.models import AuditHead
from naves.domains.monitor.models import Change
from naves.kernel.clock import prague_date

TOO_MANY = 20_000
"""From so many needs on, reading all of them at once is quicker than one by one."""


class Kind(StrEnum):
    NEED = "need"
    VERSION = "version"
    TERRITORY = "territory"
    INDICATOR = "indicator"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Logged:
    sequence: int
    kind: str
    identifier: str
    at: datetime
    token: UUID

    @property
    def anchor(self) -> str:
        """Tells this change from another one of the same number, as in a database restored from a backup."""
        return self.token.hex


def first_day(change: Logged) -> int:
    """The first day whose figures the change may concern; a change of the territory concerns all."""
    return prague_date(change.at).toordinal() if change.kind in {Kind.NEED, Kind.VERSION} else 0


@transaction.atomic
def note(kind: Kind, identifiers: Sequence[UUID] | None = None, *, at: datetime) -> None:
    """Add changes to the log. Sequence numbers must become visible in order, so writers take turns.

    The row locked is the one that every audited write locks anyway: no second lock, no deadlock.
    """
    AuditHead.objects.get_or_create(id=1)
    AuditHead.objects.select_for_update().get(id=1)
    if identifiers is not None and len(identifiers) > TOO_MANY:
        kind, identifiers = Kind.ALL, None
    names = [""] if identifiers is None else [identifier.hex for identifier in identifiers]
    Change.objects.bulk_create(
        [Change(kind=kind.value, identifier=name, at=at) for name in names],
        batch_size=1000,
    )


def since(sequence: int) -> list[Logged]:
    """Changes from number `sequence` on, that one included where it still stands."""
    rows = Change.objects.filter(sequence__gte=sequence).order_by("sequence")
    return [Logged(*row) for row in rows.values_list("sequence", "kind", "identifier", "at", "token")]


def last() -> Logged | None:
    row = Change.objects.order_by("-sequence").values_list("sequence", "kind", "identifier", "at", "token").first()
    return None if row is None else Logged(*row)
