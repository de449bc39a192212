"""One import: what the check found, the question of homonyms, the confirmation, the report."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naves.domains.accounts.imports import operations
from naves.domains.accounts.imports.queries import get_import
from naves.domains.accounts.models import ImportJob
from naves.domains.places.queries import place_index
from naves.domains.places.rules.naming import NamedPlace
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed, Problem
from naves.web.design.acting import actor_of
from naves.web.imports import progress
from naves.web.imports.forms import AnswersForm
from naves.web.imports.kinds import KINDS, require
from naves.web.imports.looks import counts, file_facts, look_of
from naves.web.imports.stored import problems_from_json
from naves.web.imports.tasks import check_now, check_upload, import_upload
from naves.web.imports.views.uploading import AT_ONCE

AMBIGUOUS = "place_ambiguous"
MOST_QUESTIONS = 50
MOST_SHOWN = 100


@require_safe
def job_page(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show where the import stands."""
    return _page(request, _job(request, job_id))


@require_POST
def confirm(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Start a checked import in the background."""
    job = _job(request, job_id)
    require(actor_of(request), job.kind)
    operations.confirm(job_id=job.pk, by=request.user, at=now())  # type: ignore[arg-type]
    import_upload.enqueue(job_id=str(job.pk))
    return redirect("imports:job", job.pk)


@require_POST
def answer(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Take the answers to what was ambiguous and check the file again."""
    job = _job(request, job_id)
    require(actor_of(request), job.kind)
    form = AnswersForm(request.POST, questions=_questions(job))
    if not form.is_valid():
        return _page(request, job, answers=form, status=422)
    answers = {**job.options.get("answers", {}), **form.answers()}
    _check_again(request, job, {"answers": answers})
    return redirect("imports:job", job.pk)


@require_POST
def again(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Check the same file once more, as after what it refers to was added."""
    job = _job(request, job_id)
    require(actor_of(request), job.kind)
    _check_again(request, job, {})
    return redirect("imports:job", job.pk)


@require_POST
def cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Drop the file; nothing was imported."""
    job = _job(request, job_id)
    operations.cancel(job_id=job.pk, by=request.user, at=now())  # type: ignore[arg-type]
    messages.success(request, _("The import was cancelled and its file removed."))
    return redirect("imports:list")


def _job(request: HttpRequest, job_id: uuid.UUID) -> ImportJob:
    if actor_of(request).is_anonymous:
        raise NotAllowed("see", "import")
    return get_import(request.user, job_id)  # type: ignore[arg-type]


def _check_again(request: HttpRequest, job: ImportJob, options: dict[str, Any]) -> None:
    operations.check_again(job_id=job.pk, by=request.user, options=options, at=now())  # type: ignore[arg-type]
    if job.size <= AT_ONCE:
        check_now(job.pk)
    else:
        check_upload.enqueue(job_id=str(job.pk))


def _questions(job: ImportJob) -> dict[str, tuple[NamedPlace, ...]]:
    """Return each ambiguous name with the municipalities that it may mean."""
    names = dict.fromkeys(one["value"] for one in job.problems if one["code"] == AMBIGUOUS)
    if not names:
        return {}
    index = place_index()
    found = {name: index.resolve(name).candidates for name in list(names)[:MOST_QUESTIONS]}
    return {name: places for name, places in found.items() if places}


def _page(
    request: HttpRequest, job: ImportJob, *, answers: AnswersForm | None = None, status: int = 200
) -> HttpResponse:
    problems = problems_from_json(job.problems)
    questions = _questions(job) if job.status == "refused" else {}
    is_own = job.user == request.user
    kind = KINDS[job.kind]
    context = {
        "breadcrumbs": [(_("Imports"), reverse("imports:list")), (job.file_name, "")],
        "job": job,
        "kind": kind,
        "look": look_of(job.status),
        "file_facts": file_facts(job),
        "counts": counts(job.preview["report"]) if job.preview else [],
        "results": counts(job.result) if job.result else [],
        "columns": job.preview.get("columns", []),
        "sample": job.preview.get("sample", []),
        "problems": _shown(problems, questions),
        "left_out": max(0, len(problems) - MOST_SHOWN),
        "answers": answers or (AnswersForm(questions=questions) if questions and is_own else None),
        "rows_asked": {name: _rows(problems, name) for name in questions},
        "done": progress.told(job.pk) if job.status == "running" else None,
        "is_own": is_own,
        "records": reverse(kind.records),
    }
    return render(request, "imports/job.html", context, status=status)


def _shown(problems: list[Problem], questions: dict[str, tuple[NamedPlace, ...]]) -> list[Problem]:
    """Return the problems that no question asks about."""
    asked = [one for one in problems if one.code != AMBIGUOUS or one.value not in questions]
    return asked[:MOST_SHOWN]


def _rows(problems: list[Problem], name: str) -> list[int]:
    return [one.row for one in problems if one.code == AMBIGUOUS and one.value == name and one.row is not None]
