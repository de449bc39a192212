"""Every page of the catalogue opens for those who may, in both languages, and refuses the others."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from naves.domains.catalogue.enums import Right
from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.operations import recovery
from naves.domains.catalogue.operations.grants import give_grant
from naves.domains.catalogue.operations.society import propose_reuse, write_post
from naves.domains.catalogue.operations.tenants import found_tenant
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.catalogue.rules.society import ReuseValues
from naves.domains.catalogue.rules.tenants import TenantValues
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from tests.factories.accounts import AT
from tests.factories.catalogue import make_dataset, make_fact, make_held, make_rehearsal
from tests.factories.organisations import OrganisationFactory, make_analyst, make_clerk, make_stranger, user_of
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def manager() -> Actor:
    return make_clerk(PlaceFactory(name="Lhota"), MemberRole.MANAGER)


@pytest.fixture
def town(manager: Actor) -> Organisation:
    return Organisation.objects.get(pk=manager.grants[0].organisation_id)


@pytest.fixture
def held(town: Organisation) -> Dataset:
    return make_held(town)


@pytest.fixture
def shown(town: Organisation) -> Dataset:
    return make_dataset(town, publish=True, title_cs="Rozpočet města", keywords_cs=("rozpočet",))


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def clerk(manager: Actor) -> Client:
    return signed_in(manager)


@pytest.fixture
def private(manager: Actor, town: Organisation, held: Dataset) -> list[str]:
    """Return the pages that only the owner's people may open."""
    plan = recovery.begin_plan(actor=SYSTEM, at=AT, dataset=held, template="parking")
    step = plan.steps.first()
    rehearsal = make_rehearsal(held, "id;ulice;obsazeno\nx;;\n")
    values = GrantValues(
        subject_kind="organisation", action="read", purpose="Studie parkování", organisation_id=OrganisationFactory().pk
    )
    grant = give_grant(actor=manager, at=AT, target=held, values=values)
    base = f"/catalogue/datasets/{held.pk}/"
    return [
        f"/catalogue/of/{town.pk}/enter/",
        f"/catalogue/of/{town.pk}/new/",
        f"/catalogue/of/{town.pk}/describe/",
        f"/catalogue/of/{town.pk}/recovery/",
        base,
        *(f"{base}{name}/" for name in ("edit", "publish", "withdraw", "files/new", "services/new", "custody")),
        *(f"{base}{name}/" for name in ("custody/right", "inventory", "recovery", "recovery/new", "export-schema")),
        *(f"{base}{name}/" for name in ("rehearse", "exit", "grants", "grants/new", "live-data/new")),
        f"{base}grants/odrl.jsonld",
        f"/catalogue/plans/{plan.pk}/end/",
        f"/catalogue/plans/{plan.pk}/steps/new/",
        f"/catalogue/steps/{step.pk}/edit/",
        f"/catalogue/steps/{step.pk}/close/",
        f"/catalogue/rehearsals/{rehearsal.pk}/",
        f"/catalogue/rehearsals/{rehearsal.pk}/file/",
        f"/catalogue/grants/{grant.pk}/revoke/",
        f"/catalogue/grants/{grant.pk}/uses/",
    ]


def test_the_owners_people_open_everything_in_both_languages(clerk: Client, private: list[str]) -> None:
    wrong = {
        prefix + path: clerk.get(prefix + path).status_code
        for prefix in ("", "/en")
        for path in private
        if clerk.get(prefix + path).status_code != 200
    }
    assert wrong == {}


def test_nobody_else_opens_them(private: list[str], client: Client) -> None:
    stranger = signed_in(make_stranger())
    for path in private:
        assert stranger.get(path).status_code in {403, 404}, path
        assert client.get(path).status_code in {302, 403, 404}, path


def test_the_public_finds_what_is_published_and_nothing_else(client: Client, shown: Dataset, held: Dataset) -> None:
    page = client.get("/catalogue/?q=rozpočet").content.decode()
    assert "Rozpočet města" in page
    everything = client.get("/catalogue/").content.decode()
    assert "Obsazenost parkovišť" not in everything
    assert client.get(f"/catalogue/datasets/{shown.pk}/").status_code == 200
    assert client.get(f"/catalogue/datasets/{held.pk}/").status_code == 404
    csv = b"".join(client.get("/catalogue/?format=csv").streaming_content).decode()
    assert "Rozpočet města" in csv


def test_the_estate_shows_stages_and_goes_out_whole(clerk: Client, town: Organisation, held: Dataset) -> None:
    make_dataset(town, title_cs="Bez údajů")
    page = clerk.get(f"/catalogue/of/{town.pk}/").content.decode()
    assert "v držení dodavatele" in page
    assert "neposouzeno" in page
    narrowed = clerk.get(f"/catalogue/of/{town.pk}/?stage=none").content.decode()
    assert "Bez údajů" in narrowed
    assert "Parkování Morava" not in narrowed
    csv = b"".join(clerk.get(f"/catalogue/of/{town.pk}/?format=csv").streaming_content).decode()
    assert "S/2021/118" in csv
    assert clerk.get(f"/catalogue/of/{town.pk}/?as_of=zitra").status_code == 400


