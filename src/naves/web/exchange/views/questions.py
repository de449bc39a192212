"""Questions that are read: the list, one of them, and what awaits our answer."""

import uuid
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.exchange.permissions import Action
from naves.domains.exchange.queries import (
    QuestionFilter,
    QuestionItem,
    answers_for,
    awaiting,
    awaiting_count,
    office_of,
    question_detail,
    question_list,
    questions_for_export,
)
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed
from naves.kernel.paging import Page
from naves.kernel.tables import Column, Kind
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.parts import Tab
from naves.web.exchange import trails
from naves.web.exchange.forms import FilterForm
from naves.web.exchange.looks import question_look

COLUMNS = [
    Column("asked_at"),
    Column("asking"),
    Column("addressee"),
    Column("title"),
    Column("text"),
    Column("about_kind"),
    Column("about"),
    Column("status"),
    Column("answers", Kind.INTEGER),
]
NOTHING: Page[QuestionItem] = Page([], None, 0)


@require_safe
def questions(request: HttpRequest) -> HttpResponseBase:
    """Show or download the questions that pass the filter."""
    actor = actor_of(request)
    form = FilterForm(request.GET)
    by = _filter_of(form)
    if name := exports.wanted(request):
        rows = _rows(questions_for_export(actor, by)) if by is not None else iter(())
        return exports.download(name, name="questions", columns=COLUMNS, rows=rows)
    page = question_list(actor, by, cursor=request.GET.get("cursor")) if by is not None else NOTHING
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page),
        "tabs": tabs(actor, "list"),
        "is_narrowed": any(form.data.get(name) for name in form.fields),
        "may_ask": not actor.is_anonymous,
    }
    return render(request, "exchange/list.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what awaits an answer of the reader's organisations."""
    actor = actor_of(request)
    if not answers_for(actor):
        raise NotAllowed(Action.ANSWER.value, "question")
    page = awaiting(actor, cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "rows": rows_of(page),
        "tabs": tabs(actor, "awaiting"),
        "breadcrumbs": trails.of_questions(_("Awaiting our answer")),
    }
    return render(request, "exchange/awaiting.html", context)


@require_safe
def question(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Show a question with its answers."""
    detail = question_detail(actor_of(request), question_id)
    context = {
        "detail": detail,
        "question": detail.question,
        "look": question_look(detail.question.status),
        "subject_address": trails.address_of_subject(detail.subject),
        "may": {action.value: action in detail.actions for action in Action},
        "breadcrumbs": trails.of_question(detail.question),
    }
    return render(request, "exchange/question.html", context)


def rows_of(page: Page[QuestionItem]) -> list[dict[str, object]]:
    """Return what the list shows of each question."""
    return [
        {
            "item": item,
            "look": question_look(item.question.status),
            "address": trails.address_of_subject(item.subject),
        }
        for item in page.items
    ]


def tabs(actor: Actor, current: str) -> list[Tab]:
    """Return the views of the exchange that the reader has."""
    found = [
        Tab(_("Questions"), reverse("exchange:list"), current=current == "list"),
        Tab(_("Consultations"), reverse("exchange:rounds"), current=current == "rounds"),
    ]
    if answers_for(actor):
        count = awaiting_count(actor)
        here = current == "awaiting"
        found.append(Tab(_("Awaiting our answer"), reverse("exchange:awaiting"), current=here, count=count))
    return found


def _filter_of(form: FilterForm) -> QuestionFilter | None:
    """Return the filter, None where the town asked takes no part: then nothing passes."""
    form.is_valid()
    data = form.cleaned_data
    office = office_of(data["place"]) if data.get("place") else None
    if form["place"].value() and office is None:
        return None
    return QuestionFilter(
        text=data.get("text", ""),
        status=data.get("status", ""),
        subject_kind=data.get("about", ""),
        addressee_id=office.pk if office is not None else None,
    )


def _rows(items: Iterator[QuestionItem]) -> Iterator[dict[str, object]]:
    for item in items:
        question = item.question
        yield {
            "asked_at": question.asked_at.isoformat(),
            "asking": question.asking.name if question.asking is not None else "",
            "addressee": question.addressee.name,
            "title": question.title,
            "text": question.text,
            "about_kind": question.subject_kind,
            "about": item.subject.title if item.subject is not None else "",
            "status": question.status,
            "answers": item.answers,
        }
