"""Series of a source, and which datasets belong to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.models import Dataset, DatasetSeries, HarvestSource
from naves.domains.catalogue.models.described import Catalogued
from naves.domains.catalogue.rules.harvesting import IN_SERIES, HarvestedSeries, as_json
from naves.domains.catalogue.rules.iris import iri_problem, own_iri
from naves.domains.catalogue.rules.records import NAMES, record_problems, tidy
from naves.domains.catalogue.rules.series import circle_problem, closes_circle
from naves.kernel import events
from naves.kernel.errors import Problem
from naves.kernel.ids import new_id

SHARED = tuple(name for name in NAMES if name in {field.name for field in Catalogued._meta.get_fields()})


def write_series(source: HarvestSource, found: Sequence[HarvestedSeries], *, at: datetime) -> list[dict[str, Any]]:
    """Write the series of a batch; return the problems of those that were refused."""
    problems: list[dict[str, Any]] = []
    known = {
        series.source_iri: series
        for series in DatasetSeries.objects.filter(source=source, source_iri__in=[one.source_iri for one in found])
    }
    for one in found:
        values = tidy(one.values)
        own = iri_problem(one.source_iri, "source_iri")
        wrong: list[Problem] = [own] if own else record_problems(values)
        if wrong:
            problems += [as_json(problem, one.source_iri) for problem in wrong]
            continue
        series = known.get(one.source_iri) or _new(source, one.source_iri, at)
        stated = {name: getattr(values, name) for name in SHARED}
        stated = {name: list(value) if isinstance(value, tuple) else value for name, value in stated.items()}
        if any(getattr(series, name) != value for name, value in stated.items()):
            for name, value in stated.items():
                setattr(series, name, value)
            series.changed_at = at
            series.save()
        known[one.source_iri] = series
    return problems


def link_series(source: HarvestSource, *, at: datetime) -> list[dict[str, Any]]:
    """Put datasets into their series and series into each other; return the problems of circles."""
    series = {one.source_iri: one for one in DatasetSeries.objects.filter(source=source)}
    moved = []
    for iri, one in series.items():
        members = Dataset.objects.filter(source=source, extras__in_series=iri).exclude(series=one)
        ids = list(members.values_list("pk", flat=True))
        Dataset.objects.filter(pk__in=ids).update(series=one)
        moved += ids
    if moved:
        events.emit(DatasetsChanged(moved, at))
    return _nest(series)


def _nest(series: dict[str, DatasetSeries]) -> list[dict[str, Any]]:
    problems: list[dict[str, Any]] = []
    parents = {one.pk: one.parent_id for one in series.values()}
    for iri, one in series.items():
        parent = series.get(str(one.extras.get(IN_SERIES, "")))
        if parent is None or one.parent_id == parent.pk:
            continue
        if closes_circle(one.pk, parent.pk, parents):
            problems.append(as_json(circle_problem(one.title_cs), iri))
            continue
        one.parent, parents[one.pk] = parent, parent.pk
        one.save(update_fields=["parent"])
    return problems


def _new(source: HarvestSource, source_iri: str, at: datetime) -> DatasetSeries:
    identifier = new_id()
    return DatasetSeries(
        id=identifier,
        iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "series", identifier),
        owner_id=source.organisation_id,
        status=RecordStatus.PUBLISHED,
        source=source,
        source_iri=source_iri,
        created_at=at,
        changed_at=at,
        published_at=at,
    )
