"""Pages of places."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from naves.domains.wellbeing.definitions import SOCIAL_EXCLUSION
from naves.domains.wellbeing.models import IndicatorValue, WellbeingIndicator
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import MembershipFactory, OrganisationFactory, make_clerk, user_of
from tests.factories.places import Country, PlaceFactory, make_country
from tests.factories.strategies import ClaimFactory, MeasureFactory, ResponseFactory, VersionFactory

pytestmark = pytest.mark.django_db
NAME = re.compile(r'<th scope="row"><a href="/places/[^"]+/">([^<]*)</a>')


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


def names(client: Client, query: str = "") -> list[str]:
    return NAME.findall(client.get(f"/places/?{query}").content.decode())


def page(client: Client, code: str, query: str = "") -> str:
    response = client.get(f"/places/{code}/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("district=CZ0425", ["Lužice", "Most", "Obrnice"]),
        ("region=CZ042&orp=4214", ["Ústí nad Labem"]),
        ("q=usti", ["Ústí nad Labem"]),
        ("q=503444", ["Litovel"]),
        ("size=5", ["Olomouc"]),
        ("level=region", ["Olomoucký kraj", "Ústecký kraj"]),
        ("region=CZ042&district=CZ0712&q=most", ["Most"]),
        ("q=xyz", []),
    ],
)
def test_filters_narrow(client: Client, query: str, expected: list[str]) -> None:
    assert names(client, query) == expected


@pytest.mark.usefixtures("country")
def test_sorted_headings_order(client: Client) -> None:
    assert names(client, "district=CZ0425&sort=-name") == ["Obrnice", "Most", "Lužice"]
    assert names(client, "sort=-population")[:2] == ["Olomouc", "Ústí nad Labem"]


def test_a_list_of_places_takes_the_same_queries_however_long_it_is(
    client: Client, country: Country, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(15):
        make_need(PlaceFactory())
    with django_assert_max_num_queries(7):
        assert len(names(client)) == 25


@pytest.mark.usefixtures("country")
def test_downloads_hold_what_the_filter_lets_through(client: Client) -> None:
    rows = b"".join(client.get("/places/?district=CZ0425&format=csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert rows[0].startswith("code,level,kind,name,")
    assert [row.split(",")[3] for row in rows[1:]] == ["Lužice", "Most", "Obrnice"]


@pytest.mark.usefixtures("country")
def test_suggestions_tell_towns_of_one_name_apart(client: Client) -> None:
    html = client.get("/places/suggest/?place=luzi").content.decode()
    assert 'value="Lužice (Most, 567281)"' in html
    assert 'value="Lužice (Olomouc, 569844)"' in html
    assert client.get("/places/suggest/?place=l").content.decode().strip() == ""


def test_a_town_shows_what_is_known_of_it(client: Client, country: Country) -> None:
    litovel = country.town("Litovel")
    need = make_need(litovel)
    make_evidence(need=need)
    strategy = VersionFactory(places=[litovel], strategy__title="Strategický plán Litovle")
    ClaimFactory(response=ResponseFactory(need=need, measure=MeasureFactory(goal__version=strategy)))
    OrganisationFactory(name="Spolek pro Litovel", place=litovel)
    html = page(client, "503444")
    assert "9\xa0510 k 1.\xa01.\xa02025" in html
    assert "město, okres Olomouc, Olomoucký kraj" in html
    assert "Chybí ranní autobus k lékaři" in html
    assert "Strategický plán Litovle" in html
    assert "Spolek pro Litovel" in html
    assert "100\xa0%" in html
    assert "Naplánováno" in html


def test_a_town_without_needs_is_not_assessed(client: Client, country: Country) -> None:
    html = page(client, "567337")
    assert "neposouzeno" in html
    assert "Potřeby této obce nikdo nezapsal, proto o ní nic netvrdíme." in html
    assert "Není zapsána žádná potřeba" in html


def test_measured_gaps_that_nobody_voiced_are_shown_with_their_source(client: Client, country: Country) -> None:
    obrnice = country.town("Obrnice")
    indicator = WellbeingIndicator.objects.filter(code=SOCIAL_EXCLUSION).first() or WellbeingIndicator.objects.create(
        code=SOCIAL_EXCLUSION,
        name_cs="Index sociálního vyloučení",
        name_en="Index of social exclusion",
        unit="bod",
        direction="higher_is_worse",
        theme_id="social",
        gap_threshold=12,
        source="Agentura pro sociální začleňování",
    )
    IndicatorValue.objects.create(
        indicator=indicator, place=obrnice, period_end=date(2024, 12, 31), value=24, source="x", recorded_at=AT
    )
    html = page(client, "567337")
    assert "Tiché potřeby" in html
    assert "Agentura pro sociální začleňování" in html
    assert "31.\xa012.\xa02024" in html
    assert "Obrnice" in page(client, "CZ042")
    make_need(obrnice, themes={"social": Decimal(1)})
    assert "Tiché potřeby" not in page(client, "567337")


@pytest.mark.parametrize(
    ("code", "heading", "below"),
    [
        ("CZ", "Česko", ["Olomoucký kraj", "Ústecký kraj"]),
        ("CZ042", "Ústecký kraj", ["Most", "Ústí nad Labem"]),
        ("CZ0425", "Okres Most", ["Most"]),
        ("4209", "ORP Most", []),
    ],
)
def test_larger_units_list_what_lies_within(
    client: Client, country: Country, code: str, heading: str, below: list[str]
) -> None:
    make_need(country.town("Most"))
    html = page(client, code)
    assert f"<h1>{heading}</h1>" in html
    assert all(name in html for name in below)
    assert "Obrnice" in html
    assert "meze" in html


def test_a_larger_unit_is_paged(client: Client, country: Country) -> None:
    for _ in range(30):
        PlaceFactory()
    first = page(client, "CZ071")
    following = re.search(r'href="/places/CZ071/(\?cursor=[^"]+)"', first)
    assert following is not None
    second = page(client, "CZ071", following[1])
    assert set(NAME.findall(first)) & set(NAME.findall(second)) == set()


def test_the_clerk_of_the_town_sees_its_inbox(client: Client, country: Country) -> None:
    make_evidence(place=country.town("Litovel"))
    assert "/needs/inbox/" not in page(client, "503444")
    client.force_login(
        user_of(make_clerk(country.town("Litovel"))), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert "Nezařazené doklady (1)" in page(client, "503444")
    assert "/needs/inbox/" not in page(client, "567027")


def test_a_military_district_takes_no_needs(client: Client, country: Country) -> None:
    assert "/needs/new/?place=503941" not in page(client, "503941")


def test_an_unknown_code_is_not_found(client: Client, country: Country) -> None:
    assert client.get("/places/000000/").status_code == 404


def test_the_page_of_a_town_takes_the_same_queries_however_much_belongs_to_it(
    client: Client, country: Country, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_need(country.town("Litovel"))
    page(client, "503444")
    with django_assert_max_num_queries(45):
        page(client, "503444")
    for number in range(6):
        need = make_need(country.town("Litovel"), title=f"Potřeba číslo {number}")
        strategy = VersionFactory(places=[country.town("Litovel")])
        ResponseFactory(need=need, measure=MeasureFactory(goal__version=strategy))
        MembershipFactory(organisation=OrganisationFactory(place=country.town("Litovel")))
    page(client, "503444")
    with django_assert_max_num_queries(45):
        page(client, "503444")
