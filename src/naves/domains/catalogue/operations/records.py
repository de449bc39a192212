"""What every write in the catalogue shares: the lock, the check of the version, the audit line."""

import hashlib
import uuid
from functools import partial

from django.core.files.base import File

from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.record_permissions import KIND
from naves.domains.catalogue.rules.archives import archive_problem
from naves.domains.catalogue.rules.files import HEAD_SIZE, file_problem
from naves.domains.organisations import trail
from naves.kernel.errors import Conflict, NotFound, Problem, Refused, gettext_noop

CHUNK = 1024 * 1024


def locked(dataset_id: uuid.UUID) -> Dataset:
    """Return the dataset as it stands now; nobody else writes it before this transaction ends."""
    try:
        query = Dataset.objects.select_for_update(of=("self",)).select_related("owner__place", "place")
        return query.get(pk=dataset_id)
    except Dataset.DoesNotExist:
        raise NotFound(KIND, dataset_id) from None


def check_version(dataset: Dataset, version: int | None) -> None:
    """Refuse with Conflict when somebody wrote the record since the caller read it."""
    if version is not None and version != dataset.version_number:
        raise Conflict(
            Problem(
                code="dataset_stale",
                field="version",
                value=version,
                message=gettext_noop("Somebody has changed the record in the meantime."),
                remedy=gettext_noop("Load it again, check what has changed, and repeat your change."),
            )
        )


def checksum_of(file: File[bytes]) -> str:
    """Return the SHA-256 of a file, reading it in pieces, and put it back to its beginning."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def refuse_bad_file(file: File[bytes] | None) -> None:
    """Refuse a file that is too large or of a kind that we do not take."""
    if file is None:
        return
    file.seek(0)
    head = file.read(HEAD_SIZE)
    file.seek(0)
    if problem := file_problem(str(file.name), file.size, head):
        raise Refused(problem)
    if problem := archive_problem(str(file.name), file):
        raise Refused(problem)


note = partial(trail.note, kind=KIND)
"""Add the audit line of one write."""
