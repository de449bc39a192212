"""The list of needs."""

import io
import re
from decimal import Decimal

import pytest
from django.test import Client
from pyarrow import parquet
from pytest_django import DjangoAssertNumQueries

from naves.domains.needs.enums import NeedStatus
from tests.factories.needs import make_evidence, make_need
from tests.factories.places import Country
from tests.factories.strategies import ClaimFactory

pytestmark = pytest.mark.django_db
TITLE = re.compile(r'<a href="/needs/[0-9a-f-]{36}/">([^<]*)</a>')


def titles(client: Client, query: str = "", path: str = "/needs/") -> list[str]:
    return TITLE.findall(client.get(f"{path}?{query}").content.decode())


@pytest.fixture
def needs(country: Country) -> None:
    litovel, most = country.town("Litovel"), country.town("Most")
    make_need(litovel, title="Autobus k lékaři", severity=2, people_affected=120)
    make_need(
        litovel, title="Zubař pro dospělé", themes={"health": Decimal(1)}, groups=frozenset({"families"}), severity=3
    )
    make_need(most, title="Byty pro mladé", themes={"housing": Decimal(1)}, people_affected=None, voiced_by="town")
    make_need(most, title="Rozpracovaná potřeba", status=NeedStatus.DRAFT)


@pytest.mark.usefixtures("needs")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("theme=health", ["Zubař pro dospělé"]),
        ("group=families", ["Zubař pro dospělé"]),
        ("region=CZ042", ["Byty pro mladé"]),
        ("place=503444", ["Zubař pro dospělé", "Autobus k lékaři"]),
        ("place=litovel+%28Olomouc%2C+503444%29", ["Zubař pro dospělé", "Autobus k lékaři"]),
        ("place=CZ0425", ["Byty pro mladé"]),
        ("severity=3", ["Zubař pro dospělé"]),
        ("voiced_by=town", ["Byty pro mladé"]),
        ("q=zubar", ["Zubař pro dospělé"]),
        ("status=draft", []),
        ("size=4", ["Byty pro mladé"]),
        ("response=1", ["Byty pro mladé", "Zubař pro dospělé", "Autobus k lékaři"]),
    ],
)
def test_filters_narrow(client: Client, query: str, expected: list[str]) -> None:
    assert sorted(titles(client, query)) == sorted(expected)


@pytest.mark.usefixtures("needs")
def test_sorted_headings_order(client: Client) -> None:
    assert titles(client) == titles(client, "sort=date")[::-1]
    assert titles(client, "sort=people")[0] == "Byty pro mladé"
    assert titles(client, "sort=-people")[-1] == "Byty pro mladé"


@pytest.mark.usefixtures("needs")
def test_drafts_show_to_those_who_may_see_them_only(client: Client, analyst: Client, neighbour: Client) -> None:
    assert titles(client, "status=draft") == []
    assert titles(neighbour, "status=draft") == ["Rozpracovaná potřeba"]
    assert titles(analyst, "status=all").count("Rozpracovaná potřeba") == 1


def test_a_name_that_several_places_share_is_asked_about(client: Client, country: Country) -> None:
    page = client.get("/needs/?place=Lužice").content.decode()
    assert "Které místo „Lužice“ máte na mysli?" in page
    assert 'href="/needs/?place=569844"' in page
    assert 'href="/needs/?place=567281"' in page


def test_an_unknown_place_is_told_beside_its_field(client: Client, country: Country) -> None:
    page = client.get("/needs/?place=Tramtárie").content.decode()
    assert "Takové místo neznáme. Zkontrolujte název, nebo uveďte kód." in page


@pytest.mark.usefixtures("needs")
def test_a_need_shows_the_level_of_its_response(client: Client, country: Country) -> None:
    ClaimFactory(response__place=country.town("Litovel"))
    assert "Nebezpečný přechod u školy" in titles(client)
    assert "Naplánováno" in client.get("/needs/").content.decode()
    assert "Nebezpečný přechod u školy" not in titles(client, "response=2")
    assert "Nebezpečný přechod u školy" in titles(client, "response=3")


@pytest.mark.usefixtures("needs")
def test_pages_follow_each_other(client: Client, country: Country) -> None:
    for number in range(26):
        make_need(country.town("Most"), title=f"Potřeba číslo {number}")
    first = client.get("/needs/?place=567027").content.decode()
    assert "Celkem 27\xa0potřeb" in first
    following = re.search(r'href="(/needs/\?[^"]*cursor=[^"]+)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).content.decode()
    assert len(TITLE.findall(first)) == 25
    assert len(TITLE.findall(second)) == 2
    assert set(TITLE.findall(first)) & set(TITLE.findall(second)) == set()


def test_a_foreign_cursor_is_told_in_words(client: Client, country: Country) -> None:
    response = client.get("/needs/?cursor=nonsense")
    assert response.status_code == 400
    assert "Traceback" not in response.content.decode()


@pytest.mark.usefixtures("needs")
def test_downloads_hold_what_the_filter_lets_through(client: Client) -> None:
    csv = b"".join(client.get("/needs/?theme=health&format=csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(csv) == 2
    assert ",Zubař pro dospělé," in csv[1]
    assert ",health:1," in csv[1]
    table = b"".join(client.get("/needs/?format=parquet").streaming_content)  # type: ignore[attr-defined]
    rows = parquet.read_table(io.BytesIO(table)).to_pylist()
    assert {row["place_code"] for row in rows} == {"503444", "567027"}
    assert {row["response_level"] for row in rows} == {0}
    assert client.get("/needs/?format=xlsx")["Content-Disposition"].endswith('.xlsx"')


def test_an_unknown_format_is_refused(client: Client, country: Country) -> None:
    assert client.get("/needs/?format=exe").status_code == 400


@pytest.mark.usefixtures("needs")
def test_the_list_takes_the_same_queries_however_long_it_is(
    client: Client, country: Country, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/needs/")
    with django_assert_max_num_queries(12):
        client.get("/needs/")
    for number in range(20):
        make_evidence(need=make_need(country.town("Olomouc"), title=f"Další potřeba {number}"))
    with django_assert_max_num_queries(12):
        assert len(titles(client)) == 23
