"""Commenting on a draft, and answering comments."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.exchange import operations
from naves.domains.exchange.enums import PassageKind
from naves.domains.exchange.models import Comment, ConsultationRound
from naves.domains.exchange.passages import passages_of
from naves.domains.exchange.permissions import RoundAction, require_in_round
from naves.domains.exchange.queries import get_comment, get_round, speaks_for
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import now, today
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.exchange import trails
from naves.web.exchange.forms import CommentForm, EmptyForm, VerdictForm

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def comment(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Say something of a part of the draft; ``?on=measure:…`` names it by its lineage."""
    actor = actor_of(request)
    shown = get_round(actor, round_id)
    if request.method != "POST":
        require_in_round(actor, RoundAction.COMMENT, shown, today=today())
    form = CommentForm(
        sent(request),
        passages=passages_of(shown.version),
        organisations=list(speaks_for(actor, shown)),
        initial={"passage": request.GET.get("on", PassageKind.WHOLE.value)},
    )
    if request.method == "POST":
        made = attempt(form, lambda: _comment(actor, shown, form))
        if made is not None:
            messages.success(request, _("The comment was sent; you will hear when it is answered."))
            return redirect(f"{reverse('exchange:round', args=[shown.pk])}#comment-{made.pk}")
    return form_page(
        request,
        form,
        heading=_("Comment on the draft"),
        lead=shown.version.strategy.title,
        submit=_("Send the comment"),
        cancel=reverse("exchange:round", args=[shown.pk]),
        breadcrumbs=trails.of_round(shown, _("Comment on the draft")),
    )


def _comment(actor: Actor, shown: ConsultationRound, form: CommentForm) -> Comment:
    kind, lineage = form.passage_meant()
    return operations.comment(
        actor=actor,
        at=now(),
        consultation=shown,
        organisation=Organisation.objects.get(pk=uuid.UUID(form.cleaned_data["organisation"])),
        in_own_name=form.cleaned_data["in_own_name"],
        passage_kind=kind,
        passage=lineage,
        text=form.cleaned_data["text"],
    )


@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, comment_id: uuid.UUID) -> HttpResponse:
    """Say what becomes of a comment and why."""
    actor = actor_of(request)
    made = get_comment(actor, comment_id)
    require_in_round(actor, RoundAction.ANSWER, made.round, today=today())
    form = VerdictForm(sent(request), initial={"verdict": made.verdict, "answer": made.answer})
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.answer_comment(
                actor=actor,
                at=now(),
                comment=made,
                verdict=form.cleaned_data["verdict"],
                answer=form.cleaned_data["answer"],
            ),
        )
        if done is not None:
            messages.success(request, _("The comment was answered."))
            return redirect(f"{reverse('exchange:round', args=[made.round_id])}#comment-{made.pk}")
    return form_page(
        request,
        form,
        template="exchange/answer_comment.html",
        heading=_("Answer the comment"),
        submit=_("Answer"),
        comment=made,
        who=trails.speakers_of([made], with_names=True)[made.pk],
        cancel=reverse("exchange:round", args=[made.round_id]),
        breadcrumbs=trails.of_round(made.round, _("Answer the comment")),
    )


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, comment_id: uuid.UUID) -> HttpResponse:
    """Take one's own comment back."""
    actor = actor_of(request)
    made = get_comment(actor, comment_id)
    require_in_round(actor, RoundAction.WITHDRAW_COMMENT, made.round, today=today(), comment=made)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: operations.withdraw_comment(actor=actor, at=now(), comment=made))
        if done is not None:
            messages.success(request, _("The comment was withdrawn."))
            return redirect("exchange:round", made.round_id)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Withdraw the comment"),
        question=_("Withdraw the comment? It will neither be answered nor published."),
        submit=_("Withdraw the comment"),
        danger=True,
        cancel=reverse("exchange:round", args=[made.round_id]),
        breadcrumbs=trails.of_round(made.round, _("Withdraw the comment")),
    )
