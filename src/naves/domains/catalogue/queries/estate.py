"""Reads of a data estate: what is ours, where is it, how do we get it back; and who has our data."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from naves.domains.catalogue.enums import Aspect, Holder, PlanStatus, RecordStatus, Stage
from naves.domains.catalogue.models import CustodyFact, Dataset, EstateEntry, Grant, RecoveryPlan
from naves.domains.catalogue.queries.custody import facts_of, held_on, values_of
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.estate import last_day_to_give_notice
from naves.domains.catalogue.rules.grants import stands
from naves.domains.catalogue.rules.stages import ORDER, Standing, standing_of
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import end_of_day


@dataclass(frozen=True, slots=True)
class EstateRow:
    """One dataset of an estate: inventory, facts, stage and the plan that runs."""

    dataset: Dataset
    entry: EstateEntry | None
    facts: Mapping[Aspect, CustodyFact]
    standing: Standing
    plan: RecoveryPlan | None

    @property
    def notice_by(self) -> date | None:
        """The last day to give notice, where it can be told."""
        return last_day_to_give_notice(self.entry.contract_end, self.entry.notice_months) if self.entry else None


@dataclass(frozen=True, slots=True)
class Estate:
    """All datasets of an owner as of a day; those that are not assessed are counted apart."""

    owner: Organisation
    day: date
    rows: list[EstateRow]

    @property
    def by_stage(self) -> dict[Stage, int]:
        """How many datasets stand at each stage."""
        counts = Counter(row.standing.stage for row in self.rows)
        return {stage: counts[stage] for stage in ORDER}

    @property
    def not_assessed(self) -> int:
        """How many have no stage, because nobody has said enough."""
        return sum(row.standing.stage is None for row in self.rows)


def estate_of(actor: Actor, owner: Organisation, day: date) -> Estate:
    """Return the data estate of ``owner`` as of ``day`` (four queries)."""
    require(actor, Action.VIEW_ESTATE, owner_id=owner.pk)
    end = end_of_day(day)
    datasets = list(
        Dataset.objects.filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gte=end) | ~Q(status=RecordStatus.WITHDRAWN),
            owner=owner,
            created_at__lt=end,
            source=None,
        )
        .select_related("owner")
        .order_by("title_sort", "pk")
    )
    return Estate(owner, day, _rows(datasets, day))


def estate_row(actor: Actor, dataset: Dataset, day: date) -> EstateRow:
    """Return the row of one dataset as of ``day``."""
    require(actor, Action.VIEW_ESTATE, dataset)
    return _rows([dataset], day)[0]


def public_standing(dataset: Dataset, day: date) -> tuple[Standing, str]:
    """Return what the public sees of custody: the stage, and who holds the data (a value of Holder, or empty)."""
    facts = values_of(facts_of([dataset.pk], day).get(dataset.pk, {}))
    return standing_of(facts), facts.get(Aspect.HOLDER, "")


def entry_of(dataset: Dataset) -> EstateEntry | None:
    """Return the inventory row as it stands now."""
    return dataset.estate_entries.filter(until=None).first()


@dataclass(frozen=True, slots=True)
class DataHolder:
    """Somebody who has data of an owner: as the one who holds them, or by a grant."""

    dataset: Dataset
    who: str
    how: str
    purpose: str
    since: date | None
    until: date | None
    grant: Grant | None = None


def who_has_our_data(owner: Organisation, at: datetime) -> list[DataHolder]:
    """Return the standing public list of an owner: published datasets held outside, and grants that stand.

    Persons are not named: the public learns that one person may use the data, and for what.
    """
    published = Dataset.objects.filter(owner=owner, status=RecordStatus.PUBLISHED)
    entries = {entry.dataset_id: entry for entry in EstateEntry.objects.filter(dataset__in=published, until=None)}
    holders = [
        DataHolder(
            fact.dataset,
            entries[fact.dataset_id].vendor if fact.dataset_id in entries and fact.value == Holder.VENDOR else "",
            fact.value,
            "",
            fact.established_on,
            None,
        )
        for fact in CustodyFact.objects.filter(dataset__in=published, aspect=Aspect.HOLDER, until=None)
        .exclude(value=Holder.OWNER)
        .select_related("dataset")
        .order_by("dataset__title_sort")
    ]
    grants = [
        DataHolder(
            grant.dataset,
            grant.organisation.name if grant.organisation is not None else "",
            grant.subject_kind,
            grant.purpose,
            grant.first_day or grant.given_at.date(),
            grant.last_day,
            grant,
        )
        for grant in Grant.objects.filter(dataset__in=published, revoked_at=None)
        .select_related("dataset", "organisation")
        .order_by("dataset__title_sort", "given_at", "pk")
        if grant.dataset is not None and stands(grant, at)
    ]
    return [*holders, *grants]


def _rows(datasets: list[Dataset], day: date) -> list[EstateRow]:
    keys: list[uuid.UUID] = [dataset.pk for dataset in datasets]
    facts = facts_of(keys, day)
    entries = {entry.dataset_id: entry for entry in EstateEntry.objects.filter(held_on(day), dataset__in=keys)}
    plans = {
        plan.dataset_id: plan
        for plan in RecoveryPlan.objects.filter(dataset__in=keys, status=PlanStatus.RUNNING).prefetch_related("steps")
    }
    return [
        EstateRow(
            dataset,
            entries.get(dataset.pk),
            facts.get(dataset.pk, {}),
            standing_of(values_of(facts.get(dataset.pk, {}))),
            plans.get(dataset.pk),
        )
        for dataset in datasets
    ]
