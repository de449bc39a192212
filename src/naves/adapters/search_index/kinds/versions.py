"""Which version of a strategy is found: the one in force, else the last that was approved, else the draft."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from naves.adapters.search_index.kinds.labels import Labels, labels, year
from naves.domains.organisations.access import Actor
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Measure, StrategyVersion
from naves.domains.strategies.permissions import READ
from naves.kernel.search import NOBODY, Audience

ORGANISATION: Final = "organisation:"
_MOST_PLACES: Final = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """The version of a strategy that is found, with what its measures inherit."""

    pk: UUID
    strategy: UUID
    identifier: str
    title: str
    summary: str
    status: str
    owner: UUID
    owner_name: str
    is_public: bool
    place_names: tuple[str, ...]
    regions: tuple[str, ...]
    labels: Labels

    def may_be_read(self, actor: Actor) -> bool:
        """Whether this version, and not only some other of the strategy, may be read by ``actor``."""
        audience = reading(actor)
        held = f"{ORGANISATION}{self.owner.hex}" in audience.keys
        return audience.everything or (audience.public and self.is_public) or held


def reading(actor: Actor) -> Audience:
    """Return which strategies and measures ``actor`` may read; mirrors ``visible_versions``, a test holds both."""
    if actor.scopes is not None and READ not in actor.scopes:
        return NOBODY
    keys = frozenset(f"{ORGANISATION}{grant.organisation_id.hex}" for grant in actor.grants)
    return Audience(everything=actor.is_analyst, public=True, keys=keys)


def chosen_versions(strategies: Sequence[UUID]) -> dict[UUID, Chosen]:
    """Return by strategy the version that is found (four queries)."""
    versions = StrategyVersion.objects.filter(strategy__in=strategies).select_related("strategy__owner")
    best: dict[UUID, StrategyVersion] = {}
    for version in versions.order_by("strategy_id", "number"):
        held = best.get(version.strategy_id)
        if held is None or _rank(version) >= _rank(held):
            best[version.strategy_id] = version
    ids = [version.pk for version in best.values()]
    places, themes = _places(ids), _themes(ids)
    return {pk: _chosen(best[pk], places[best[pk].pk], themes[best[pk].pk]) for pk in strategies if pk in best}


def _rank(version: StrategyVersion) -> int:
    if version.status == VersionStatus.APPROVED:
        return 2
    return 1 if version.approved_at is not None else 0


def _chosen(version: StrategyVersion, places: list[Place], themes: list[str]) -> Chosen:
    regions = tuple(dict.fromkeys(filter(None, map(_region, places))))
    strategy = version.strategy
    return Chosen(
        pk=version.pk,
        strategy=strategy.pk,
        identifier=strategy.identifier,
        title=strategy.title,
        summary=version.summary,
        status=version.status,
        owner=strategy.owner_id,
        owner_name=strategy.owner.name,
        is_public=version.approved_at is not None,
        place_names=tuple(place.name for place in places[:_MOST_PLACES]),
        regions=regions,
        labels=labels(theme=themes, region=regions, status=[version.status], year=[year(version.in_force_from)]),
    )


def _region(place: Place) -> str:
    if place.level in {PlaceLevel.REGION, PlaceLevel.STATE}:
        return place.code
    return place.region.code if place.region else ""


def _places(versions: Sequence[UUID]) -> dict[UUID, list[Place]]:
    through = StrategyVersion.places.through.objects.filter(strategyversion__in=versions)
    found: dict[UUID, list[Place]] = defaultdict(list)
    for link in through.select_related("place__region").order_by("strategyversion_id", "place_id"):
        found[link.strategyversion_id].append(link.place)
    return found


def _themes(versions: Sequence[UUID]) -> dict[UUID, list[str]]:
    pairs = Measure.themes.through.objects.filter(measure__version__in=versions)
    found: dict[UUID, list[str]] = defaultdict(list)
    for version, theme in pairs.values_list("measure__version_id", "theme_id").distinct().order_by("theme_id"):
        found[version].append(theme)
    return found
