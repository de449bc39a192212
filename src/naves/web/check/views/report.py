"""The check of a version: on one page to work with, and as a report to print."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries.strategy_check import (
    StrategyCheck,
    ThemeGap,
    Which,
    checked_needs,
    strategy_check,
)
from naves.domains.monitor.queries.strategy_elsewhere import Elsewhere, answered_elsewhere
from naves.domains.organisations.access import Actor
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Measure
from naves.domains.strategies.permissions import Action, may
from naves.domains.strategies.queries import get_version, visible_versions
from naves.domains.strategies.queries.lineages import VersionItems, version_items
from naves.kernel.clock import now, today
from naves.kernel.tables import Column, Kind
from naves.web.check.addresses import address, as_of, day_or_none, trail
from naves.web.check.lines import measure_lines, need_lines, theme_names
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.formats import number
from naves.web.design.parts import Figure
from naves.web.design.versions import version_look
from naves.web.design.words import LEVELS

FIRST_NEEDS = 6
NEEDS_PRINTED = 40
IDLE_SHOWN = 12
PLACES_SHOWN = 6
COLUMNS = [
    Column("theme", label=lazy("Theme")),
    Column("needs", Kind.INTEGER, label=lazy("Needs")),
    Column("answered", Kind.INTEGER, label=lazy("Answered by the strategy")),
    Column("left_out", Kind.INTEGER, label=lazy("Left out")),
    Column("nobody", Kind.INTEGER, label=lazy("Left out and planned by nobody")),
    Column("people", Kind.INTEGER, label=lazy("People stated at needs left out")),
    Column("people_unknown", Kind.INTEGER, label=lazy("Needs left out that state no people")),
    Column("as_of", Kind.DATE, label=lazy("As of")),
]


@dataclass(frozen=True, slots=True)
class Gap:
    """A theme with its name and the addresses of its needs."""

    gap: ThemeGap
    name: str
    left_out: str
    nobody: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A theme with what towns alike do about it."""

    name: str
    found: Elsewhere
    examples: list[tuple[Measure, int, int, int]]


@require_safe
def latest(request: HttpRequest, strategy_id: uuid.UUID) -> HttpResponse:
    """Lead to the draft that the reader may see, or else to the version to show."""
    actor = actor_of(request)
    drafts = visible_versions(actor).filter(strategy=strategy_id, status=VersionStatus.DRAFT)
    version = drafts.select_related("strategy").first() or get_version(actor, strategy_id)
    return redirect(address("check", version))


