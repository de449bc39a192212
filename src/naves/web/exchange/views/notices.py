"""Notices of the reader, what they want to hear of, and the link that stops letters."""

import uuid

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naves.domains.accounts.queries import user_by_id
from naves.domains.exchange import operations
from naves.domains.exchange.enums import Topic
from naves.domains.exchange.models import Notice
from naves.domains.exchange.queries import get_notice, notices_of, unread_count, ways_of
from naves.domains.exchange.stopping import read_stopping
from naves.domains.exchange.wording import sentence
from naves.domains.organisations.access import Actor
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed
from naves.web.design.acting import actor_of, form_page, sent
from naves.web.exchange.forms import EmptyForm, NoticeChoicesForm


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show what the reader was told, the newest first."""
    actor = _signed_in(request)
    page = notices_of(actor, cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "rows": [{"notice": one, "said": sentence(one)} for one in page.items],
        "unread": unread_count(actor),
        "breadcrumbs": [(_("Notices"), "")],
    }
    return render(request, "exchange/notices.html", context)


@require_safe
def notice(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Lead to what a notice is about; whoever follows it has read it."""
    actor = _signed_in(request)
    told = get_notice(actor, notice_id)
    operations.read_notices(actor=actor, at=now(), only=told.pk)
    return redirect(address_of(told))


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    operations.read_notices(actor=_signed_in(request), at=now())
    return redirect("exchange:notices")


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """Choose what to hear of, and how."""
    actor = _signed_in(request)
    assert actor.user_id is not None  # noqa: S101  # signed in
    form = NoticeChoicesForm(sent(request), ways=ways_of(user_by_id(actor.user_id)))
    if request.method == "POST" and form.is_valid():
        for topic in Topic:
            operations.choose(actor=actor, at=now(), topic=topic, way=form.cleaned_data[topic.value])
        messages.success(request, _("Your choice was saved."))
        return redirect("exchange:notices")
    return form_page(
        request,
        form,
        heading=_("What you want to hear of"),
        cancel=reverse("exchange:notices"),
        breadcrumbs=[(_("Notices"), reverse("exchange:notices")), (_("What you want to hear of"), "")],
    )


@csrf_exempt  # The signed link itself is the permission, and mail programs send it in one click (RFC 8058).
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Send no more letters of a topic; needs no signing in."""
    user, topic = read_stopping(token)
    form: Form = EmptyForm(sent(request))
    if request.method == "POST":
        operations.stop_letters(user=user, at=now(), topic=topic)
        return render(request, "exchange/stopped.html", {"topic": topic.label})
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("No more letters"),
        question=_("Shall we send you no more letters about “%(topic)s”?") % {"topic": topic.label},
        consequences=[_("You will still find the notices here after signing in.")],
        submit=_("Send no more letters"),
    )


def address_of(notice: Notice) -> str:
    """Return the page that a notice leads to."""
    if notice.question_id is not None:
        return reverse("exchange:question", args=[notice.question_id])
    page = reverse("exchange:round", args=[notice.round_id])
    return f"{page}#comment-{notice.comment_id}" if notice.comment_id else page


def _signed_in(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor.is_anonymous:
        raise NotAllowed("read", "notice", "nobody is signed in")
    return actor
