"""The Monitor's pages: figures that can be defended, filters in the address, drill-down, downloads."""

import csv
import io
import xml.etree.ElementTree as ET

import pyarrow.parquet as pq
import pytest
from django.test import Client

from naves.domains.organisations.enums import MemberRole, OrganisationKind
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.web.monitor.conftest import Story

SVG = "{http://www.w3.org/2000/svg}"


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode() if not answer.streaming else b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined,arg-type]


def test_an_empty_country_is_not_assessed_and_never_zero(client: Client, db: None) -> None:
    page = text(client, "/")
    assert "neposouzeno" in page
    assert "0 %</p>" not in page.replace("\xa0", " ")


def test_the_home_shows_three_estimands_with_bounds_and_their_day(client: Client, story: Story) -> None:
    page = text(client, "/").replace("\xa0", " ")
    for words in ("Průměrná obec", "Průměrný obyvatel", "S vahou sociálního vyloučení", "10. percentil", "stav k"):
        assert words in page
    assert "2 z 9" in page


def test_the_home_speaks_english(client: Client, story: Story) -> None:
    page = text(client, "/en/")
    assert "Do strategies answer the needs of towns?" in page
    assert "The average town" in page


def test_a_figure_leads_to_its_needs(client: Client, story: Story) -> None:
    everything = text(client, "/monitor/needs/")
    assert story.olomouc.title in everything
    assert story.most.title in everything
    one_region = text(client, "/monitor/needs/?region=CZ042")
    assert story.olomouc.title not in one_region
    assert story.most.title in one_region
    assert story.most.title not in text(client, "/monitor/needs/?region=CZ042&at_least=2")


def test_a_day_before_the_records_knows_nothing_of_them(client: Client, story: Story) -> None:
    assert story.most.title not in text(client, "/monitor/needs/?as_of=2019-01-01")


def test_unanswered_needs_come_by_people_affected(client: Client, story: Story) -> None:
    page = text(client, "/unanswered/")
    assert page.index(story.most.title) < page.index(story.olomouc.title)


def test_the_question_who_answered_works_as_a_fragment_and_as_a_page(client: Client, story: Story) -> None:
    address = f"/unanswered/{story.most.pk}/alike/"
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode().strip()
    assert "Žádná podobná obec" in fragment
    assert fragment in text(client, address)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?level=9", "„9“"),
        ("?level=two", "Zadejte celé číslo."),
        ("?as_of=23.11.2026", "Zapište den ve tvaru"),
        ("?as_of=2999-01-01", "ještě nenastal"),
        ("?theme=magic", "magic"),
        ("?estimand=median", "per_town"),
        ("?region=CZ999", "CZ999"),
    ],
)
def test_a_bad_filter_is_named_with_its_remedy(client: Client, story: Story, query: str, said: str) -> None:
    assert said in text(client, f"/{query}", status=400)


def test_the_map_draws_a_dot_for_each_municipality_with_a_position(client: Client, story: Story) -> None:
    answer = client.get("/monitor/map.svg")
    dots = ET.fromstring(answer.content).iter(f"{SVG}circle")  # noqa: S314 - our own drawing
    by_name = {dot.get("data-n"): dot.get("data-v") for dot in dots}
    placed = {town.name for town in story.country.towns.values() if town.longitude is not None and town.population}
    assert placed <= set(by_name)
    assert by_name["Most"] == "0.000"
    assert by_name["Litovel"] is None


def test_an_unchanged_map_is_not_sent_again(client: Client, story: Story) -> None:
    tag = client.get("/monitor/map.svg")["ETag"]
    assert client.get("/monitor/map.svg", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/monitor/map.svg?level=1", headers={"If-None-Match": "other"}).status_code == 200


def test_towns_download_with_what_is_not_assessed_left_empty(client: Client, story: Story) -> None:
    rows = list(csv.DictReader(io.StringIO(text(client, "/monitor/towns/?format=csv").lstrip("\ufeff"))))
    by_name = {row["name"]: row for row in rows}
    assert (by_name["Most"]["coverage"], by_name["Most"]["needs"]) == ("0", "1")
    assert (by_name["Litovel"]["coverage"], by_name["Litovel"]["needs"]) == ("", "0")


def test_lists_download_as_parquet(client: Client, story: Story) -> None:
    answer = client.get("/unanswered/?format=parquet")
    table = pq.read_table(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined,arg-type]
    assert sorted(table.column("title").to_pylist()) == sorted([story.most.title, story.olomouc.title])


def test_only_an_analyst_publishes_and_what_is_published_can_be_computed_again(client: Client, story: Story) -> None:
    assert client.post("/monitor/publish/").status_code == 302
    assert "/account/login/" in client.post("/monitor/publish/")["Location"]
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/monitor/publish/").status_code == 403
    ministry = OrganisationFactory(kind=OrganisationKind.MINISTRY)
    analyst = MembershipFactory(organisation=ministry, role=MemberRole.EDITOR).user
    client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/monitor/publish/").status_code == 302
    page = text(client, "/monitor/published/")
    assert "shodný" in page
    assert "liší se" not in page


def test_the_method_is_told_in_both_languages(client: Client, db: None) -> None:
    assert "Neposouzeno není nula" in text(client, "/monitor/method/")
    assert "Not assessed is not zero" in text(client, "/en/monitor/method/")
