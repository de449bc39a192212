"""Reading files in the background, soon after they were uploaded."""

import logging
import uuid
from typing import Final

from django.db import transaction
from django_tasks import task

from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.models import FileProfile
from naves.domains.catalogue.operations.profiles import ask_for_profiles, read_file
from naves.kernel.clock import now

SMALL_FILE: Final = 256 * 1024
"""Bytes up to which a file is read while its person waits; nobody then needs a worker for a small table."""

_log = logging.getLogger(__name__)


@task()
def read_upload(*, profile_id: str) -> None:
    """Read one file."""
    read_file(profile_id=uuid.UUID(profile_id), at=now())


def files_changed(event: DatasetsChanged) -> None:
    """Have new and changed files of these datasets read, once their upload is certain."""
    for profile in ask_for_profiles(dataset_ids=event.dataset_ids, at=event.at):
        _after_commit(profile)


def _after_commit(profile: FileProfile) -> None:
    def read() -> None:
        if (profile.distribution.byte_size or 0) <= SMALL_FILE:
            read_file(profile_id=profile.pk, at=now())
        else:
            read_upload.enqueue(profile_id=str(profile.pk))

    # The upload itself stands whatever reading it does.
    transaction.on_commit(read, robust=True)
