"""The catalogue of an organisation: founded with its first record that is shown, described by its managers."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.conf import settings
from django.db import transaction

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.models import Catalogue, Dataset
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.custody import required
from naves.domains.catalogue.rules.iris import email_problem, iri_problem, own_iri
from naves.domains.catalogue.rules.territory import publisher_iri
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel import events
from naves.kernel.errors import Refused, gettext_noop
from naves.kernel.ids import new_id

KIND = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueValues:
    """A catalogue as its owner describes it."""

    title_cs: str
    title_en: str = ""
    description_cs: str = ""
    description_en: str = ""
    publisher_iri: str = ""
    homepage: str = ""
    contact_name: str = ""
    contact_email: str = ""


@transaction.atomic
def describe_catalogue(*, actor: Actor, at: datetime, owner: Organisation, values: CatalogueValues) -> Catalogue:
    """Describe the catalogue of ``owner``; the first time it is founded and gets its lasting IRI."""
    require(actor, Action.EDIT_CATALOGUE, owner_id=owner.pk)
    problems = [
        problem
        for name in ("publisher_iri", "homepage")
        if getattr(values, name) and (problem := iri_problem(getattr(values, name), name))
    ]
    if problem := email_problem(values.contact_email, "contact_email"):
        problems.append(problem)
    if not values.title_cs.strip():
        problems.append(
            required(
                "title_cs", gettext_noop("A catalogue needs a Czech title."), gettext_noop("Say whose data it is.")
            )
        )
    if problems:
        raise Refused(problems)
    catalogue = Catalogue.objects.select_for_update().filter(organisation=owner).first()
    before = _contents(catalogue) if catalogue is not None else None
    if catalogue is None:
        identifier = new_id()
        iri = own_iri(settings.NAVES_PUBLIC_ADDRESS, "catalogues", identifier)
        catalogue = Catalogue(id=identifier, iri=iri, organisation=owner, created_at=at)
    for item in fields(values):
        setattr(catalogue, item.name, getattr(values, item.name).strip())
    catalogue.publisher_iri = catalogue.publisher_iri or publisher_iri(owner.ico)
    catalogue.changed_at = at
    catalogue.save()
    note(
        actor=actor,
        at=at,
        action="catalogue.describe",
        kind=KIND,
        identifier=catalogue.pk,
        before=before,
        after=_contents(catalogue),
    )
    described = Dataset.objects.filter(owner=owner, status=RecordStatus.PUBLISHED).values_list("pk", flat=True)
    events.emit(DatasetsChanged(dataset_ids=tuple(described), at=at))
    return catalogue


def _contents(catalogue: Catalogue) -> dict[str, object]:
    return {item.name: getattr(catalogue, item.name) for item in fields(CatalogueValues)}
