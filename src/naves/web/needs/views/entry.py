"""Recording a need on one page, and editing it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import KIND, Action, require
from naves.domains.needs.queries import get_need
from naves.domains.needs.queries.items import groups_of, shares_of
from naves.domains.organisations.access import Actor
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.places.queries import place_label, places_meant
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed, Refused
from naves.kernel.text import fold
from naves.web.design.problems import show_problems
from naves.web.needs.forms.entry import NAMES, AnyNeedForm, CitizenNeedForm, NeedForm
from naves.web.needs.forms.evidence import EvidenceForm
from naves.web.needs.forms.themes import initial_themes
from naves.web.needs.recording import home_of, is_staff, may_publish, record
from naves.web.needs.views.pages import trail


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take a new need; the town of a clerk is filled in already."""
    actor = _signed_in(request)
    form_class: type[AnyNeedForm] = NeedForm if is_staff(actor) else CitizenNeedForm
    if request.method != "POST":
        form = form_class(initial=_initial(request, actor))
        form.look_for_similar(_town(form.initial.get("place", "")), form.initial.get("title", ""))
        return _page(request, form, EvidenceForm(prefix="evidence", optional=True))
    form = form_class(request.POST)
    evidence = EvidenceForm(request.POST, request.FILES, prefix="evidence", optional=True)
    publish = "publish" in request.POST
    if all([form.is_valid(), evidence.is_valid(), _may_go_out(form, actor, publish=publish)]):
        need = record(form, evidence, actor=actor, at=now(), publish=publish)
        if need is not None:
            return _thanked(request, need, actor)
    return _page(request, form, evidence)


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Return the part of the page that asks: is it one of these?"""
    actor = _signed_in(request)
    form_class: type[AnyNeedForm] = NeedForm if is_staff(actor) else CitizenNeedForm
    form = form_class(initial=_initial(request, actor))
    form.look_for_similar(_town(request.GET.get("place", "")), request.GET.get("title", ""))
    return render(request, "needs/parts/similar.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Change the contents of a need; a second editor is told that somebody was quicker."""
    actor = _signed_in(request)
    need = get_need(actor, need_id)
    require(actor, Action.EDIT, need)
    shares = {share.theme.code: share.share for share in shares_of([need.pk])[need.pk]}
    options: dict[str, Any] = {"need": need, "further_themes": len(shares) - 1}
    if request.method == "POST":
        form = NeedForm(request.POST, **options)
        if form.is_valid() and _edited(form, need, actor, request.POST.get("version", "")):
            messages.success(request, _("The need was saved."))
            return redirect("needs:need", need.pk)
    else:
        form = NeedForm(initial=_present(need) | initial_themes(shares), **options)
    context = {
        "breadcrumbs": trail(need, _("Edit")),
        "form": form,
        "need": need,
        "heading": _("Edit the need"),
        "version": request.POST.get("version", need.version),
        "cancel": reverse("needs:need", args=[need.pk]),
        "staff": True,
    }
    return render(request, "needs/edit.html", context)


def _edited(form: NeedForm, need: Need, actor: Actor, version: str) -> bool:
    if form.values is None or not version.isdigit():
        return False
    try:
        operations.edit_need(
            actor=actor, at=now(), need=need, version=int(version), values=form.values, place=form.town
        )
    except Refused as refusal:
        show_problems(form, refusal, NAMES)
        return False
    return True


def _signed_in(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.is_anonymous:
        raise NotAllowed(Action.CREATE_DRAFT.value, KIND)
    return actor


def _initial(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Return what the address gives, and the town of the clerk."""
    given = {name: request.GET[name] for name in ("title", "description", "theme") if name in request.GET}
    place = request.GET.get("place", "")
    town = _town(place)
    if not place and (home := home_of(actor)) is not None:
        town = Place.objects.select_related("district").get(pk=home)
    return {**given, "place": place_label(town) if town is not None else place}


def _town(text: str) -> Place | None:
    """Return the municipality that ``text`` means for certain: by code, label, or a name of its own."""
    meant = places_meant(text) if text else []
    named = {fold(text.strip())}
    towns = [
        place
        for place in meant
        if place.level == PlaceLevel.MUNICIPALITY and named & {place.code, place.name_folded, fold(place_label(place))}
    ]
    return towns[0] if len(towns) == 1 else None


def _present(need: Need) -> dict[str, Any]:
    names = ("title", "description", "voiced_by", "severity", "severity_reason", "people_affected", "voiced_on")
    return {
        **{name: getattr(need, name) for name in names},
        "place": place_label(need.place),
        "groups": [group.code for group in groups_of([need.pk])[need.pk]],
    }


def _may_go_out(form: AnyNeedForm, actor: Actor, *, publish: bool) -> bool:
    if not publish or form.town is None or may_publish(actor, form.town):
        return True
    form.add_error(
        "place", _("You publish needs of your own town only. Save this one as a draft: its town will decide.")
    )
    return False


def _thanked(request: HttpRequest, need: Need, actor: Actor) -> HttpResponse:
    if need.status == NeedStatus.PUBLISHED:
        text = _("The need was published.")
    elif may_publish(actor, need.place):
        text = _("The need was saved as a draft.")
    else:
        text = _("Thank you. The town will look at the need and publish it; you will hear of every step.")
        operations.follow(actor=actor, at=now(), need=need)
    messages.success(request, text)
    return redirect("needs:need", need.pk)


def _page(request: HttpRequest, form: AnyNeedForm, evidence: EvidenceForm) -> HttpResponse:
    context = {
        "breadcrumbs": [(_("Needs"), reverse("needs:list")), (_("New need"), "")],
        "form": form,
        "evidence": evidence,
        "staff": not isinstance(form, CitizenNeedForm),
        "cancel": reverse("needs:list"),
    }
    return render(request, "needs/new.html", context)
