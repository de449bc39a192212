"""Series of datasets."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.models import DatasetSeries, HarvestSource
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.iris import own_iri
from naves.domains.catalogue.rules.records import DatasetValues, publishing_problems, record_problems, tidy
from naves.domains.catalogue.rules.series import circle_problem, closes_circle
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel import events
from naves.kernel.errors import Refused
from naves.kernel.ids import new_id

KIND = "dataset_series"
FIELDS = (
    "title_cs", "title_en", "description_cs", "description_en", "keywords_cs", "keywords_en", "themes", "frequency",
    "spatial", "temporal_from", "temporal_to", "contact_name", "contact_email", "documentation", "legislation",
    "hvd_categories", "conforms_to", "eurovoc", "publisher_iri", "spatial_resolution_m", "temporal_resolution",
    "extras",
)  # fmt: skip


@transaction.atomic
def create_series(
    *,
    actor: Actor,
    at: datetime,
    owner: Organisation,
    values: DatasetValues,
    parent: DatasetSeries | None = None,
    publish: bool = False,
    source: HarvestSource | None = None,
    source_iri: str = "",
) -> DatasetSeries:
    """Enter a series; with ``publish`` it is shown at once."""
    require(actor, Action.CREATE, owner_id=owner.pk)
    identifier = new_id()
    series = DatasetSeries(
        id=identifier,
        iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "series", identifier),
        owner=owner,
        parent=parent,
        source=source,
        source_iri=source_iri,
        created_at=at,
    )
    _fill(series, values, publish=publish, at=at)
    series.save(force_insert=True)
    after = {"title": series.title_cs, "status": series.status, "parent": series.parent_id}
    note(actor=actor, at=at, action="series.create", kind=KIND, identifier=series.pk, after=after)
    return series


@transaction.atomic
def edit_series(
    *,
    actor: Actor,
    at: datetime,
    series: DatasetSeries,
    values: DatasetValues,
    parent: DatasetSeries | None = None,
    publish: bool = False,
) -> DatasetSeries:
    """Change a series and where it stands; a circle is refused."""
    series = DatasetSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    require(actor, Action.EDIT, series)
    parents = dict(DatasetSeries.objects.values_list("pk", "parent_id"))
    if parent is not None and closes_circle(series.pk, parent.pk, parents):
        raise Refused(circle_problem(parent.title_cs))
    before = {"title": series.title_cs, "status": series.status, "parent": series.parent_id}
    series.parent = parent
    _fill(series, values, publish=publish or series.status == RecordStatus.PUBLISHED, at=at)
    series.version_number += 1
    series.save()
    after = {"title": series.title_cs, "status": series.status, "parent": series.parent_id}
    note(actor=actor, at=at, action="series.edit", kind=KIND, identifier=series.pk, before=before, after=after)
    members = tuple(series.datasets.values_list("pk", flat=True))
    if members:
        events.emit(DatasetsChanged(members, at))
    return series


def _fill(series: DatasetSeries, values: DatasetValues, *, publish: bool, at: datetime) -> None:
    values = tidy(values)
    problems = record_problems(values)
    if publish:
        problems += publishing_problems(values, distributions=1)
    if problems:
        raise Refused(problems)
    for name in FIELDS:
        value = getattr(values, name)
        setattr(series, name, list(value) if isinstance(value, tuple) else value)
    if publish:
        series.status, series.published_at = RecordStatus.PUBLISHED, series.published_at or at
    series.changed_at = at
