"""Reads of custody: the facts of a dataset, its history, and how the country stands, as of a day."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from naves.domains.catalogue.enums import Aspect, RecordStatus, Stage
from naves.domains.catalogue.models import CustodyFact, Dataset, EstateEntry
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.stages import Facts, is_held_outside, stage_of
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import OrganisationKind
from naves.domains.places.models import Place
from naves.kernel.clock import end_of_day

SOON_DAYS = 365


def held_on(day: date) -> Q:
    """Return what a spell must satisfy to hold as of ``day``."""
    end = end_of_day(day)
    return Q(since__lt=end) & (Q(until=None) | Q(until__gte=end))


def facts_of(dataset_ids: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, dict[Aspect, CustodyFact]]:
    """Return the facts of several datasets as of ``day`` (one query)."""
    found: dict[uuid.UUID, dict[Aspect, CustodyFact]] = defaultdict(dict)
    for fact in CustodyFact.objects.filter(held_on(day), dataset__in=list(dataset_ids)):
        found[fact.dataset_id][Aspect(fact.aspect)] = fact
    return found


def values_of(facts: Mapping[Aspect, CustodyFact]) -> Facts:
    """Return the facts as the rules want them."""
    return {aspect: fact.value for aspect, fact in facts.items()}


def custody_history(actor: Actor, dataset: Dataset) -> list[CustodyFact]:
    """Return every fact that ever held, the newest first."""
    require(actor, Action.VIEW_ESTATE, dataset)
    return list(dataset.custody.select_related("recorded_by").order_by("-since", "-pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NationFilter:
    """None or empty means no limit. ``stage`` "none" means not assessed; ``ends_within`` counts days."""

    region: Place | None = None
    stage: str = ""
    held_outside: bool | None = None
    ends_within: int | None = None


@dataclass(frozen=True, slots=True)
class NationRow:
    """One dataset in the nation-wide view."""

    dataset: Dataset
    stage: Stage | None
    held_outside: bool | None
    entry: EstateEntry | None


@dataclass(frozen=True, slots=True)
class Nation:
    """How the country stands as of a day. Shares are of what is assessed; ``total`` is what they are out of."""

    day: date
    total: int
    assessed: int
    by_stage: Mapping[Stage, int]
    holder_known: int
    held_outside: int
    contracts_known: int
    ending_soon: int
    owners: int
    by_region: Mapping[int | None, "Nation"] = field(default_factory=dict)

    @property
    def not_assessed(self) -> int:
        """How many datasets have no stage, because nobody has said enough."""
        return self.total - self.assessed

    @property
    def held_share(self) -> float | None:
        """The share held outside among those whose holder is known; None where nobody has said anything."""
        return self.held_outside / self.holder_known if self.holder_known else None


def nation(actor: Actor, day: date) -> Nation:
    """Return the nation-wide view with its regions as of ``day`` (three queries)."""
    require(actor, Action.VIEW_NATION)
    rows = _light_rows(day)
    whole = _summed(rows, day)
    regions: dict[int | None, list[_Light]] = defaultdict(list)
    for row in rows:
        regions[row.region_id].append(row)
    by_region = {region: _summed(some, day) for region, some in regions.items()}
    return Nation(
        **{name: getattr(whole, name) for name in Nation.__slots__ if name != "by_region"}, by_region=by_region
    )


def nation_rows(actor: Actor, day: date, by: NationFilter | None = None) -> list[NationRow]:
    """Return the datasets behind the figures, by their owners' names (four queries)."""
    require(actor, Action.VIEW_NATION)
    by = by or NationFilter()
    wanted = {row.dataset_id: row for row in _light_rows(day) if _passes(row, by, day)}
    found = Dataset.objects.filter(pk__in=list(wanted)).select_related("owner__place__region")
    entries = {entry.dataset_id: entry for entry in EstateEntry.objects.filter(held_on(day), dataset__in=list(wanted))}
    return [
        NationRow(dataset, wanted[dataset.pk].stage, wanted[dataset.pk].held_outside, entries.get(dataset.pk))
        for dataset in found.order_by("owner__name_sort", "title_sort", "pk")
    ]


def datasets_of_estates(day: date) -> QuerySet[Dataset]:
    """Return what counts: datasets of towns and regions, entered by then, not withdrawn by then, not harvested."""
    end = end_of_day(day)
    return Dataset.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gte=end) | ~Q(status=RecordStatus.WITHDRAWN),
        owner__kind__in=[OrganisationKind.MUNICIPALITY, OrganisationKind.REGION],
        created_at__lt=end,
        source=None,
    )


@dataclass(frozen=True, slots=True)
class _Light:
    dataset_id: uuid.UUID
    owner_id: uuid.UUID
    region_id: int | None
    stage: Stage | None
    held_outside: bool | None
    end_known: bool
    contract_end: date | None


def _light_rows(day: date) -> list[_Light]:
    datasets = datasets_of_estates(day).values_list(
        "pk", "owner_id", "owner__place_id", "owner__place__region_id", "owner__place__level"
    )
    facts: dict[uuid.UUID, dict[Aspect, str]] = defaultdict(dict)
    for pk, aspect, value in CustodyFact.objects.filter(held_on(day)).values_list("dataset_id", "aspect", "value"):
        facts[pk][Aspect(aspect)] = value
    entries = {
        pk: (end, is_open_ended or end is not None)
        for pk, end, is_open_ended in EstateEntry.objects.filter(held_on(day)).values_list(
            "dataset_id", "contract_end", "is_open_ended"
        )
    }
    return [
        _Light(
            pk,
            owner,
            place if level == "region" else region,
            stage_of(facts.get(pk, {})),
            is_held_outside(facts.get(pk, {})),
            entries.get(pk, (None, False))[1],
            entries.get(pk, (None, False))[0],
        )
        for pk, owner, place, region, level in datasets
    ]


def _ends_soon(row: _Light, day: date, within: int = SOON_DAYS) -> bool:
    return row.contract_end is not None and 0 <= (row.contract_end - day).days <= within


def _summed(rows: list[_Light], day: date) -> Nation:
    stages = Counter(row.stage for row in rows)
    holders = Counter(row.held_outside for row in rows)
    return Nation(
        day=day,
        total=len(rows),
        assessed=len(rows) - stages[None],
        by_stage={stage: stages[stage] for stage in Stage},
        holder_known=len(rows) - holders[None],
        held_outside=holders[True],
        contracts_known=sum(row.end_known for row in rows),
        ending_soon=sum(_ends_soon(row, day) for row in rows),
        owners=len({row.owner_id for row in rows}),
    )


def _passes(row: _Light, by: NationFilter, day: date) -> bool:
    return (
        (by.region is None or row.region_id == by.region.pk)
        and (not by.stage or (row.stage or "none") == by.stage)
        and (by.held_outside is None or row.held_outside == by.held_outside)
        and (by.ends_within is None or _ends_soon(row, day, by.ends_within))
    )
