"""What becomes of a question: answers, solved, open again, withdrawn; and following it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from naves.domains.exchange import operations
from naves.domains.exchange.models import Question
from naves.domains.exchange.permissions import Action, require
from naves.domains.exchange.queries import get_answer, get_question
from naves.kernel.clock import now
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.exchange import trails
from naves.web.exchange.forms import EmptyForm, TextForm

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Answer in the name of the organisation asked."""
    question = _question_for(request, question_id, Action.ANSWER)
    label, help_text = _("Answer"), _("Everybody can read it. It is given by: %(name)s.")
    form = TextForm(
        sent(request), name="text", label=label, help_text=help_text % {"name": question.addressee.name}, rows=8
    )
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.answer(
                actor=actor_of(request), at=now(), question=question, text=form.cleaned_data["text"]
            ),
        )
        if done is not None:
            messages.success(request, _("The answer was published."))
            return redirect("exchange:question", question.pk)
    return form_page(
        request,
        form,
        heading=_("Answer the question"),
        lead=question.title,
        submit=_("Publish the answer"),
        cancel=reverse("exchange:question", args=[question.pk]),
        breadcrumbs=trails.of_question(question, _("Answer the question")),
    )


@require_http_methods(GET_OR_POST)
def solve(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Say that the answers were enough."""
    question = _question_for(request, question_id, Action.SOLVE)
    return _deed(
        request,
        question,
        EmptyForm(sent(request)),
        lambda _form: operations.solve(actor=actor_of(request), at=now(), question=question),
        heading=_("Mark as solved"),
        said=_("Were the answers to “%(title)s” enough?"),
        consequences=[_("Those who answered and those who follow the question will hear of it.")],
        submit=_("Mark as solved"),
        done=_("The question is marked as solved."),
    )


@require_http_methods(GET_OR_POST)
def reopen(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Say that the answers were not enough after all."""
    question = _question_for(request, question_id, Action.REOPEN)
    return _deed(
        request,
        question,
        EmptyForm(sent(request)),
        lambda _form: operations.reopen(actor=actor_of(request), at=now(), question=question),
        heading=_("Open the question again"),
        said=_("Were the answers to “%(title)s” not enough?"),
        consequences=[_("The question will await another answer.")],
        submit=_("Open again"),
        done=_("The question awaits an answer again."),
    )


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Take a question back."""
    question = _question_for(request, question_id, Action.WITHDRAW)
    return _deed(
        request,
        question,
        _reason(request),
        lambda form: operations.withdraw_question(
            actor=actor_of(request), at=now(), question=question, reason=form.cleaned_data["reason"]
        ),
        heading=_("Withdraw the question"),
        said=_("Withdraw the question “%(title)s”?"),
        consequences=[_("It keeps its address and shows the reason; lists leave it out.")],
        submit=_("Withdraw the question"),
        done=_("The question was withdrawn."),
        danger=True,
    )


@require_http_methods(GET_OR_POST)
def withdraw_answer(request: HttpRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Take an answer back."""
    made = get_answer(actor_of(request), answer_id)
    require(actor_of(request), Action.WITHDRAW_ANSWER, made.question)
    return _deed(
        request,
        made.question,
        _reason(request),
        lambda form: operations.withdraw_answer(
            actor=actor_of(request), at=now(), answer=made, reason=form.cleaned_data["reason"]
        ),
        heading=pgettext("question", "Withdraw the answer"),
        said=_("Withdraw the answer to “%(title)s”?"),
        consequences=[
            _("The reason will stand in its place. Where it was the only answer, the question is open again.")
        ],
        submit=pgettext("question", "Withdraw the answer"),
        done=_("The answer to the question was withdrawn."),
        danger=True,
    )


@require_POST
def follow(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Follow a question, or stop following it."""
    actor = actor_of(request)
    question = get_question(actor, question_id)
    if "stop" in request.POST:
        operations.unfollow(actor=actor, at=now(), question=question)
        messages.success(request, _("You no longer follow the question."))
    else:
        operations.follow(actor=actor, at=now(), question=question)
        messages.success(request, _("You follow the question and will hear of every answer."))
    return redirect("exchange:question", question.pk)


def _question_for(request: HttpRequest, question_id: uuid.UUID, action: Action) -> Question:
    question = get_question(actor_of(request), question_id)
    require(actor_of(request), action, question)
    return question


def _reason(request: HttpRequest) -> TextForm:
    said = _("One sentence; it stays with the record for everybody to read.")
    return TextForm(sent(request), name="reason", label=_("Reason"), help_text=said, rows=3)


def _deed(
    request: HttpRequest,
    question: Question,
    form: Form,
    act: Callable[[Form], object],
    *,
    heading: str,
    said: str,
    consequences: list[str],
    submit: str,
    done: str,
    danger: bool = False,
) -> HttpResponse:
    if request.method == "POST" and attempt(form, lambda: act(form)) is not None:
        messages.success(request, done)
        return redirect("exchange:question", question.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=heading,
        question=said % {"title": question.title},
        consequences=consequences,
        submit=submit,
        danger=danger,
        cancel=reverse("exchange:question", args=[question.pk]),
        breadcrumbs=trails.of_question(question, heading),
    )