@require_safe
def check(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Show what the version answers and leaves out, or download it by theme."""
    items = version_items(get_version(actor_of(request), strategy_id, number))
    found = strategy_check(items, as_of(request))
    if name := exports.wanted(request):
        return exports.download(name, name="strategy-check-themes", columns=COLUMNS, rows=_rows(found))
    context = _context(actor_of(request), items, found, needs=FIRST_NEEDS)
    context["idle_more"] = max(len(context["idle"]) - IDLE_SHOWN, 0)
    context["idle"] = context["idle"][:IDLE_SHOWN]
    context["breadcrumbs"] = trail(items.version)
    return render(request, "check/check.html", context)


@require_safe
def printed(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Show the whole check on one page made for paper; its address says the day."""
    items = version_items(get_version(actor_of(request), strategy_id, number))
    if "as_of" not in request.GET:
        return redirect(address("report", items.version, as_of=today()))
    context = _context(actor_of(request), items, strategy_check(items, as_of(request)), needs=NEEDS_PRINTED)
    context["made_at"] = now()
    context["address"] = request.build_absolute_uri()
    context["breadcrumbs"] = trail(items.version, (_("Report"), ""))
    return render(request, "check/report.html", context)


def _context(actor: Actor, items: VersionItems, found: StrategyCheck, *, needs: int) -> dict[str, Any]:
    version, day = items.version, found.as_of
    lines = list(measure_lines(items, found))
    _total, rows = checked_needs(items, day, Which.LEFT_OUT, limit=needs)
    others = visible_versions(actor).filter(strategy=version.strategy_id).exclude(pk=version.pk).order_by("-number")
    places = list(version.places.order_by("level", "name_sort"))
    return {
        "version": version,
        "look": version_look(version, today()),
        "is_draft": version.status == VersionStatus.DRAFT,
        "may_edit": may(actor, Action.EDIT, version),
        "found": found,
        "as_of": day,
        "figures": _figures(found, is_draft=version.status == VersionStatus.DRAFT),
        "ladder": _ladder(found),
        "gaps": _gaps(items, found),
        "lines": lines,
        "idle": [line for line in lines if not line.answers.needs],
        "needs": need_lines(rows),
        "alike": _alike(actor, items, found),
        "others": list(others),
        "places": places[:PLACES_SHOWN],
        "more_places": max(len(places) - PLACES_SHOWN, 0),
        "addresses": {
            "answered": address("needs", version, as_of=day_or_none(day), which=Which.ANSWERED.value),
            "left_out": address("needs", version, as_of=day_or_none(day)),
            "measures": address("measures", version, as_of=day_or_none(day)),
            "report": address("report", version, as_of=day),
            "suggestions": address("suggestions", version, as_of=day_or_none(day)),
        },
    }


def _figures(found: StrategyCheck, *, is_draft: bool) -> list[Figure]:
    """Return the two figures of a check, each with its estimand and denominator."""
    answered = {"answered": number(found.answered), "all": number(found.needs), "towns": number(found.towns)}
    return [
        Figure(
            _("Needs that it would answer") if is_draft else _("Needs that it answers"),
            found.coverage,
            note=_(
                "%(answered)s of %(all)s needs recorded in its places (towns with a need: %(towns)s), "
                "each of weight 1; confirmed answers of any level"
            )
            % answered
            if found.needs
            else _("Nobody has recorded a need there yet."),
            digits=1,
        ),
        Figure(
            _("Measures that answer a need"),
            found.relevance,
            note=_("%(helping)s of %(all)s measures of the version answer at least one need of its places")
            % {"helping": number(found.answering), "all": number(len(found.measures))},
        ),
    ]


def _ladder(found: StrategyCheck) -> list[tuple[int, str, int, float | None]]:
    """Return level, word, needs at the level or above and their share."""
    return [
        (level, str(LEVELS[level]), count, count / found.needs if found.needs else None)
        for level, count in enumerate(found.at_level, start=1)
    ]


def _gaps(items: VersionItems, found: StrategyCheck) -> list[Gap]:
    names, day = theme_names(), day_or_none(found.as_of)

    def href(gap: ThemeGap, which: Which) -> str:
        said = None if which is Which.LEFT_OUT else which.value
        return address("needs", items.version, theme=gap.theme, which=said, as_of=day)

    return [
        Gap(gap, names.get(gap.theme or "", gap.theme or ""), href(gap, Which.LEFT_OUT), href(gap, Which.NOBODY))
        for gap in found.themes
    ]


def _alike(actor: Actor, items: VersionItems, found: StrategyCheck) -> list[Alike]:
    """Return what towns alike do about the themes with most needs left out; only what the reader may see."""
    themes = [gap.theme for gap in found.themes if gap.theme and gap.left_out]
    elsewhere = answered_elsewhere(items, found.as_of, themes)
    ids = {example.measure_id for one in elsewhere for example in one.examples}
    seen = Measure.objects.filter(pk__in=ids, version__in=visible_versions(actor))
    measures = {measure.pk: measure for measure in seen.select_related("version__strategy__owner")}
    names = theme_names()
    return [
        Alike(
            names.get(one.theme, one.theme),
            one,
            [
                (measures[example.measure_id], example.towns, example.needs, example.level)
                for example in one.examples
                if example.measure_id in measures
            ],
        )
        for one in elsewhere
    ]


def _rows(found: StrategyCheck) -> Iterator[dict[str, object]]:
    names = theme_names()
    for gap in [*found.themes, found.total]:
        yield {
            "theme": names.get(gap.theme, gap.theme) if gap.theme else _("all themes together"),
            "needs": gap.needs,
            "answered": gap.needs - gap.left_out,
            "left_out": gap.left_out,
            "nobody": gap.nobody,
            "people": gap.people.stated,
            "people_unknown": gap.people.unknown,
            "as_of": found.as_of,
        }
