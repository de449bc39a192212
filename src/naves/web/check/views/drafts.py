"""From what somebody sends to a draft: read, corrected by a person, made."""

import uuid
from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naves.adapters.outlines.lines import Kind, Line
from naves.domains.organisations.access import Actor
from naves.domains.places.queries import places_meant
from naves.domains.strategies.models import Strategy
from naves.domains.strategies.operations import StrategyRow
from naves.domains.strategies.permissions import Action
from naves.domains.strategies.queries.choosing import owners_for
from naves.domains.strategies.queries.continuing import known_codes, latest_contents
from naves.kernel.clock import now, today
from naves.kernel.errors import NotAllowed, Problem, Refused
from naves.web.check.addresses import address
from naves.web.check.drafting import Made, from_lines, from_rows, placed
from naves.web.check.forms import AboutForm, SendForm, own_strategies
from naves.web.check.preview import LEVELS, DraftLine, counts, draft_lines, sent_lines
from naves.web.check.reading import as_draft, outline_lines, read_file
from naves.web.check.views import start
from naves.web.design.acting import UNPROCESSABLE, actor_of
from naves.web.design.problems import show_problems
from naves.web.design.units import lines_of


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Read what was sent; a text is shown for correction, a table becomes a draft at once."""
    if request.method != "POST":
        return redirect("check:start")
    actor = _writer(request)
    form = SendForm(request.POST, request.FILES, actor=actor)
    if not form.is_valid():
        return start.page(request, form)
    file, strategy = form.cleaned_data.get("file"), form.cleaned_data["strategy"]
    try:
        found = read_file(cast("BinaryIO", file)) if file else outline_lines(form.cleaned_data["text"])
        rows = [row for row in found if isinstance(row, StrategyRow)]
        if rows:
            made = from_rows(actor, now(), as_draft(rows, strategy), rewrite=form.cleaned_data["rewrite"])
            return _to_check(request, made)
    except Refused as refused:
        return _sent_back(request, form, refused)
    lines = [line for line in found if isinstance(line, Line)]
    about = AboutForm(actor=actor, strategy=strategy, initial=_initial(actor, lines, strategy, form.cleaned_data))
    return _preview(request, about, strategy, draft_lines(lines, known_codes(strategy) if strategy else {}))


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Make the draft of the corrected lines, or show them again."""
    actor = _writer(request)
    strategy = (
        own_strategies(actor).filter(pk=request.POST["strategy"]).first() if request.POST.get("strategy") else None
    )
    lines = sent_lines(request.POST)
    is_again = "again" in request.POST
    about = AboutForm(request.POST, actor=actor, strategy=strategy)
    if is_again:
        kept = AboutForm(actor=actor, strategy=strategy, initial=request.POST.dict())
        return _preview(request, kept, strategy, lines)
    if not about.is_valid():
        return _preview(request, about, strategy, lines)
    try:
        made = from_lines(actor, now(), about, strategy, lines)
    except Refused as refused:
        problems = placed(refused, lines)
        if problems:
            show_problems(about, Refused(problems), {"strategy_title": "title"})
        return _preview(request, about, strategy, lines, has_failed=True)
    return _to_check(request, made)


def _writer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not start.may_send(actor):
        raise NotAllowed(Action.CREATE.value, "strategy")
    return actor


def _chosen(actor: Actor, text: str) -> Strategy | None:
    """Return the strategy that the form continues, None for a new one."""
    try:
        return own_strategies(actor).filter(pk=uuid.UUID(text)).first()
    except ValueError:
        return None


def _sent_back(request: HttpRequest, form: SendForm, refused: Refused) -> HttpResponse:
    """Put problems of single rows under the form, the others beside its fields."""
    rows = [problem for problem in refused.problems if problem.row]
    whole: Sequence[Problem] = [problem for problem in refused.problems if not problem.row]
    if whole:
        show_problems(form, Refused(whole))
    return start.page(request, form, problems=rows)


def _to_check(request: HttpRequest, made: Made) -> HttpResponse:
    if made.is_new:
        messages.success(request, _("The draft is made. Only its owner's people and the ministry see it."))
    else:
        messages.info(request, _("The version that is already here says the same; no draft was made."))
    return redirect(address("check", made.version))


def _initial(actor: Actor, lines: Sequence[Line], strategy: Strategy | None, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what the text says about the whole, or else what the version before says."""
    said = {line.key: line.text for line in lines if line.kind is Kind.SAID}
    initial: dict[str, Any] = {
        "title": next((line.text for line in lines if line.kind is Kind.TITLE), ""),
        "in_force_from": today(),
        "rewrite": sent["rewrite"],
        "strategy": strategy.pk if strategy is not None else None,
    }
    if strategy is not None:
        before = latest_contents(strategy)
        initial |= {
            "in_force_to": before.in_force_to,
            "summary": before.summary,
            "places": lines_of(before.places.select_related("district").order_by("level", "name_sort")),
        }
    elif said.get("owner"):
        named = owners_for(actor).filter(ico=said["owner"]) | owners_for(actor).filter(name__iexact=said["owner"])
        initial["owner"] = named.first()
    if said.get("places"):
        parts = [part.strip() for part in said["places"].replace(",", ";").split(";") if part.strip()]
        meant = [places_meant(part) for part in parts]
        initial["places"] = lines_of(found[0] for found in meant if len(found) == 1) or "\n".join(parts)
    return initial


def _preview(
    request: HttpRequest,
    about: AboutForm,
    strategy: Strategy | None,
    lines: list[DraftLine],
    *,
    has_failed: bool = False,
) -> HttpResponse:
    goals, measures = counts(lines)
    context = {
        "form": about,
        "strategy": strategy,
        "lines": lines,
        "levels": list(LEVELS.items()),
        "goals": goals,
        "measures": measures,
        "bad_lines": [line for line in lines if line.errors],
        "breadcrumbs": [
            (_("Strategies"), reverse("strategies:list")),
            (_("Strategy check"), reverse("check:start")),
            (_("Correct the outline"), ""),
        ],
    }
    failed = has_failed or bool(about.errors)
    return render(request, "check/preview.html", context, status=UNPROCESSABLE if failed else 200)
