"""Records as they go out: kept ready by whoever renders them."""

import hashlib
import uuid
from datetime import datetime

from naves.domains.catalogue.models import StoredRecord


def store_record(*, dataset_id: uuid.UUID, profile: str, syntax: str, body: str, at: datetime) -> StoredRecord:
    """Keep a rendered record; no permission is asked, since it only repeats what the write before it made."""
    record, _created = StoredRecord.objects.update_or_create(
        dataset_id=dataset_id,
        profile=profile,
        syntax=syntax,
        defaults={"body": body, "etag": hashlib.sha256(body.encode()).hexdigest(), "made_at": at},
    )
    return record


def forget_record(*, dataset_id: uuid.UUID, profile: str = "") -> int:
    """Drop what is kept of a dataset, in one profile or in all; return how many."""
    kept = StoredRecord.objects.filter(dataset_id=dataset_id)
    return (kept.filter(profile=profile) if profile else kept).delete()[0]
