"""Steps, mergers, evidence and the inbox, done at the pages."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.organisations.access import SYSTEM
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need
from tests.factories.places import Country

pytestmark = pytest.mark.django_db
EVIDENCE = {
    "kind": "resolution",
    "source": "Rada města",
    "occurred_on": "2026-01-12",
    "title": "Usnesení č. 14/2026",
}


@pytest.fixture(autouse=True)
def files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def status_of(need: Need) -> str:
    need.refresh_from_db()
    return need.status


def test_a_draft_is_published(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"), status=NeedStatus.DRAFT)
    asked = clerk.get(f"/needs/{need.pk}/publish/").content.decode()
    assert "Zveřejnit potřebu „Chybí ranní autobus k lékaři“?" in asked
    clerk.post(f"/needs/{need.pk}/publish/", {"version": need.version, "reason": ""})
    assert status_of(need) == NeedStatus.PUBLISHED


def test_a_need_is_answered_and_opened_again(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    clerk.post(f"/needs/{need.pk}/answer/", {"reason": "Jezdí nový spoj."})
    assert status_of(need) == NeedStatus.ANSWERED
    clerk.post(f"/needs/{need.pk}/reopen/", {"reason": "Spoj zrušili."})
    assert status_of(need) == NeedStatus.PUBLISHED


def test_withdrawing_asks_for_a_reason(clerk: Client, client: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    assert "Toto pole je třeba vyplnit." in clerk.post(f"/needs/{need.pk}/withdraw/", {"reason": ""}).content.decode()
    assert status_of(need) == NeedStatus.PUBLISHED
    clerk.post(f"/needs/{need.pk}/withdraw/", {"reason": "Zapsáno dvakrát."})
    assert status_of(need) == NeedStatus.WITHDRAWN
    assert "Zapsáno dvakrát." in client.get(f"/needs/{need.pk}/").content.decode()


def test_a_step_that_cannot_be_is_told_in_words(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    response = clerk.get(f"/needs/{need.pk}/publish/")
    assert response.status_code == 400
    assert "nelze zveřejnit" in response.content.decode()


def test_a_stale_page_does_not_take_a_step(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    answer = clerk.post(f"/needs/{need.pk}/answer/", {"version": need.version - 1, "reason": ""})
    assert "Potřebu mezitím změnil někdo jiný." in answer.content.decode()
    assert status_of(need) == NeedStatus.PUBLISHED


def test_needs_of_a_town_are_merged_and_split(clerk: Client, country: Country) -> None:
    need, twin = make_need(country.town("Litovel")), make_need(country.town("Litovel"), title="Ráno nejede autobus")
    elsewhere = make_need(country.town("Most"), title="Ranní autobus v Mostě")
    asked = clerk.get(f"/needs/{twin.pk}/merge/").content.decode()
    assert str(need.pk) in asked
    assert str(elsewhere.pk) not in asked
    clerk.post(f"/needs/{twin.pk}/merge/", {"need": str(need.pk), "reason": "Totéž."})
    assert status_of(twin) == NeedStatus.MERGED
    clerk.post(f"/needs/{twin.pk}/split/", {"reason": "Přece jen jiné."})
    assert status_of(twin) == NeedStatus.PUBLISHED


def test_merging_asks_which_need(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    make_need(country.town("Litovel"), title="Ráno nejede autobus")
    assert "Toto pole je třeba vyplnit." in clerk.post(f"/needs/{need.pk}/merge/", {}).content.decode()


def test_splitting_what_is_not_merged_is_told_in_words(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    response = clerk.post(f"/needs/{need.pk}/split/", {"reason": ""})
    assert response.status_code == 400
    assert "není sloučena" in response.content.decode()


def test_a_citizen_adds_evidence_with_a_file_that_everybody_downloads(
    citizen: Client, client: Client, country: Country
) -> None:
    need = make_need(country.town("Litovel"))
    file = SimpleUploadedFile("usneseni.pdf", b"%PDF-1.7 usneseni")
    citizen.post(f"/needs/{need.pk}/evidence/", {**EVIDENCE, "file": file})
    evidence = need.evidence.get()
    response = client.get(f"/needs/evidence/{evidence.pk}/file/")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 usneseni"  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_evidence_without_contents_is_refused_beside_its_field(citizen: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    answer = citizen.post(f"/needs/{need.pk}/evidence/", {**EVIDENCE, "title": ""}).content.decode()
    assert "Doklad je prázdný." in answer
    assert need.evidence.count() == 0


def test_a_file_that_is_gone_is_not_found(client: Client, country: Country) -> None:
    evidence = make_evidence(need=make_need(country.town("Litovel")))
    assert client.get(f"/needs/evidence/{evidence.pk}/file/").status_code == 404


def test_evidence_moves_to_another_need_and_back_to_the_inbox(clerk: Client, country: Country) -> None:
    litovel = country.town("Litovel")
    evidence = make_evidence(need=make_need(litovel))
    other = make_need(litovel, title="Zubař pro dospělé")
    clerk.post(f"/needs/evidence/{evidence.pk}/move/", {"need": str(other.pk)})
    evidence.refresh_from_db()
    assert evidence.need == other
    clerk.post(f"/needs/evidence/{evidence.pk}/move/", {"inbox": "1"})
    evidence.refresh_from_db()
    assert evidence.need is None


def test_the_inbox_of_a_town_is_sorted(clerk: Client, country: Country) -> None:
    litovel = country.town("Litovel")
    need = make_need(litovel)
    evidence = make_evidence(place=litovel, title="Podnět k autobusu")
    assert clerk.get("/needs/inbox/")["Location"] == "/needs/inbox/503444/"
    assert "Podnět k autobusu" in clerk.get("/needs/inbox/503444/").content.decode()
    assert "Podnět k autobusu" not in clerk.get("/needs/inbox/503444/?kind=petition").content.decode()
    clerk.post(f"/needs/evidence/{evidence.pk}/move/", {"need": str(need.pk)})
    assert "Nic nečeká" in clerk.get("/needs/inbox/503444/").content.decode()


def test_a_need_is_made_of_evidence(clerk: Client, country: Country) -> None:
    evidence = make_evidence(place=country.town("Litovel"), title="Podnět ke komunitní zahradě", people=12)
    address = f"/needs/evidence/{evidence.pk}/new-need/"
    form = clerk.get(address).content.decode()
    assert 'value="Podnět ke komunitní zahradě"' in form
    said = {"place": "503444", "title": "Chybí komunitní zahrada", "theme": "public_space", "severity": "1"}
    clerk.post(address, {**said, "voiced_by": "citizen", "voiced_on": "2026-01-12", "publish": "1"})
    need = Need.objects.get()
    evidence.refresh_from_db()
    assert (evidence.need, need.status) == (need, NeedStatus.PUBLISHED)


def test_evidence_does_not_become_a_need_of_another_town(analyst: Client, country: Country) -> None:
    evidence = make_evidence(place=country.town("Litovel"))
    said = {"place": "567027", "title": "Chybí komunitní zahrada", "theme": "public_space", "severity": "1"}
    answer = analyst.post(
        f"/needs/evidence/{evidence.pk}/new-need/", {**said, "voiced_by": "citizen", "voiced_on": "2026-01-12"}
    )
    assert "nejsou z téže obce" in answer.content.decode()
    assert Need.objects.count() == 0


def test_an_analyst_sees_where_something_waits(analyst: Client, country: Country) -> None:
    make_evidence(place=country.town("Litovel"))
    make_evidence(place=country.town("Most"))
    html = analyst.get("/needs/inbox/").content.decode()
    assert "Litovel" in html
    assert "Most" in html


def test_a_withdrawn_need_can_be_published_again_by_an_analyst(analyst: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"), status=NeedStatus.WITHDRAWN)
    analyst.post(f"/needs/{need.pk}/publish/", {"reason": "Stažena omylem."})
    assert status_of(need) == NeedStatus.PUBLISHED


def test_an_empty_list_of_targets_says_what_to_do(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    assert "Není s čím slučovat" in clerk.get(f"/needs/{need.pk}/merge/").content.decode()
    operations.withdraw(actor=SYSTEM, at=AT, need=need, reason="Omyl.")
