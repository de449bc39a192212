"""166 real Czech records and a feed of 807 datasets come in with a clean report, and again without a change."""

import gzip
import json
from pathlib import Path

import pytest

from naves.adapters.harvest.files import harvest_documents, read_path
from naves.domains.accounts.models import AuditEntry
from naves.domains.catalogue.models import Dataset, Distribution, HarvestItem
from naves.domains.catalogue.rules.harvesting import RunStatus
from naves.domains.catalogue.rules.vocabulary import NO_PERSONAL_DATA
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.models import Organisation
from tests.adapters.harvest.conftest import Add, Run
from tests.factories.accounts import AT
from tests.support.sources import Site

pytestmark = pytest.mark.django_db
PUBLISHER = "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/70889546"


@pytest.fixture
def records(shared_data: Path) -> Path:
    return shared_data / "catalogues/krhk__opendata"


def serve_documents(site: Site, folder: Path) -> str:
    """Put each record under the address that is its IRI, as the norm's variant "Dokumenty" asks."""
    catalogue = ""
    for file in sorted(folder.iterdir()):
        record = json.loads(file.read_text())
        path = "/" + record["iri"].rpartition("/")[2]
        record["iri"] = site.url(path)
        if record["typ"] == "Katalog":
            record["datová_sada"] = [site.url("/" + iri.rpartition("/")[2]) for iri in record["datová_sada"]]
            catalogue = site.url(path)
        site.put(path, record, "application/ld+json")
    return catalogue


def test_the_records_of_a_region_come_in_document_by_document(site: Site, add: Add, run: Run, records: Path) -> None:
    source = add(serve_documents(site, records))
    first = run(source)
    assert first.problems == []
    assert (first.status, first.created, first.refused, first.drafts) == (RunStatus.DONE, 165, 0, 0)
    assert Dataset.objects.filter(status="published").count() == 165
    assert Distribution.objects.count() == 1460
    police = Dataset.objects.get(title_cs="Služebny Policie ČR")
    assert (police.publisher_iri, police.themes, police.frequency) == (PUBLISHER, ["JUST"], "ANNUAL")
    assert police.spatial == ["https://linked.cuzk.cz/resource/ruian/vusc/86"]
    assert police.keywords_cs == ["Policie ČR", "Královéhradecký kraj"]
    csv = police.distributions.get(title_cs="CSV")
    assert (csv.format, csv.media_type, csv.terms_personal_data) == ("CSV", "text/csv", NO_PERSONAL_DATA)
    before = len(site.asked)
    again = run(source)
    assert (again.created, again.changed, again.unchanged, again.missing) == (0, 0, 165, 0)
    assert [status for _path, status in site.asked[before:]].count(304) == 165


def test_a_folder_of_the_same_records_comes_in_too(town: Organisation, records: Path) -> None:
    given = {"name": "krhk", "organisation": town, "actor": SYSTEM, "at": AT}
    first = harvest_documents(read_path(records), **given)
    assert (first.created, first.refused, first.problems) == (165, 0, [])
    again = harvest_documents(read_path(records), **given)
    assert (again.unchanged, again.changed, again.created) == (165, 0, 0)


@pytest.fixture
def feed(shared_data: Path) -> bytes:
    return gzip.decompress((shared_data / "catalogues/krhk_arcgis_dcat_us_feed.json.gz").read_bytes())


def test_the_feed_of_807_datasets_comes_in(site: Site, add: Add, run: Run, feed: bytes) -> None:
    source = add(site.put("/data.json", feed), "dcat_us", states_terms=True)
    first = run(source)
    assert first.problems == []
    assert (first.status, first.created, first.refused, first.drafts) == (RunStatus.DONE, 807, 0, 0)
    assert Distribution.objects.count() == 2564
    iri = "https://www.arcgis.com/home/item.html?id=0018d80191e34862b6134250f2478c49"
    one = Dataset.objects.get(source_iri=iri)
    assert one.title_cs == "Kapitálové výdaje krajů do nemocnic na počet obyvatel kraje v roce 2021"
    assert one.keywords_cs == ["graf", "Kapitálové výdaje", "Investice"]
    assert one.extras["filled"] == ["description_cs", "frequency", "themes"]
    assert "{{" not in "".join(Dataset.objects.values_list("description_cs", flat=True))
    assert AuditEntry.objects.filter(action="harvest_run.write").count() == 5
    assert run(source).unchanged == 807
    assert site.asked[-1] == ("/data.json", 304)
    touched = HarvestItem.objects.filter(source=source).values_list("dataset__version_number", flat=True).distinct()
    assert list(touched) == [1]


def test_a_feed_without_terms_of_use_stays_drafts_until_the_owner_states_them(
    site: Site, add: Add, run: Run, feed: bytes
) -> None:
    first = run(add(site.put("/data.json", feed), "dcat_us"))
    assert (first.created, first.drafts, first.refused) == (807, 807, 0)
