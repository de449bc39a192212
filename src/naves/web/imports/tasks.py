"""Checking and importing a file in the background."""

import logging
import uuid
from collections.abc import Sequence

from django_tasks import task

from naves.domains.accounts.imports import operations
from naves.domains.accounts.models import ImportJob
from naves.domains.organisations.queries import actor_for
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed, Problem, Refused, gettext_noop
from naves.web.imports import progress
from naves.web.imports.service import imports
from naves.web.imports.stored import checked_as_json, problems_as_json, report_as_json

_log = logging.getLogger(__name__)


@task()
def check_upload(*, job_id: str) -> None:
    """Read the file and keep what importing it would do."""
    check_now(uuid.UUID(job_id))


@task()
def import_upload(*, job_id: str) -> None:
    """Import a confirmed file, whole or not at all."""
    job = ImportJob.objects.select_related("user").get(pk=uuid.UUID(job_id))
    if job.status != "running":
        return
    result: dict[str, object] = {}
    problems: Sequence[Problem] = ()
    try:
        with job.file.open("rb") as file:
            report = imports().run(
                file.file,
                kind=job.kind,
                actor=actor_for(job.user),
                at=now(),
                options=job.options,
                answers=job.options.get("answers", {}),
                progress=progress.teller(job.pk),
            )
        result, problems = report_as_json(report), report.problems
    except Exception as error:  # noqa: BLE001 - whatever happens, the person is told and nothing was written
        problems = _told(error, job)
    finally:
        progress.forget(job.pk)
    operations.finished(job_id=job.pk, result=result, problems=problems_as_json(problems), at=now())


def check_now(job_id: uuid.UUID) -> None:
    """Check a file here and now; for small ones nobody needs to wait for the worker."""
    job = ImportJob.objects.select_related("user").get(pk=job_id)
    if job.status != "checking":
        return
    found: dict[str, object] = {}
    problems: Sequence[Problem] = ()
    try:
        with job.file.open("rb") as file:
            checked = imports().check(
                file.file,
                kind=job.kind,
                actor=actor_for(job.user),
                at=now(),
                options=job.options,
                answers=job.options.get("answers", {}),
            )
        found, problems = checked_as_json(checked), checked.report.problems
    except Exception as error:  # noqa: BLE001 - whatever happens, the person is told
        problems = _told(error, job)
    operations.checked(job_id=job.pk, preview=found, problems=problems_as_json(problems), at=now())


def _told(error: Exception, job: ImportJob) -> Sequence[Problem]:
    if isinstance(error, Refused):
        return error.problems
    if isinstance(error, NotAllowed):
        return (_problem("not_allowed", gettext_noop("You may not import these records.")),)
    _log.exception("The import %s of the kind %s failed.", job.pk, job.kind)
    return (
        _problem(
            "failed",
            gettext_noop("The import failed through no fault of yours; nothing was written."),
            gettext_noop("Try it again. If it fails again, tell the operator its number: %(number)s."),
            number=str(job.pk),
        ),
    )


def _problem(code: str, message: str, remedy: str | None = None, **params: object) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, params=params)
