"""One strategy with its tree of goals, and one measure with the needs it answers."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from naves.domains.needs.models import Need, Theme
from naves.domains.needs.queries import visible_needs
from naves.domains.organisations.access import Actor
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.strategies.models import (
    Goal,
    Indicator,
    IndicatorReading,
    Measure,
    MeasureTransition,
    Response,
    Strategy,
    StrategyVersion,
)
from naves.domains.strategies.permissions import Action, allowed_actions
from naves.domains.strategies.queries.holding import versions_in_force
from naves.domains.strategies.queries.items import ResponseItem, items_of, with_related
from naves.domains.strategies.queries.lists import answered_needs, version_to_show
from naves.domains.strategies.queries.visibility import visible_responses, visible_versions
from naves.kernel.errors import NotFound

MOST_RESPONSES: Final = 200
"""A page shows no more; the count tells how many there are."""


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """A measure in the tree. Counts are of live confirmed responses."""

    measure: Measure
    themes: tuple[Theme, ...]
    indicators: tuple[Indicator, ...]
    response_count: int
    contradicting_count: int


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal with what lies under it."""

    goal: Goal
    themes: tuple[Theme, ...]
    response_count: int
    measures: tuple[MeasureItem, ...]
    children: tuple["GoalNode", ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """Open needs in the places that a version covers, how many it helps, and how many of its measures help none."""

    needs_in_places: int
    needs_answered: int
    measures: int
    measures_answering_nothing: int


@dataclass(frozen=True, slots=True)
class StrategyDetail:
    """A version of a strategy with all that its page shows; `versions` are those that may be seen, the newest first."""

    strategy: Strategy
    version: StrategyVersion
    is_in_force: bool
    versions: tuple[StrategyVersion, ...]
    places: tuple[Place, ...]
    goals: tuple[GoalNode, ...]
    answering: Answering
    actions: frozenset[Action]


@dataclass(frozen=True, slots=True)
class MeasureDetail:
    """A measure with all that its page shows; `readings` of its indicators over all versions, the newest first."""

    measure: Measure
    themes: tuple[Theme, ...]
    is_in_force: bool
    indicators: tuple[tuple[Indicator, tuple[IndicatorReading, ...]], ...]
    steps: tuple[MeasureTransition, ...]
    responses: tuple[ResponseItem, ...]
    response_count: int
    other_versions: tuple[Measure, ...]
    actions: frozenset[Action]


def get_version(actor: Actor, strategy_id: uuid.UUID, number: int | None = None) -> StrategyVersion:
    """Return a version that the actor may see, by default the one to show, or NotFound."""
    versions = list(
        visible_versions(actor).filter(strategy=strategy_id).select_related("strategy__owner").order_by("number")
    )
    found = [version for version in versions if number in {None, version.number}]
    if not found:
        raise NotFound("strategy", strategy_id if number is None else f"{strategy_id} v{number}")
    return version_to_show(found)


def get_measure(actor: Actor, measure_id: uuid.UUID) -> Measure:
    """Return a measure of a version that the actor may see, or NotFound."""
    measures = Measure.objects.select_related("goal", "version__strategy__owner")
    measure = measures.filter(pk=measure_id, version__in=visible_versions(actor)).first()
    if measure is None:
        raise NotFound("measure", measure_id)
    return measure


def strategy_detail(actor: Actor, strategy_id: uuid.UUID, today: date, *, number: int | None = None) -> StrategyDetail:
    """Return the version with its tree, in a dozen queries whatever its size."""
    version = get_version(actor, strategy_id, number)
    others = visible_versions(actor).filter(strategy=strategy_id).order_by("-number")
    places = list(version.places.select_related("region").order_by("level", "name_sort"))
    counts = _Counts(version)
    goals = _tree(version, counts)
    measures = version.measures.count()
    return StrategyDetail(
        strategy=version.strategy,
        version=version,
        is_in_force=versions_in_force(today).filter(pk=version.pk).exists(),
        versions=tuple(others),
        places=tuple(places),
        goals=goals,
        answering=Answering(
            needs_in_places=needs_in(places).count(),
            needs_answered=answered_needs([version.pk])[version.pk],
            measures=measures,
            measures_answering_nothing=measures - len(counts.helping),
        ),
        actions=allowed_actions(actor, version),
    )


def measure_detail(actor: Actor, measure_id: uuid.UUID, today: date) -> MeasureDetail:
    """Return the measure with the needs that it answers, live links first (a dozen queries)."""
    measure = get_measure(actor, measure_id)
    # By key, one need after the other: "IN" would gather every need of the country first.
    seen = Exists(visible_needs(actor).filter(pk=OuterRef("need")))
    chosen = visible_responses(actor).filter(seen, measure=measure)
    shown = list(with_related(chosen).order_by("withdrawn_at", "-proposed_at", "pk")[:MOST_RESPONSES])
    others = Measure.objects.filter(lineage=measure.lineage, version__in=visible_versions(actor)).exclude(pk=measure.pk)
    return MeasureDetail(
        measure=measure,
        themes=tuple(measure.themes.all()),
        is_in_force=versions_in_force(today).filter(pk=measure.version_id).exists(),
        indicators=_indicators(measure),
        steps=tuple(measure.transitions.all()),
        responses=tuple(items_of(actor, today, shown)),
        response_count=chosen.count(),
        other_versions=tuple(others.select_related("version").order_by("-version__number")),
        actions=allowed_actions(actor, measure.version),
    )


def needs_in(places: Sequence[Place]) -> QuerySet[Need]:
    """Return the open needs of the territory that a strategy covers by naming `places`."""
    open_needs = Need.objects.exclude(status__in=sorted({"draft", "merged", "withdrawn"}))
    if any(place.level == PlaceLevel.STATE for place in places):
        return open_needs
    columns = {PlaceLevel.MUNICIPALITY: "place", PlaceLevel.ORP: "place__orp", PlaceLevel.DISTRICT: "place__district"}
    columns[PlaceLevel.REGION] = "place__region"
    within = Q(pk__in=[])
    for level, column in columns.items():
        if named := [place.pk for place in places if place.level == level]:
            within |= Q(**{f"{column}__in": named})
    return open_needs.filter(within)


class _Counts:
    """Live confirmed responses by goal and by measure of a version (two queries)."""

    def __init__(self, version: StrategyVersion) -> None:
        live = Response.objects.filter(confirmed_at__isnull=False, withdrawn_at=None).order_by()
        self.by_goal: Counter[uuid.UUID] = Counter()
        self.helping: Counter[uuid.UUID] = Counter()
        self.against: Counter[uuid.UUID] = Counter()
        goals = live.filter(goal__version=version, contradicts=False).values_list("goal_id")
        self.by_goal.update(dict(goals.annotate(count=Count("pk"))))
        measures = live.filter(measure__version=version).values_list("measure_id", "contradicts")
        for measure_id, is_against, count in measures.annotate(count=Count("pk")):
            (self.against if is_against else self.helping)[measure_id] = count


def _tree(version: StrategyVersion, counts: _Counts) -> tuple[GoalNode, ...]:
    measures: defaultdict[uuid.UUID, list[MeasureItem]] = defaultdict(list)
    rows = version.measures.prefetch_related("themes", Prefetch("indicators", Indicator.objects.order_by("name")))
    for measure in rows:
        measures[measure.goal_id].append(
            MeasureItem(
                measure,
                tuple(measure.themes.all()),
                tuple(measure.indicators.all()),
                counts.helping[measure.pk],
                counts.against[measure.pk],
            )
        )
    below: defaultdict[uuid.UUID | None, list[Goal]] = defaultdict(list)
    for goal in version.goals.prefetch_related("themes"):
        below[goal.parent_id].append(goal)

    def nodes(parent: uuid.UUID | None) -> tuple[GoalNode, ...]:
        return tuple(
            GoalNode(goal, tuple(goal.themes.all()), counts.by_goal[goal.pk], tuple(measures[goal.pk]), nodes(goal.pk))
            for goal in below[parent]
        )

    return nodes(None)


def _indicators(measure: Measure) -> tuple[tuple[Indicator, tuple[IndicatorReading, ...]], ...]:
    indicators = list(measure.indicators.all())
    lineages = {indicator.lineage for indicator in indicators}
    readings: defaultdict[uuid.UUID, list[IndicatorReading]] = defaultdict(list)
    rows = IndicatorReading.objects.filter(indicator__lineage__in=lineages).select_related("indicator", "place")
    for reading in rows.order_by("-measured_on", "-pk"):
        readings[reading.indicator.lineage].append(reading)
    return tuple((indicator, tuple(readings[indicator.lineage])) for indicator in indicators)