def test_those_who_may_not_see_an_estate_are_led_to_the_public_list(
    client: Client, town: Organisation, shown: Dataset
) -> None:
    answer = client.get(f"/catalogue/of/{town.pk}/")
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200


def test_one_page_enters_a_dataset_with_its_contract_and_facts(clerk: Client, town: Organisation) -> None:
    path = f"/catalogue/of/{town.pk}/enter/"
    said = {"title_cs": "Pasport osvětlení", "holder": "vendor", "right": "access", "vendor": "Světla, a. s."}
    refused = clerk.post(path, said)
    assert refused.status_code == 422
    assert Dataset.objects.count() == 0
    clerk.post(path, {**said, "evidence": "čl. 4 smlouvy", "contract_end": "2027-05-31", "notice_months": "3"})
    dataset = Dataset.objects.get()
    assert dataset.estate_entries.get().vendor == "Světla, a. s."
    assert {fact.value for fact in dataset.custody.all()} == {"vendor", "access"}


def test_a_record_is_edited_and_a_stale_edit_is_refused(clerk: Client, held: Dataset) -> None:
    path = f"/catalogue/datasets/{held.pk}/edit/"
    said = {"title_cs": "Volná místa", "keywords_cs": "parkování, volno", "themes": ["TRAN"], "version_number": 1}
    assert clerk.post(path, said).status_code == 302
    held.refresh_from_db()
    assert (held.title_cs, held.keywords_cs) == ("Volná místa", ["parkování", "volno"])
    assert clerk.post(path, {**said, "title_cs": "Jinak"}).status_code == 422


def test_the_country_is_the_ministrys_view(client: Client, clerk: Client, held: Dataset) -> None:
    analyst = signed_in(make_analyst())
    page = analyst.get("/catalogue/country/").content.decode()
    assert "100 %" in page.replace("\xa0", " ")
    rows = analyst.get("/catalogue/country/datasets/?held=1").content.decode()
    assert "Obsazenost parkovišť" in rows
    assert clerk.get("/catalogue/country/").status_code == 403
    assert client.get("/catalogue/country/").status_code in {302, 403}


def test_questions_and_reuses_wait_for_the_owner(clerk: Client, shown: Dataset, client: Client) -> None:
    citizen = make_stranger()
    post = write_post(actor=citizen, at=AT, dataset=shown, text="Kde najdu loňský rozpočet?")
    reuse = propose_reuse(
        actor=citizen, at=AT, dataset=shown, values=ReuseValues(title="Rozklikávací rozpočet", url="https://r.example/")
    )
    path = f"/catalogue/datasets/{shown.pk}/"
    assert "loňský" not in client.get(path).content.decode()
    clerk.post(f"/catalogue/posts/{post.pk}/judge/", {"show": "1"})
    clerk.post(f"/catalogue/reuses/{reuse.pk}/judge/", {"show": "1"})
    page = client.get(path).content.decode()
    assert "loňský" in page
    assert "Rozklikávací rozpočet" in page
    assert signed_in(citizen).post(f"/catalogue/posts/{post.pk}/judge/", {"hide": "1"}).status_code == 403


def test_a_published_file_is_open_to_other_origins_and_a_draft_is_not(
    clerk: Client, client: Client, held: Dataset
) -> None:

    file = SimpleUploadedFile("parkoviste.csv", b"id;ulice\n1;Masarykova\n")
    clerk.post(f"/catalogue/datasets/{held.pk}/files/new/", {"file": file, "terms": "free"})
    part = held.distributions.get()
    address = f"/catalogue/files/{part.pk}/"
    assert part.format == "CSV"
    assert client.get(address).status_code in {302, 403}
    assert clerk.get(address).status_code == 200
    make_fact(held, Right.OWNED)
    clerk.post(f"/catalogue/datasets/{held.pk}/publish/")
    assert client.get(address)["Access-Control-Allow-Origin"] == "*"


def test_live_data_are_bound_to_a_dataset_and_unbound(clerk: Client, manager: Actor, held: Dataset) -> None:
    tenant = found_tenant(actor=manager, at=AT, owner=held.owner, values=TenantValues("lhota", "Lhota", ""))
    kind = "https://smartdatamodels.org/dataModel.Parking/ParkingSpot"
    clerk.post(f"/catalogue/datasets/{held.pk}/live-data/new/", {"tenant": str(tenant.pk), "type": kind})
    binding = held.bindings.get()
    assert kind in clerk.get(f"/catalogue/datasets/{held.pk}/grants/").content.decode()
    clerk.post(f"/catalogue/live-data/{binding.pk}/free/")
    assert held.bindings.count() == 0
