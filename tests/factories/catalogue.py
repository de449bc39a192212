"""Datasets, their custody and plans, made by the operations themselves, so that their history is whole."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from naves.domains.catalogue.enums import Aspect, Holder, Publication, Recovery, Right
from naves.domains.catalogue.models import CustodyFact, Dataset, Distribution, ExportRehearsal
from naves.domains.catalogue.operations.custody import describe_estate, record_fact
from naves.domains.catalogue.operations.datasets import create_dataset, publish_dataset
from naves.domains.catalogue.operations.distributions import add_distribution
from naves.domains.catalogue.operations.rehearsals import declare_schema, rehearse_export
from naves.domains.catalogue.rules.custody import FactValues
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.estate import EntryValues
from naves.domains.catalogue.rules.records import DatasetValues
from naves.domains.catalogue.rules.rehearsal import SchemaColumn
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.organisations.enums import OrganisationKind
from naves.domains.organisations.models import Organisation
from tests.factories.accounts import AT
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import PlaceFactory

DAY = date(2025, 12, 1)
EXPORT = "id;ulice;obsazeno\n1;Masarykova;ano\n2;Palackého;ne\n3;Nádražní;ano\n"
COLUMNS = (
    SchemaColumn(name="id", kind="integer", required=True),
    SchemaColumn(name="ulice", required=True),
    SchemaColumn(name="obsazeno", kind="boolean"),
)


def make_town(name: str = "Lhota nad Moravou") -> Organisation:
    """Return a municipality with a place of its own."""
    return OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, place=PlaceFactory(name=name), name=name)


def make_record_values(**changes: Any) -> DatasetValues:
    """Return the record of parking places, whole enough to be published."""
    return DatasetValues(
        **{
            "title_cs": "Obsazenost parkovišť",
            "description_cs": "Počet volných míst na městských parkovištích. Jeden řádek je jedno parkoviště.",
            "keywords_cs": ("parkování", "doprava", "volná místa"),
            "themes": ("TRAN",),
            "frequency": "MONTHLY",
            "contact_email": "data@lhota.example",
            **changes,
        }
    )


def make_dataset(
    owner: Organisation | None = None, *, actor: Actor = SYSTEM, at: datetime = AT, publish: bool = False, **values: Any
) -> Dataset:
    """Return a dataset; a published one has a CSV elsewhere."""
    dataset = create_dataset(actor=actor, at=at, owner=owner or make_town(), values=make_record_values(**values))
    if publish:
        make_distribution(dataset, at=at)
        dataset = publish_dataset(actor=SYSTEM, at=at, dataset=dataset)
    return dataset


def make_distribution(
    dataset: Dataset, *, at: datetime = AT, file: ContentFile[bytes] | None = None, **values: Any
) -> Distribution:
    """Return a CSV of a dataset, elsewhere unless ``file`` is given."""
    elsewhere = {} if file is not None else {"download_url": f"https://data.lhota.example/{dataset.pk}.csv"}
    said = {"format": "CSV", "media_type": "text/csv", **elsewhere, **values}
    return add_distribution(actor=SYSTEM, at=at, dataset=dataset, values=DistributionValues(**said), file=file)


def make_fact(
    dataset: Dataset,
    value: Holder | Right | Recovery | Publication,
    *,
    at: datetime = AT,
    actor: Actor = SYSTEM,
    evidence: str = "článek 7 smlouvy",
    established_on: date = DAY,
) -> CustodyFact:
    """Return a fact of custody; the aspect follows from the value."""
    aspects = {Holder: Aspect.HOLDER, Right: Aspect.RIGHT, Recovery: Aspect.RECOVERY, Publication: Aspect.PUBLICATION}
    values = FactValues(aspect=aspects[type(value)], value=value, established_on=established_on, evidence=evidence)
    return record_fact(actor=actor, at=at, dataset=dataset, values=values)


def make_held(owner: Organisation | None = None, *, at: datetime = AT, **values: Any) -> Dataset:
    """Return a dataset that a vendor holds, under a contract that ends in 200 days."""
    dataset = make_dataset(owner, at=at, **values)
    make_fact(dataset, Holder.VENDOR, at=at)
    make_fact(dataset, Right.ACCESS, at=at)
    make_fact(dataset, Recovery.NEVER, at=at)
    entry = EntryValues(
        system="ParkSys",
        vendor="Parkování Morava, s. r. o.",
        contract_number="S/2021/118",
        contract_end=at.date() + timedelta(days=200),
        notice_months=3,
        records=3,
    )
    describe_estate(actor=SYSTEM, at=at, dataset=dataset, values=entry)
    return dataset


def make_rehearsal(
    dataset: Dataset, content: str = EXPORT, *, at: datetime = AT, rows: int = 3, actor: Actor = SYSTEM
) -> ExportRehearsal:
    """Return a rehearsal of an export against COLUMNS."""
    declare_schema(actor=actor, at=at, dataset=dataset, columns=COLUMNS)
    return rehearse_export(
        actor=actor,
        at=at,
        dataset=dataset,
        file=ContentFile(content.encode(), name="parkoviste.csv"),
        exported_on=DAY,
        rows_expected=rows,
    )
