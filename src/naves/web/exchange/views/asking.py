"""Asking a question, in general or about what one was just reading."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.exchange import operations
from naves.domains.exchange.enums import SubjectKind
from naves.domains.exchange.models import Question
from naves.domains.exchange.permissions import Action, require
from naves.domains.exchange.queries import asks_for
from naves.domains.exchange.subjects import Subject, find_subject
from naves.domains.organisations.access import Actor
from naves.kernel.clock import now
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.exchange import trails
from naves.web.exchange.forms import AskForm


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask; ``?about=need:…`` names the need, measure or strategy."""
    actor = actor_of(request)
    require(actor, Action.ASK)
    subject = _subject(request.GET.get("about", ""))
    form = AskForm(sent(request), organisations=list(asks_for(actor)), about_document=subject is None)
    if request.method == "POST":
        made = attempt(form, lambda: _ask(actor, form, subject), names={"subject": "title"})
        if made is not None:
            messages.success(request, _("The question was sent; you will hear when it is answered."))
            return redirect("exchange:question", made.pk)
    lead = ""
    if subject is not None:
        lead = _("About: %(what)s “%(title)s”") % {"what": subject.kind.label, "title": subject.title}
    return form_page(
        request,
        form,
        heading=_("Ask a question"),
        lead=lead,
        submit=_("Ask in public"),
        cancel=trails.address_of_subject(subject) or reverse("exchange:list"),
        breadcrumbs=trails.of_questions(_("Ask a question")),
    )


def _subject(about: str) -> Subject | None:
    if not about:
        return None
    kind, _colon, identifier = about.partition(":")
    try:
        return find_subject(kind, uuid.UUID(identifier))
    except ValueError:
        return find_subject(kind, None)


def _ask(actor: Actor, form: AskForm, subject: Subject | None) -> Question:
    values = form.values()
    kind = subject.kind.value if subject is not None else SubjectKind.GUIDELINE.value if values.guideline else ""
    return operations.ask(
        actor=actor,
        at=now(),
        asking=form.asker(),
        addressee=form.organisation(),
        values=values,
        subject_kind=kind,
        subject_id=subject.identifier if subject is not None else None,
    )
