"""Sending what is kept."""

import uuid
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models import Dataset, StoredRecord

FIRST_BATCH, BATCH = 20, 500
FASTEST = 1
GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Version:
    """What a dump would hold: two with the same ``tag`` are the same to the last byte."""

    tag: str
    count: int
    changed_at: datetime | None


def stored(profile: str, syntax: str, owner_id: uuid.UUID | None = None) -> QuerySet[StoredRecord]:
    """Return the records of a profile in a syntax; only what is published is kept."""
    found = StoredRecord.objects.filter(profile=profile, syntax=syntax)
    return found if owner_id is None else found.filter(dataset__owner=owner_id)


def version(profile: str, syntax: str, owner_id: uuid.UUID | None = None) -> Version:
    """Return the version of a dump, without reading it: every change brings new numbers or takes rows away."""
    found = stored(profile, syntax, owner_id)
    newest = found.order_by("-pk").values_list("pk", "made_at").first() if owner_id else _newest()
    count = found.count()
    number, made_at = newest or (0, None)
    # What was withdrawn leaves no row behind, but a time.
    gone = Dataset.objects.filter(status=RecordStatus.WITHDRAWN).order_by("-changed_at")
    times = [at for at in (made_at, gone.values_list("changed_at", flat=True).first()) if at is not None]
    return Version(f"{number}-{count}", count, max(times, default=None))


def bodies(profile: str, syntax: str, owner_id: uuid.UUID | None = None) -> Iterator[list[str]]:
    """Yield records in batches, in the order of their datasets; the first batch is small, so that it comes at once."""
    after: uuid.UUID | None = None
    size = FIRST_BATCH
    while True:
        batch = stored(profile, syntax, owner_id).order_by("dataset_id")
        if after is not None:
            batch = batch.filter(dataset_id__gt=after)
        rows = list(batch.values_list("dataset_id", "body")[:size])
        if not rows:
            return
        yield [body for _, body in rows]
        if len(rows) < size:
            return
        after, size = rows[-1][0], BATCH


def chunks(profile: str, syntax: str, owner_id: uuid.UUID | None = None) -> Iterator[bytes]:
    """Yield a dump: N-Triples, or a JSON-LD document on each line."""
    end = "\n" if syntax == "jsonld" else ""
    for batch in bodies(profile, syntax, owner_id):
        yield (end.join(batch) + end).encode()


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces as gzip; the first one whole, so that the reader begins at once."""
    packer = zlib.compressobj(FASTEST, zlib.DEFLATED, GZIP)
    flush = zlib.Z_SYNC_FLUSH
    for piece in pieces:
        if written := packer.compress(piece) + (packer.flush(flush) if flush else b""):
            yield written
        flush = 0
    yield packer.flush()


def _newest() -> tuple[int, datetime] | None:
    return StoredRecord.objects.order_by("-pk").values_list("pk", "made_at").first()
