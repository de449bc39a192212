"""Imports over the pages: sent, shown, asked about, confirmed, run, reported."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from naves.domains.accounts.models import ImportJob
from naves.domains.accounts.privacy import run_retention
from naves.domains.needs.models import Evidence, Need
from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import StrategyVersion
from naves.kernel.clock import now
from naves.web.imports.kinds import KINDS, permitted
from naves.web.imports.tasks import import_upload
from tests.factories.organisations import make_administrator, make_analyst, make_clerk, make_stranger, user_of
from tests.factories.places import Country, make_country

pytestmark = pytest.mark.django_db

HEAD = "identifikátor;obec;okres;název potřeby;témata;kdo ji vyslovil;zazněla dne;závažnost\n"
ROW = "P-1;Litovel;;Chybí přechod u školy;Doprava a mobilita;občan;1. 3. 2026;2\n"
Send = Callable[..., ImportJob]


@pytest.fixture
def country() -> Country:
    return make_country()


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor), backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, kind: str, text: str, **fields: Any) -> ImportJob:
    file = SimpleUploadedFile("soubor.csv", text.encode())
    response = client.post(f"/imports/new/{kind}/", {"file": file, **fields})
    assert response.status_code == 302, response.content.decode()
    return ImportJob.objects.latest("created_at")


def text_of(client: Client, job: ImportJob, language: str = "cs") -> str:
    prefix = "" if language == "cs" else f"/{language}"
    return client.get(f"{prefix}/imports/{job.pk}/").content.decode()


def confirmed(client: Client, job: ImportJob) -> ImportJob:
    assert client.post(f"/imports/{job.pk}/confirm/").status_code == 302
    import_upload.func(job_id=str(job.pk))
    job.refresh_from_db()
    return job


def test_a_clerk_sends_needs_sees_what_would_happen_and_confirms(country: Country) -> None:
    client = signed_in(make_clerk(country.town("Litovel")))
    job = send(client, "needs", HEAD + ROW, source="Litovel")
    assert (job.status, job.preview["report"]["created"]) == ("ready", 1)
    assert "Chybí přechod u školy" in text_of(client, job)
    assert not Need.objects.exists()
    job = confirmed(client, job)
    assert (job.status, job.result["created"]) == ("done", 1)
    assert Need.objects.get().place == country.town("Litovel")
    again = send(client, "needs", HEAD + ROW, source="Litovel")
    assert again.preview["report"] == {"created": 0, "changed": 0, "unchanged": 1, "notes": {}}


def test_problems_stand_with_row_column_value_and_remedy_in_the_readers_language(country: Country) -> None:
    client = signed_in(make_clerk(country.town("Litovel")))
    job = send(client, "needs", HEAD + ROW.replace("1. 3. 2026", "03/01/2026"))
    assert job.status == "refused"
    czech, english = text_of(client, job), text_of(client, job, "en")
    for said in ("řádek 2", "zazněla dne", "03/01/2026", "Zapište ho jako"):
        assert said in czech
    for said in ("row 2", "zazněla dne", "03/01/2026", "Write it as"):
        assert said in english
    assert client.post(f"/imports/{job.pk}/confirm/").status_code == 409
    assert not Need.objects.exists()


def test_a_shared_name_is_asked_about_and_the_answer_counts(country: Country) -> None:
    client = signed_in(make_analyst())
    job = send(client, "needs", HEAD + ROW.replace("Litovel", "Lužice"))
    page = text_of(client, job)
    assert "Která obec je míněna?" in page
    meant = country.town("Lužice (Most)")
    assert meant.code in page
    assert client.post(f"/imports/{job.pk}/answer/", {"answer_0": "999999"}).status_code == 422
    assert client.post(f"/imports/{job.pk}/answer/", {"answer_0": meant.code}).status_code == 302
    job.refresh_from_db()
    assert job.status == "ready"
    assert confirmed(client, job).status == "done"
    assert Need.objects.get().place == meant


def test_a_clerk_may_not_write_to_another_town(country: Country) -> None:
    client = signed_in(make_clerk(country.town("Obrnice")))
    job = send(client, "needs", HEAD + ROW)
    assert (job.status, [one["code"] for one in job.problems]) == ("refused", ["place_not_yours"])


def test_a_file_of_another_kind_says_which_it_is(country: Country) -> None:
    client = signed_in(make_analyst())
    job = send(client, "evidence", HEAD + ROW)
    assert [one["code"] for one in job.problems] == ["other_kind"]
    assert "obsahuje potřeby" in text_of(client, job)


def test_a_picture_is_not_a_table(country: Country) -> None:
    client = signed_in(make_analyst())
    file = SimpleUploadedFile("potreby.csv", b"\x89PNG\r\n\x1a\n" + bytes(100))
    client.post("/imports/new/needs/", {"file": file})
    assert ImportJob.objects.get().problems[0]["code"] == "not_a_table"


def test_an_empty_file_is_refused_at_once(country: Country) -> None:
    client = signed_in(make_analyst())
    response = client.post("/imports/new/needs/", {"file": SimpleUploadedFile("a.csv", b"")})
    assert response.status_code == 422
    assert not ImportJob.objects.exists()


def test_a_pasted_outline_becomes_a_draft_with_goals_and_measures(country: Country) -> None:
    town = country.town("Litovel")
    clerk = make_clerk(town)
    client = signed_in(clerk)
    text = "# Plán 2027\nÚzemí: 503444\n\n## Bezpečné ulice\n- Přechody u škol\n- Osvětlení\n"
    fields = {"text": text, "owner": town.name, "in_force_from": "2027-01-01"}
    assert client.post("/imports/new/outlines/", fields).status_code == 302
    job = ImportJob.objects.get()
    assert job.status == "ready", job.problems
    assert "Přechody u škol" in text_of(client, job)
    assert confirmed(client, job).status == "done"
    version = StrategyVersion.objects.get()
    assert (version.status, [m.title for m in version.measures.all()]) == ("draft", ["Přechody u škol", "Osvětlení"])


def test_what_fails_unexpectedly_is_told_without_a_traceback(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(make_analyst())
    job = send(client, "needs", HEAD + ROW)
    job.file.storage.delete(job.file.name)
    job = confirmed(client, job)
    assert (job.status, job.problems[0]["code"]) == ("refused", "failed")
    assert "Traceback" not in text_of(client, job)
    assert not Need.objects.exists()


def test_an_import_can_be_cancelled_and_its_file_goes(
    country: Country, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    client = signed_in(make_analyst())
    job = send(client, "needs", HEAD + ROW)
    name, storage = job.file.name, job.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/imports/{job.pk}/cancel/").status_code == 302
    assert not storage.exists(name)
    assert client.post(f"/imports/{job.pk}/confirm/").status_code == 409


def test_two_clicks_start_an_import_once(country: Country) -> None:
    client = signed_in(make_analyst())
    job = send(client, "needs", HEAD + ROW)
    assert client.post(f"/imports/{job.pk}/confirm/").status_code == 302
    assert client.post(f"/imports/{job.pk}/confirm/").status_code == 409


def test_others_see_nothing_of_an_import_and_administrators_only_look(country: Country) -> None:
    owner, other, administrator = (signed_in(a) for a in (make_analyst(), make_analyst(), make_administrator()))
    job = send(owner, "needs", HEAD + ROW)
    assert other.get(f"/imports/{job.pk}/").status_code == 404
    assert other.post(f"/imports/{job.pk}/confirm/").status_code == 404
    assert "soubor.csv" not in other.get("/imports/").content.decode()
    assert administrator.get(f"/imports/{job.pk}/").status_code == 200
    assert administrator.post(f"/imports/{job.pk}/confirm/").status_code == 403
    assert "soubor.csv" in administrator.get("/imports/").content.decode()


def test_nobody_signed_in_is_asked_to_sign_in() -> None:
    for path in ("/imports/", "/imports/new/needs/", "/imports/template/needs.csv"):
        assert Client().get(path).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_may_send_nothing(kind: str) -> None:
    client = signed_in(make_stranger())
    assert client.get(f"/imports/new/{kind}/").status_code == 403
    assert client.get(f"/imports/template/{kind}.csv").status_code == 403


def test_each_role_is_offered_what_it_may_send(country: Country) -> None:
    offered = {
        "analyst": make_analyst(),
        "administrator": make_administrator(),
        "clerk": make_clerk(country.town("Litovel")),
        "stranger": make_stranger(),
    }
    assert {name: [kind.name for kind in permitted(actor)] for name, actor in offered.items()} == {
        "analyst": list(KINDS),
        "administrator": list(KINDS),
        "clerk": ["needs", "evidence", "posts", "strategies", "responses", "outlines"],
        "stranger": [],
    }


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["needs", "evidence", "strategies"])
def test_a_template_with_its_example_is_understood(country: Country, kind: str, form: str, language: str) -> None:
    client = signed_in(make_analyst())
    prefix = "" if language == "cs" else f"/{language}"
    response = client.get(f"{prefix}/imports/template/{kind}.{form}")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == f'attachment; filename="naves-{kind}.{form}"'
    client.post(f"/imports/new/{kind}/", {"file": SimpleUploadedFile(f"t.{form}", content)})
    job = ImportJob.objects.get()
    assert [one["code"] for one in job.problems] in ([], ["owner_unknown"], ["need_unknown"]), job.problems


def test_evidence_waits_in_the_inbox(country: Country) -> None:
    client = signed_in(make_clerk(country.town("Litovel")))
    lines = '{"id": "RM/1/2025", "datum": "2025-03-01", "organ": "Rada města Litovel", "subject": "výsadbu stromů.", '
    lines += '"actions": ["schvaluje"], "items": []}\n'
    job = confirmed(client, send(client, "evidence", lines))
    assert job.status == "done", job.problems
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.need, evidence.place) == ("resolution", None, country.town("Litovel"))
    assert evidence.text == "schvaluje výsadbu stromů."


def test_an_import_whose_worker_was_stopped_can_be_tried_again(country: Country) -> None:
    client = signed_in(make_analyst())
    job = send(client, "needs", HEAD + ROW)
    client.post(f"/imports/{job.pk}/confirm/")
    assert run_retention(now())["interrupted_imports"] == 0
    assert run_retention(now() + timedelta(hours=7))["interrupted_imports"] == 1
    assert "Import byl přerušen" in text_of(client, job)
    assert client.post(f"/imports/{job.pk}/again/").status_code == 302
    job.refresh_from_db()
    assert confirmed(client, job).status == "done"


def test_files_go_after_a_month_and_take_unconfirmed_imports_with_them(country: Country) -> None:
    client = signed_in(make_analyst())
    job = send(client, "needs", HEAD + ROW)
    assert run_retention(now() + timedelta(days=29))["uploads"] == 0
    assert run_retention(now() + timedelta(days=31))["uploads"] == 1
    job.refresh_from_db()
    assert (job.status, job.file.name) == ("cancelled", "")


def test_answers_go_back_to_where_posts_came_from_but_not_to_strangers(country: Country) -> None:
    clerk = make_clerk(country.town("Litovel"))
    client = signed_in(clerk)
    head = "service_request_id,service_name,requested_datetime\n"
    job = send(client, "posts", head + "1,Bezpečnost,2026-02-01\n", source="hlášení", place="503444")
    assert confirmed(client, job).result["created"] == 1
    page = client.get("/imports/answers/").content.decode()
    assert "/imports/answers/open311.csv?source=hl%C3%A1%C5%A1en%C3%AD" in page
    file = b"".join(client.get("/imports/answers/open311.csv", {"source": "hlášení"}).streaming_content).decode()
    assert file.splitlines()[1].startswith("1,open,")
    assert client.get("/imports/answers/open311.csv", {"source": "jiné"}).status_code == 404
    assert client.get("/imports/answers/xml.csv", {"source": "hlášení"}).status_code == 404
    assert signed_in(make_stranger()).get("/imports/answers/").status_code == 403
    assert Client().get("/imports/answers/open311.csv", {"source": "hlášení"}).status_code in {302, 403}
