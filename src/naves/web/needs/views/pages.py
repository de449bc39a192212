"""One need, its thread and its history."""

import uuid

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.accounts.models import User
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import Action
from naves.domains.needs.queries import NeedDetail, get_need, history, need_detail
from naves.domains.organisations.access import Actor
from naves.domains.strategies.queries import responses_of_need
from naves.kernel.clock import today
from naves.web.design.formats import named, percent
from naves.web.design.parts import Fact
from naves.web.needs.answers import address, answers
from naves.web.needs.deeds import deeds
from naves.web.needs.thread import moments
from naves.web.needs.wording import action_words, history_lines


@require_safe
def need(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Show the need with its evidence, its responses and all that happened to it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    detail = need_detail(actor, need_id)
    sees_names = Action.VIEW_HISTORY in detail.actions
    context = {
        "breadcrumbs": trail(detail.need),
        "need": detail.need,
        "detail": detail,
        "actions": {str(action) for action in detail.actions},
        "facts": facts_of(detail),
        "theme_tags": theme_tags(detail),
        "responses": answers(responses_of_need(actor, detail.need, today())),
        "propose": address("strategies:propose", need_id),
        "deeds": deeds(detail),
        "moments": moments(actor, detail.need, today(), with_names=sees_names),
    }
    return render(request, "needs/need.html", context)


@require_safe
def need_history(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Show who changed what, from what, to what."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = get_need(actor, need_id)
    entries = history(actor, shown)
    people: dict[uuid.UUID | None, str] = {None: ""}
    people |= {user.pk: str(user) for user in User.objects.filter(pk__in={entry.actor_id for entry in entries})}
    context = {
        "breadcrumbs": trail(shown, _("History")),
        "need": shown,
        "lines": [(entry, action_words(entry), people.get(entry.actor_id), history_lines(entry)) for entry in entries],
    }
    return render(request, "needs/history.html", context)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form is bound to: even a form that was sent empty is checked."""
    return request.POST if request.method == "POST" else None


def trail(need: Need, *further: str) -> list[tuple[str, str]]:
    """Return the breadcrumbs: the list, the place, the need, what is done with it."""
    steps = [(_("Needs"), reverse("needs:list"))]
    steps.append((need.place.name, f"{reverse('needs:list')}?place={need.place.code}"))
    steps.append((need.title, reverse("needs:need", args=[need.pk]) if further else ""))
    return [*steps, *((name, "") for name in further)]


def theme_tags(detail: NeedDetail) -> list[str]:
    """Return the names of the themes, with their shares where there are more."""
    if len(detail.themes) == 1:
        return [named(detail.themes[0].theme)]
    return [f"{named(share.theme)} {percent(share.share)}" for share in detail.themes]


def facts_of(detail: NeedDetail) -> list[Fact]:
    """Return what is known of the need."""
    need = detail.need
    facts = [
        Fact(_("Municipality"), need.place.name, reverse("places:place", args=[need.place.code])),
        Fact(_("Voiced by"), need.get_voiced_by_display()),
        Fact(_("Voiced on"), need.voiced_on),  # type: ignore[arg-type]  # the tag shows days
        Fact(_("Severity"), need.get_severity_display()),
        Fact(_("People affected"), need.people_affected if need.people_affected is not None else _("not counted")),
    ]
    if detail.groups:
        facts.append(Fact(_("Affected groups"), ", ".join(named(group) for group in detail.groups)))
    if need.organisation is not None:
        facts.append(Fact(_("Entered by"), need.organisation.name))
    return facts
