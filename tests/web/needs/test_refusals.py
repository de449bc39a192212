"""Who is sent to the sign-in, who is refused, and that nothing changes."""

import pytest
from django.test import Client

from naves.domains.needs.models import Evidence, Need
from tests.factories.needs import make_evidence, make_need
from tests.factories.places import Country

pytestmark = pytest.mark.django_db
DEEDS = ("edit", "answer", "withdraw", "merge", "history")


@pytest.fixture
def need(country: Country) -> Need:
    return make_need(country.town("Litovel"))


@pytest.fixture
def waiting(country: Country) -> Evidence:
    return make_evidence(place=country.town("Litovel"))


@pytest.mark.parametrize("deed", [*DEEDS, "evidence", "follow"])
def test_nobody_signed_in_is_led_to_the_sign_in_and_back(client: Client, need: Need, deed: str) -> None:
    address = f"/needs/{need.pk}/{deed}/"
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={address}")


@pytest.mark.parametrize("address", ["/needs/new/", "/needs/new/similar/", "/needs/inbox/", "/needs/inbox/503444/"])
@pytest.mark.usefixtures("country")
def test_pages_of_writers_lead_to_the_sign_in(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("deed", DEEDS)
def test_the_clerk_of_another_town_is_refused(neighbour: Client, need: Need, deed: str) -> None:
    before = Need.objects.values().get()
    assert neighbour.get(f"/needs/{need.pk}/{deed}/").status_code == 403
    said = {"reason": "Chci.", "version": need.version, "title": "Něco jiného"}
    assert neighbour.post(f"/needs/{need.pk}/{deed}/", said).status_code in {403, 405}
    assert Need.objects.values().get() == before


def test_the_inbox_is_for_those_who_answer_for_the_town(neighbour: Client, citizen: Client, waiting: Evidence) -> None:
    for reader in (neighbour, citizen):
        assert reader.get("/needs/inbox/503444/").status_code == 403
        assert reader.get(f"/needs/evidence/{waiting.pk}/move/").status_code == 404
        assert reader.get(f"/needs/evidence/{waiting.pk}/file/").status_code == 404
        assert reader.post(f"/needs/evidence/{waiting.pk}/new-need/").status_code == 404


def test_evidence_of_a_public_need_is_moved_by_its_town_only(neighbour: Client, need: Need) -> None:
    evidence = make_evidence(need=need)
    assert neighbour.post(f"/needs/evidence/{evidence.pk}/move/", {"inbox": "1"}).status_code == 403
    evidence.refresh_from_db()
    assert evidence.need == need


def test_an_unknown_need_is_not_found(client: Client, country: Country) -> None:
    assert client.get("/needs/01a20af7-9f42-7274-b0bf-401f861d011b/").status_code == 404
    assert client.get("/needs/inbox/000000/").status_code in {302, 404}


def test_posting_without_a_token_is_refused(need: Need) -> None:
    assert Client(enforce_csrf_checks=True).post(f"/needs/{need.pk}/follow/").status_code == 403
