"""Consultations: the list, one with its comments, and how one is put together."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.exchange import operations
from naves.domains.exchange.enums import Phase
from naves.domains.exchange.operations.comments import may_withdraw
from naves.domains.exchange.passages import passages_of
from naves.domains.exchange.permissions import RoundAction, require_in_round
from naves.domains.exchange.queries import RoundDetail, comments_of, get_round, round_detail, round_list
from naves.domains.strategies.queries import get_version
from naves.kernel.clock import now, today
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.offsets import page_of, start_of
from naves.web.design.parts import Tab
from naves.web.exchange import trails
from naves.web.exchange.forms import RoundForm, round_initial
from naves.web.exchange.looks import PHASES, VERDICTS
from naves.web.exchange.views.questions import tabs

GET_OR_POST = ["GET", "HEAD", "POST"]
COMMENTS_ON_PAGE: Final = 50
UNANSWERED: Final = "unanswered"


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Show the consultations that the reader may see."""
    actor = actor_of(request)
    asked = request.GET.get("phase", "")
    phase = Phase(asked) if asked in Phase.values else None
    page = round_list(actor, today(), phase=phase, cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "rows": [{"item": item, "look": PHASES[item.phase]} for item in page.items],
        "tabs": tabs(actor, "rounds"),
        "phases": [
            Tab(_("all"), request.path, current=phase is None),
            *(Tab(PHASES[one].label, f"?phase={one.value}", current=phase == one) for one in Phase),
        ],
        "is_narrowed": phase is not None,
    }
    return render(request, "exchange/rounds.html", context)


@require_safe
def consultation(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show a consultation: what it asks, what was said and answered, what came of it."""
    actor = actor_of(request)
    detail = round_detail(actor, round_id, today())
    shown = detail.consultation
    only_unanswered = request.GET.get("show") == UNANSWERED
    comments = comments_of(shown).order_by("passage_title", "made_at", "id")
    comments = comments.filter(verdict="") if only_unanswered else comments
    start = start_of(request.GET.get("cursor"))
    total = detail.counts.unanswered if only_unanswered else detail.counts.total
    rows = list(comments[start : start + COMMENTS_ON_PAGE])
    who = trails.speakers_of(rows, with_names=detail.sees_names)
    for comment in rows:
        comment.round = shown
    context = {
        "detail": detail,
        "consultation": shown,
        "look": PHASES[detail.phase],
        "page": page_of(rows, start=start, size=COMMENTS_ON_PAGE, total=total),
        "comments": [
            {
                "comment": one,
                "who": who[one.pk],
                "look": VERDICTS[one.verdict],
                "may_withdraw": one.made_by_id == actor.user_id and may_withdraw(actor, one, now()),
            }
            for one in rows
        ],
        "filters": _filters(request, detail, only_unanswered=only_unanswered),
        "passages": passages_of(shown.version) if RoundAction.COMMENT in detail.actions else [],
        "may": {action.value: action in detail.actions for action in RoundAction},
        "is_calendar_closed": detail.phase == Phase.CLOSED and shown.closed_at is None,
        "breadcrumbs": trails.of_round(shown),
    }
    return render(request, "exchange/round.html", context)


def _filters(request: HttpRequest, detail: RoundDetail, *, only_unanswered: bool) -> list[Tab]:
    if detail.phase in {Phase.PUBLISHED, Phase.CANCELLED} or not detail.counts.total:
        return []
    left = detail.counts.unanswered
    return [
        Tab(_("all"), request.path, current=not only_unanswered, count=detail.counts.total),
        Tab(_("not answered yet"), f"?show={UNANSWERED}", current=only_unanswered, count=left),
    ]


@require_http_methods(GET_OR_POST)
def new(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Put a draft to consultation."""
    actor = actor_of(request)
    draft = get_version(actor, strategy_id, number)
    require_in_round(actor, RoundAction.OPEN, today=today(), owner=draft.strategy.owner)
    form = RoundForm(sent(request), initial={"opens_on": today(), "for_all_towns": False})
    if request.method == "POST":
        made = attempt(
            form,
            lambda: operations.open_round(
                actor=actor, at=now(), version=draft, values=form.values(), invited=form.cleaned_data["invited"]
            ),
        )
        if made is not None:
            messages.success(request, _("The consultation is open; those invited hear of it."))
            return redirect("exchange:round", made.pk)
    return form_page(
        request,
        form,
        heading=_("Put the draft to consultation"),
        lead=_("“%(title)s”, version %(number)s. From the first day those invited can read the draft.")
        % {"title": draft.strategy.title, "number": draft.number},
        submit=_("Open the consultation"),
        cancel=reverse("strategies:version", args=[strategy_id, number]),
        breadcrumbs=trails.of_rounds(_("Put the draft to consultation")),
    )


@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Change what a consultation asks, its days or its guests."""
    actor = actor_of(request)
    shown = get_round(actor, round_id)
    require_in_round(actor, RoundAction.EDIT, shown, today=today())
    form = RoundForm(sent(request), initial=round_initial(shown))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.edit_round(
                actor=actor, at=now(), consultation=shown, values=form.values(), invited=form.cleaned_data["invited"]
            ),
        )
        if done is not None:
            messages.success(request, _("The consultation was changed."))
            return redirect("exchange:round", shown.pk)
    return form_page(
        request,
        form,
        heading=_("Edit the consultation"),
        lead=_("A later last day takes comments again."),
        cancel=reverse("exchange:round", args=[shown.pk]),
        breadcrumbs=trails.of_round(shown, _("Edit the consultation")),
    )
