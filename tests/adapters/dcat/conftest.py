"""A town whose catalogue has everything: files here and elsewhere, a service, a series, data of high value."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from naves.domains.catalogue.models import Catalogue
from naves.domains.catalogue.operations.catalogues import CatalogueValues, describe_catalogue
from naves.domains.catalogue.operations.datasets import create_dataset, publish_dataset
from naves.domains.catalogue.operations.distributions import add_distribution
from naves.domains.catalogue.operations.series import create_series
from naves.domains.catalogue.operations.services import create_service
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.services import ServiceValues
from naves.domains.catalogue.rules.vocabulary import CC_BY
from naves.domains.organisations.access import SYSTEM
from tests.conftest import SHARED
from tests.factories.accounts import AT
from tests.factories.catalogue import make_dataset, make_record_values, make_town

ADDRESS = "https://naves.example"


@pytest.fixture(autouse=True)
def _public_address(settings: object) -> None:
    settings.NAVES_PUBLIC_ADDRESS = ADDRESS  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def schemas() -> Path:
    """Return the folder of the norms' schemas, or skip."""
    if not (SHARED / "schemas").is_dir():
        pytest.skip(f"no schemas at {SHARED.name}/schemas beside the project")
    return SHARED / "schemas"


@pytest.fixture
def town(db: None) -> Catalogue:
    """Return the catalogue of the town."""
    owner = make_town("Kolín")
    owner.ico = "00235440"
    owner.save()
    said = CatalogueValues(
        title_cs="Otevřená data města Kolína",
        title_en="Open data of Kolín",
        homepage="https://data.kolin.example/",
        contact_name="Odbor informatiky",
        contact_email="data@kolin.example",
    )
    catalogue = describe_catalogue(actor=SYSTEM, at=AT, owner=owner, values=said)
    values = make_record_values(title_cs="Rozpočet", keywords_en=("budget",), themes=("ECON",))
    series = create_series(actor=SYSTEM, at=AT, owner=owner, values=values, publish=True)
    yearly = create_dataset(
        actor=SYSTEM,
        at=AT,
        owner=owner,
        series=series,
        values=make_record_values(
            title_cs='Rozpočet 2025 „ve škole“ \\ "schválený"\nverze',
            title_en="Budget 2025",
            keywords_cs=("rozpočet", "peníze"),
            keywords_en=("budget",),
            temporal_from=date(2025, 1, 1),
            temporal_to=date(2025, 12, 31),
            eurovoc=("http://eurovoc.europa.eu/4512",),
            conforms_to=("https://ofn.gov.cz/rozpočty/",),
            documentation="https://data.kolin.example/rozpocet",
            spatial_resolution_m=0.00001,
            temporal_resolution="P1Y",
            contact_name="Odbor financí",
            version="2",
            spatial=("https://linked.cuzk.cz/resource/ruian/obec/533165", "http://data.europa.eu/nuts/code/CZ020"),
        ),
    )
    file = ContentFile("rok;částka\n2025;1\n".encode(), name="rozpočet 2025.csv")
    terms = DistributionValues(terms_work=CC_BY, terms_work_author="Město Kolín", title_cs="Tabulka", licence=CC_BY)
    add_distribution(actor=SYSTEM, at=AT, dataset=yearly, values=terms, file=file)
    publish_dataset(actor=SYSTEM, at=AT, dataset=yearly)
    make_dataset(owner, publish=True, title_cs="Odpady", keywords_cs=("odpad",))
    mobility = make_dataset(
        owner, title_cs="Jízdní řády", hvd_categories=("c_b79e35eb",), contact_email="d@kolin.example"
    )
    elsewhere = DistributionValues(
        download_url="https://data.kolin.example/gtfs.zip",
        format="GTFS",
        media_type="application/zip",
        schema_url="https://data.kolin.example/gtfs.json",
        packaging="application/zip",
        byte_size=10,
        checksum="ab" * 32,
        licence=CC_BY,
    )
    add_distribution(actor=SYSTEM, at=AT, dataset=mobility, values=elsewhere)
    service = create_service(
        actor=SYSTEM,
        at=AT,
        owner=owner,
        values=ServiceValues(
            title_cs="Poloha vozidel",
            endpoint_url="https://api.kolin.example/v1",
            endpoint_description="https://api.kolin.example/openapi.json",
            conforms_to=("https://www.w3.org/TR/ngsi-ld/",),
            licence=CC_BY,
        ),
    )
    add_distribution(
        actor=SYSTEM, at=AT, dataset=mobility, values=DistributionValues(kind="service", licence=CC_BY), service=service
    )
    publish_dataset(actor=SYSTEM, at=AT, dataset=mobility)
    make_dataset(owner, title_cs="Rozpracovaná")
    return catalogue
