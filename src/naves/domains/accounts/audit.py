"""The append-only audit log: each line's hash covers its content and the hash before it.

The hash is SHA-256 over the canonical JSON of the line. Whoever keeps the last hash elsewhere can
prove that nothing before it was changed, left out or added.
"""

import hashlib
import json
import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from naves.domains.accounts.models import AuditEntry, AuditHead

GENESIS = "0" * 64
WHOLE_FROM = 1e15
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be noted of one write."""

    action: str
    kind: str
    identifier: str
    before: Values | None = None
    after: Values | None = None


def record(
    *,
    actor_id: uuid.UUID | None,
    action: str,
    kind: str,
    identifier: object,
    at: datetime,
    before: Values | None = None,
    after: Values | None = None,
    request_id: str = "",
) -> AuditEntry:
    """Add one line to the log, inside the caller's transaction."""
    line = Line(action, kind, str(identifier), before, after)
    return record_many(actor_id=actor_id, lines=[line], at=at, request_id=request_id)[0]


@transaction.atomic
def record_many(
    *, actor_id: uuid.UUID | None, lines: Iterable[Line], at: datetime, request_id: str = ""
) -> Sequence[AuditEntry]:
    """Add several lines in one go; the head row is locked, so the chain never forks."""
    AuditHead.objects.get_or_create(id=1)
    head = AuditHead.objects.select_for_update().get(id=1)
    entries = []
    for line in lines:
        entry = AuditEntry(
            sequence=head.sequence + 1,
            at=at,
            actor_id=actor_id,
            action=line.action,
            kind=line.kind,
            identifier=line.identifier,
            before=plain(line.before),
            after=plain(line.after),
            request_id=request_id,
            previous_hash=head.hash,
        )
        entry.hash = line_hash(entry)
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["sequence", "hash"])
    return entries


def line_hash(entry: AuditEntry) -> str:
    """Return the hash that ``entry`` must carry."""
    content = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": str(entry.actor_id) if entry.actor_id else None,
        "action": entry.action,
        "kind": entry.kind,
        "identifier": entry.identifier,
        "before": entry.before,
        "after": entry.after,
        "request": entry.request_id,
        "previous": entry.previous_hash,
    }
    raw = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the chain found; ``broken_at`` is the first line that does not hold."""

    lines: int
    last_hash: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def holds(self) -> bool:
        """Whether every line is as it was written."""
        return self.broken_at is None


def verify() -> Verdict:
    """Walk the whole log and check numbers, links and hashes, and that the head is the last line."""
    previous, count = GENESIS, 0
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        count += 1
        if entry.sequence != count:
            return Verdict(count - 1, previous, count, "missing")
        if entry.previous_hash != previous:
            return Verdict(count - 1, previous, count, "link")
        if line_hash(entry) != entry.hash:
            return Verdict(count - 1, previous, count, "content")
        previous = entry.hash
    head = AuditHead.objects.filter(id=1).first()
    if (head.sequence if head else 0) != count or (head.hash if head else GENESIS) != previous:
        return Verdict(count, previous, count + 1, "missing")
    return Verdict(count, previous)


def plain(values: Values | None) -> dict[str, Any] | None:
    """Return ``values`` as JSON types that every database gives back exactly as they went in.

    PostgreSQL keeps numbers as decimals (so 1e20 comes back as a whole number and -0.0 as 0.0) and
    no NUL characters; the hash must not depend on that.
    """
    if values is None:
        return None
    copied = json.loads(json.dumps(values, default=_plain_value, ensure_ascii=False))
    return {_text(name): _steady(value) for name, value in copied.items()}


def _steady(value: Any) -> Any:
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) >= WHOLE_FROM else value + 0.0
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_steady(item) for item in value]
    if isinstance(value, dict):
        return {_text(name): _steady(item) for name, item in value.items()}
    return value


def _text(text: str) -> str:
    """Replace what no database can store: NUL and halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _plain_value(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} does not belong into the audit log")
