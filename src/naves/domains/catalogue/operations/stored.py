"""Records as they go out: kept ready by whoever renders them."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from naves.domains.catalogue.models import StoredRecord

ROWS_AT_ONCE = 500


class Rendered(NamedTuple):
    """A dataset in one profile and syntax, as :class:`StoredRecord` keeps it."""

    dataset_id: uuid.UUID
    profile: str
    syntax: str
    body: str


@transaction.atomic
def store_records(*, dataset_ids: Sequence[uuid.UUID], rendered: Iterable[Rendered], at: datetime) -> int:
    """Keep what was rendered of these datasets in place of all that was kept of them; return how many records.

    No permission is asked, since this only repeats what the write before it made. Rows are taken out and put
    in, so that the newest number tells whether anything changed.
    """
    records = [
        StoredRecord(**one._asdict(), etag=hashlib.sha256(one.body.encode()).hexdigest(), made_at=at)
        for one in rendered
    ]
    StoredRecord.objects.filter(dataset_id__in=dataset_ids)._raw_delete(StoredRecord.objects.db)
    StoredRecord.objects.bulk_create(records, batch_size=ROWS_AT_ONCE)
    return len(records)
