"""Pages that are read: a version of a strategy, and a measure."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import place_report
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.domains.strategies.enums import Level, VersionStatus
from naves.domains.strategies.models import Measure
from naves.domains.strategies.permissions import Action, ResponseState, may, state_of
from naves.domains.strategies.queries import (
    MeasureDetail,
    MeasureItem,
    ResponseItem,
    StrategyDetail,
    measure_detail,
    strategy_detail,
)
from naves.domains.strategies.queries.choosing import governed_places, proposes_somewhere
from naves.domains.strategies.queries.details import GoalNode
from naves.kernel.clock import today
from naves.web.design.acting import actor_of
from naves.web.design.formats import day as as_day
from naves.web.design.formats import money, named
from naves.web.design.parts import Fact, Figure
from naves.web.design.versions import version_look
from naves.web.design.words import Look
from naves.web.strategies import trails
from naves.web.strategies.chart import chart_of
from naves.web.strategies.looks import measure_look

MOST_PLACES = 12
MOST_MEASURED = 3
"""Places whose coverage is shown: each is a question to the Monitor."""


@dataclass(frozen=True, slots=True)
class TreeGoal:
    """A goal with its measures, as the page lists them: ``depth`` from 0, ``heading`` its level."""

    node: GoalNode
    depth: int
    measures: list[tuple[MeasureItem, Look]]

    @property
    def heading(self) -> int:
        """Return the level of its heading, h3 at most h5."""
        return min(3 + self.depth, 5)


@require_safe
def strategy(request: HttpRequest, strategy_id: uuid.UUID) -> HttpResponse:
    """Show the version in force, or else the latest that the reader may see."""
    return _version_page(request, strategy_detail(actor_of(request), strategy_id, today()))


@require_safe
def version(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Show one version."""
    return _version_page(request, strategy_detail(actor_of(request), strategy_id, today(), number=number))


def _version_page(request: HttpRequest, detail: StrategyDetail) -> HttpResponse:
    shown = detail.version
    day = today()
    context = {
        "detail": detail,
        "version": shown,
        "look": version_look(shown, day),
        "versions": [(one, version_look(one, day), one.pk == shown.pk) for one in detail.versions],
        "draft": next(
            (one for one in detail.versions if one.status == VersionStatus.DRAFT and one.pk != shown.pk), None
        ),
        "figures": _figures(detail),
        "goals": list(_flat(detail.goals, 0)),
        "facts": _version_facts(detail),
        "places": _places(detail, day),
        "has_coverage": 0 < len(detail.places) <= MOST_MEASURED,
        "more_places": max(len(detail.places) - MOST_PLACES, 0),
        "may": {action.value: action in detail.actions for action in Action},
        "is_draft": shown.status == VersionStatus.DRAFT,
        "breadcrumbs": trails.of_version(shown),
    }
    return render(request, "strategies/strategy.html", context)


def _flat(nodes: tuple[GoalNode, ...], depth: int) -> list[TreeGoal]:
    found: list[TreeGoal] = []
    for node in nodes:
        measures = [(item, measure_look(item.measure.status)) for item in node.measures]
        found += [TreeGoal(node, depth, measures), *_flat(node.children, depth + 1)]
    return found


def _figures(detail: StrategyDetail) -> list[Figure]:
    """Return how much of its places' needs the version answers, and how many of its measures answer something."""
    answering = detail.answering
    helping = answering.measures - answering.measures_answering_nothing
    needs = answering.needs_in_places
    return [
        Figure(
            _("Needs of its places that it answers"),
            min(answering.needs_answered / needs, 1.0) if needs else None,
            note=_("%(answered)s of %(all)s open needs; confirmed answers of any level")
            % {"answered": answering.needs_answered, "all": needs}
            if needs
            else _("Nobody has recorded a need there yet."),
        ),
        Figure(
            _("Measures that answer a need"),
            helping / answering.measures if answering.measures else None,
            note=_("%(helping)s of %(all)s measures; the others are marked below")
            % {"helping": helping, "all": answering.measures},
        ),
    ]


def _places(detail: StrategyDetail, day: date) -> list[tuple[Place, float | None]]:
    """Return the covered places; where they are few, with the coverage of their needs by whatever strategy."""
    if len(detail.places) > MOST_MEASURED:
        return [(place, None) for place in detail.places[:MOST_PLACES]]
    return [(place, place_report(place, day).coverage[Level.PLANNED - 1]) for place in detail.places]


def _version_facts(detail: StrategyDetail) -> list[Fact]:
    strategy, shown = detail.strategy, detail.version
    facts = [
        Fact(_("Owner"), strategy.owner.name, reverse("organisations:organisation", args=[strategy.owner_id])),
        Fact(_("In force from"), as_day(shown.in_force_from)),
        Fact(_("Last day"), as_day(shown.in_force_to) if shown.in_force_to else _("until it is replaced")),
        Fact(_("Identifier"), strategy.identifier),
    ]
    if shown.approved_at:
        facts.append(Fact(_("Approved"), as_day(shown.approved_at)))
    if shown.ended_at:
        facts.append(Fact(_("Ended"), as_day(shown.ended_at)))
    return facts


@require_safe
def measure(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Show a measure: what it promises, how it is measured, which needs it answers."""
    actor = actor_of(request)
    detail = measure_detail(actor, measure_id, today())
    shown = detail.measure
    groups = _grouped(detail.responses)
    context = {
        "detail": detail,
        "measure": shown,
        "look": measure_look(shown.status),
        "version_look": version_look(shown.version, today()),
        "facts": _measure_facts(detail),
        "indicators": [
            (indicator, readings, chart_of(indicator, readings)) for indicator, readings in detail.indicators
        ],
        "answered": groups["answered"],
        "against": groups["against"],
        "proposed": groups["proposed"],
        "withdrawn": groups["withdrawn"],
        "more_responses": detail.response_count - len(detail.responses),
        "may": {action.value: action in detail.actions for action in Action},
        "is_draft": shown.version.status == VersionStatus.DRAFT,
        "may_answer": shown.version.status == VersionStatus.APPROVED and proposes_somewhere(actor),
        "may_read": Action.RECORD_READING in detail.actions or _may_measure(actor, shown),
        "breadcrumbs": trails.of_measure(shown),
    }
    return render(request, "strategies/measure.html", context)


def _may_measure(actor: Actor, shown: Measure) -> bool:
    """Whether a town of the reader may write down what was measured there."""
    return any(may(actor, Action.RECORD_READING, shown.version, place=place) for place in governed_places(actor))


def _grouped(items: tuple[ResponseItem, ...]) -> dict[str, list[ResponseItem]]:
    groups: dict[str, list[ResponseItem]] = {"answered": [], "against": [], "proposed": [], "withdrawn": []}
    for item in items:
        state = state_of(item.response)
        if state == ResponseState.CONFIRMED:
            groups["against" if item.response.contradicts else "answered"].append(item)
        elif state == ResponseState.PROPOSED:
            groups["proposed"].append(item)
        elif not item.is_carried:
            groups["withdrawn"].append(item)
    groups["answered"].sort(key=lambda item: -item.level)
    return groups


def _measure_facts(detail: MeasureDetail) -> list[Fact]:
    shown = detail.measure
    return [
        Fact(_("Goal"), str(shown.goal)),
        Fact(_("Responsible body"), shown.responsible_body or _("not stated")),
        Fact(_("Deadline"), as_day(shown.deadline)),
        Fact(_("Budget"), money(shown.budget_czk)),
        Fact(_("Themes"), ", ".join(named(theme) for theme in detail.themes) or _("not stated")),
    ]
