"""Steps of an import. Each locks its row, so that two clicks do not start it twice."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction

from naves.domains.accounts import audit, permissions
from naves.domains.accounts.imports.rules import OVER, ImportStatus, require_size, require_step
from naves.domains.accounts.models import ImportJob, User
from naves.kernel.errors import gettext_noop

FILES_KEPT = timedelta(days=30)
LONGEST_RUN = timedelta(hours=6)
"""An import that claims to run longer was interrupted; its transaction took everything back."""
NAME_LENGTH = 200
INTERRUPTED = gettext_noop("The import was interrupted; nothing was written.")
TRY_AGAIN = gettext_noop("Check the file again and confirm it once more.")


@transaction.atomic
def receive(
    *, user: User, kind: str, file: File[bytes], name: str, options: Mapping[str, Any], at: datetime
) -> ImportJob:
    """Keep an uploaded file for checking; its name is only shown, never used as a path."""
    require_size(file.size)
    job = ImportJob(
        user=user,
        kind=kind,
        file_name=name[-NAME_LENGTH:],
        size=file.size,
        options=dict(options),
        status=ImportStatus.CHECKING.value,
        created_at=at,
        changed_at=at,
    )
    job.file.save(f"{job.pk.hex}.upload", file, save=False)
    job.save(force_insert=True)
    return job


@transaction.atomic
def check_again(*, job_id: uuid.UUID, by: User, options: Mapping[str, Any], at: datetime) -> ImportJob:
    """Put an import back to checking, with other answers."""
    job = _taken(job_id, by, ImportStatus.CHECKING)
    job.options = {**job.options, **options}
    job.preview, job.problems = {}, []
    return _saved(job, at)


@transaction.atomic
def checked(
    *, job_id: uuid.UUID, preview: Mapping[str, Any], problems: list[dict[str, Any]], at: datetime
) -> ImportJob:
    """Keep what the check found; with problems the import cannot be confirmed."""
    job = ImportJob.objects.select_for_update().get(pk=job_id)
    after = ImportStatus.REFUSED if problems else ImportStatus.READY
    require_step(job.status, after)
    job.status, job.preview, job.problems = after.value, dict(preview), problems
    return _saved(job, at)


@transaction.atomic
def confirm(*, job_id: uuid.UUID, by: User, at: datetime) -> ImportJob:
    """Let a checked import run; the one who confirms answers for it."""
    job = _taken(job_id, by, ImportStatus.RUNNING)
    job.confirmed_at = at
    audit.record(
        actor_id=by.pk,
        action="import.confirmed",
        kind="import",
        identifier=job.pk,
        after={"kind": job.kind, "size": job.size, "digest": job.digest},
        at=at,
    )
    return _saved(job, at)


@transaction.atomic
def finished(
    *, job_id: uuid.UUID, result: Mapping[str, Any], problems: list[dict[str, Any]], at: datetime
) -> ImportJob:
    """Keep what the import did, or why it was refused."""
    job = ImportJob.objects.select_for_update().get(pk=job_id)
    after = ImportStatus.REFUSED if problems else ImportStatus.DONE
    require_step(job.status, after)
    job.status, job.result, job.problems, job.finished_at = after.value, dict(result), problems, at
    return _saved(job, at)


@transaction.atomic
def cancel(*, job_id: uuid.UUID, by: User, at: datetime) -> ImportJob:
    """Drop an import that was not confirmed, with its file."""
    job = _taken(job_id, by, ImportStatus.CANCELLED)
    job.finished_at = at
    _drop_file(job)
    return _saved(job, at)


def release_interrupted(at: datetime) -> int:
    """Let imports be tried again whose worker was stopped half-way; return how many."""
    stuck = [ImportStatus.CHECKING.value, ImportStatus.RUNNING.value]
    problem = {"code": "interrupted", "message": INTERRUPTED, "remedy": TRY_AGAIN, "params": {}}
    return ImportJob.objects.filter(status__in=stuck, changed_at__lt=at - LONGEST_RUN).update(
        status=ImportStatus.REFUSED.value,
        problems=[problem | {"field": "", "value": "", "row": None, "column": ""}],
        changed_at=at,
    )


def forget_uploads(at: datetime) -> int:
    """Remove files of old imports, and with them what was never confirmed; return how many."""
    count = 0
    for job in ImportJob.objects.filter(created_at__lt=at - FILES_KEPT).exclude(file=""):
        with transaction.atomic():
            if job.status not in OVER:
                job.status, job.finished_at = ImportStatus.CANCELLED.value, at
            _drop_file(job)
            job.save()
        count += 1
    return count


def _taken(job_id: uuid.UUID, by: User, after: ImportStatus) -> ImportJob:
    job = ImportJob.objects.select_for_update().get(pk=job_id)
    permissions.require(by, "handle_import", job.user)
    require_step(job.status, after)
    job.status = after.value
    return job


def _saved(job: ImportJob, at: datetime) -> ImportJob:
    job.changed_at = at
    job.save()
    return job


def _drop_file(job: ImportJob) -> None:
    """Remove the stored file once the change is certain."""
    storage, name = job.file.storage, job.file.name
    job.file = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))
