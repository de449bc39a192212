"""Live data of the hub that belong to a dataset: owner, terms and grants of the dataset hold for them."""

from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.db import transaction

from naves.domains.catalogue.enums import DistributionKind, RecordStatus
from naves.domains.catalogue.events import AccessChanged
from naves.domains.catalogue.models import DataService, Dataset, Tenant, TypeBinding
from naves.domains.catalogue.operations.distributions import add_distribution
from naves.domains.catalogue.operations.records import locked, note
from naves.domains.catalogue.operations.services import fill
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.iris import iri_problem, own_iri
from naves.domains.catalogue.rules.services import ServiceValues
from naves.domains.organisations.access import Actor
from naves.kernel import events
from naves.kernel.errors import Conflict, NotAllowed, Problem, Refused, gettext_noop
from naves.kernel.ids import new_id

KIND = "type_binding"
NGSI_LD = "https://www.etsi.org/deliver/etsi_gs/CIM/001_099/009/01.08.01_60/gs_CIM009v010801p.pdf"


@transaction.atomic
def bind_type(*, actor: Actor, at: datetime, dataset: Dataset, tenant: Tenant, entity_type: str) -> TypeBinding:
    """Say that entities of a type in a tenant are data of the dataset, and register the hub as its service."""
    dataset = locked(dataset.pk)
    require(actor, Action.BIND, dataset)
    if tenant.owner_id != dataset.owner_id:
        raise NotAllowed(Action.BIND.value, KIND, "the tenant belongs to another organisation")
    if problem := iri_problem(entity_type, "type"):
        raise Refused(problem)
    if TypeBinding.objects.filter(tenant=tenant, type=entity_type).exists():
        raise Conflict(
            Problem(
                code="type_bound",
                field="type",
                value=entity_type,
                message=gettext_noop("This type already belongs to a dataset."),
                remedy=gettext_noop("Free it there first."),
            )
        )
    binding = TypeBinding.objects.create(
        tenant=tenant, type=entity_type, dataset=dataset, bound_at=at, bound_by_id=actor.user_id
    )
    service = _service(dataset, tenant, entity_type, at)
    values = DistributionValues(kind=DistributionKind.SERVICE, title_cs=service.title_cs, title_en=service.title_en)
    add_distribution(actor=actor, at=at, dataset=dataset, values=values, service=service)
    after = {"tenant": tenant.name, "type": entity_type, "dataset": dataset.pk}
    note(actor=actor, at=at, action="type.bind", kind=KIND, identifier=binding.pk, after=after)
    events.emit(AccessChanged())
    return binding


@transaction.atomic
def free_type(*, actor: Actor, at: datetime, binding: TypeBinding) -> Dataset:
    """Take a type back from its dataset, with the service that was registered for it."""
    dataset = locked(binding.dataset_id)
    require(actor, Action.BIND, dataset)
    before = {"tenant": binding.tenant.name, "type": binding.type, "dataset": dataset.pk}
    identifier = binding.pk
    services = DataService.objects.filter(tenant=binding.tenant, hub_type=binding.type)
    dataset.distributions.filter(service__in=services).delete()
    services.delete()
    binding.delete()
    note(actor=actor, at=at, action="type.free", kind=KIND, identifier=identifier, before=before)
    events.emit(AccessChanged())
    return dataset


def _service(dataset: Dataset, tenant: Tenant, entity_type: str, at: datetime) -> DataService:
    identifier = new_id()
    service = DataService(
        id=identifier,
        iri=own_iri(settings.NAVES_PUBLIC_ADDRESS, "services", identifier),
        owner=dataset.owner,
        tenant=tenant,
        hub_type=entity_type,
        status=RecordStatus.PUBLISHED,
        published_at=at,
        created_at=at,
    )
    address = f"{settings.NAVES_PUBLIC_ADDRESS}/ngsi-ld/v1/entities?type={quote(entity_type, safe='')}"
    values = ServiceValues(
        title_cs=f"NGSI-LD: {dataset.title_cs}"[:500],
        title_en=f"NGSI-LD: {dataset.title_en}"[:500] if dataset.title_en else "",
        endpoint_url=address,
        conforms_to=(NGSI_LD,),
        contact_name=dataset.contact_name,
        contact_email=dataset.contact_email,
    )
    fill(service, values, at=at)
    service.save(force_insert=True)
    return service
