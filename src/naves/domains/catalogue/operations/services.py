"""Data services: entered by people or harvesters, or registered by the hub for a type that is bound to a dataset."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.models import DataService, HarvestSource
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.iris import own_iri
from naves.domains.catalogue.rules.services import NAMES, ServiceValues, service_problems, tidy_service
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel import events
from naves.kernel.errors import Refused
from naves.kernel.ids import new_id

KIND = "data_service"


@transaction.atomic
def create_service(
    *,
    actor: Actor,
    at: datetime,
    owner: Organisation,
    values: ServiceValues,
    publish: bool = True,
    source: HarvestSource | None = None,
    source_iri: str = "",
) -> DataService:
    """Enter a service; it is shown at once unless told otherwise, since it says nothing without a dataset."""
    require(actor, Action.CREATE, owner_id=owner.pk)
    identifier = new_id()
    service = DataService(
        id=identifier,
        iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "services", identifier),
        owner=owner,
        source=source,
        source_iri=source_iri,
        created_at=at,
    )
    fill(service, values, at=at)
    if publish:
        service.status, service.published_at = RecordStatus.PUBLISHED, at
    service.save(force_insert=True)
    after = {name: getattr(service, name) for name in NAMES}
    note(actor=actor, at=at, action="service.create", kind=KIND, identifier=service.pk, after=after)
    return service


@transaction.atomic
def edit_service(*, actor: Actor, at: datetime, service: DataService, values: ServiceValues) -> DataService:
    """Change a service."""
    service = DataService.objects.select_for_update(of=("self",)).get(pk=service.pk)
    require(actor, Action.EDIT, service)
    before = {name: getattr(service, name) for name in NAMES}
    fill(service, values, at=at)
    service.version_number += 1
    service.save()
    after = {name: getattr(service, name) for name in NAMES}
    note(actor=actor, at=at, action="service.edit", kind=KIND, identifier=service.pk, before=before, after=after)
    served = service.distributions.order_by().values_list("dataset", flat=True).distinct()
    events.emit(DatasetsChanged(dataset_ids=tuple(served), at=at))
    return service


def fill(service: DataService, values: ServiceValues, *, at: datetime) -> None:
    """Set what the values say, or refuse; the caller saves."""
    values = tidy_service(values)
    if problems := service_problems(values):
        raise Refused(problems)
    for name in NAMES:
        value = getattr(values, name)
        setattr(service, name, list(value) if isinstance(value, tuple) else value)
    service.changed_at = at
