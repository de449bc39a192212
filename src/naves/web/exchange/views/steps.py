"""Steps of a consultation: no more comments, the outcome, calling it off."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.exchange import operations
from naves.domains.exchange.models import ConsultationRound
from naves.domains.exchange.permissions import RoundAction, require_in_round
from naves.domains.exchange.queries import counts_of, get_round
from naves.kernel.clock import now, today
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.exchange import trails
from naves.web.exchange.forms import EmptyForm, TextForm

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def close(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Take no more comments before the last day has passed."""
    shown = _round_for(request, round_id, RoundAction.CLOSE)
    return _deed(
        request,
        shown,
        EmptyForm(sent(request)),
        lambda _form: operations.close_round(actor=actor_of(request), at=now(), consultation=shown),
        heading=_("Take no more comments"),
        said=_("Shall the consultation on “%(title)s” take no more comments from now on?"),
        consequences=[
            _("Those invited hear of it; what comes late is refused."),
            _("Comments can still be answered, and the outcome published."),
        ],
        submit=_("Take no more comments"),
        done=_("The consultation takes no more comments."),
    )


@require_http_methods(GET_OR_POST)
def publish(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Say what came of the consultation."""
    shown = _round_for(request, round_id, RoundAction.PUBLISH)
    counts = counts_of([shown.pk])[shown.pk]
    said = _("What changes in the draft after the comments, and what does not and why.")
    return _deed(
        request,
        shown,
        TextForm(sent(request), name="outcome", label=_("Outcome"), help_text=said, rows=8),
        lambda form: operations.publish_outcome(
            actor=actor_of(request), at=now(), consultation=shown, outcome=form.cleaned_data["outcome"]
        ),
        heading=_("Publish the outcome"),
        said=_("What came of the consultation on “%(title)s”?"),
        consequences=[
            _("Comments: %(total)s; accepted %(accepted)s, in part %(partly)s, not accepted %(rejected)s.")
            % {
                "total": counts.total,
                "accepted": counts.accepted,
                "partly": counts.partly,
                "rejected": counts.rejected,
            },
            _("Everybody will be able to read the outcome, the comments and the answers."),
        ],
        submit=_("Publish the outcome"),
        done=_("The outcome was published."),
    )


@require_http_methods(GET_OR_POST)
def cancel(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Call the consultation off."""
    shown = _round_for(request, round_id, RoundAction.CANCEL)
    said = _("Those invited will read it.")
    return _deed(
        request,
        shown,
        TextForm(sent(request), name="reason", label=_("Reason"), help_text=said, rows=3),
        lambda form: operations.cancel_round(
            actor=actor_of(request), at=now(), consultation=shown, reason=form.cleaned_data["reason"]
        ),
        heading=_("Cancel the consultation"),
        said=_("Cancel the consultation on “%(title)s”?"),
        consequences=[
            _("Those invited can no longer read the draft."),
            _("Comments stay with those who took part; they are not published."),
        ],
        submit=_("Cancel the consultation"),
        done=_("The consultation was cancelled."),
        danger=True,
    )


def _round_for(request: HttpRequest, round_id: uuid.UUID, action: RoundAction) -> ConsultationRound:
    shown = get_round(actor_of(request), round_id)
    require_in_round(actor_of(request), action, shown, today=today())
    return shown


def _deed(
    request: HttpRequest,
    shown: ConsultationRound,
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
        return redirect("exchange:round", shown.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=heading,
        question=said % {"title": shown.version.strategy.title},
        consequences=consequences,
        submit=submit,
        danger=danger,
        cancel=reverse("exchange:round", args=[shown.pk]),
        breadcrumbs=trails.of_round(shown, heading),
    )
