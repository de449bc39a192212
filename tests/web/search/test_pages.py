"""Pages of the search."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naves.adapters.search_index import current
from naves.domains.needs.enums import NeedStatus
from tests.factories.needs import make_need
from tests.factories.organisations import make_clerk, user_of
from tests.factories.places import Country, make_country
from tests.factories.strategies import MeasureFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country(db: None, tmp_path: Path, settings: Any) -> Iterator[Country]:
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()
    yield make_country()
    current.forget()


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def table(client: Client, query: str) -> list[dict[str, str]]:
    content = b"".join(client.get(f"/search/?format=csv&{query}").streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_results_mark_the_words_in_whatever_form_they_stand(client: Client, country: Country) -> None:
    need = make_need(
        country.town("Most"), title="Spoje na sebe nenavazují", description="Ranním autobusům ujíždí vlak."
    )
    html = page(client, "/search/?q=autobus")
    assert f'href="/needs/{need.pk}/"' in html
    assert "Ranním <mark>autobusům</mark> ujíždí" in html


def test_what_people_write_is_never_markup(client: Client, country: Country) -> None:
    make_need(country.town("Most"), title="Autobus <script>alert(1)</script>")
    html = page(client, "/search/?q=autobus+%3Cscript%3Ealert(2)")
    assert "<script>alert" not in html
    assert "&lt;" in html


def test_a_slip_is_mended_and_said(client: Client, country: Country) -> None:
    make_need(country.town("Most"), title="Chybí koupaliště")
    html = page(client, "/search/?q=koupalsite")
    assert "Zobrazujeme výsledky pro <strong>koupaliště</strong>." in html


def test_kinds_are_tabs_with_counts_and_facets_narrow(client: Client, country: Country) -> None:
    make_need(country.town("Most"), title="Přechod u školy")
    make_need(country.town("Litovel"), title="Přechod u kina")
    MeasureFactory(goal__version=VersionFactory(places=[country.town("Most")]), title="Přechody u škol")
    html = page(client, "/search/?q=prechod")
    assert 'Potřeby <span class="count">2</span>' in html
    assert 'Opatření <span class="count">1</span>' in html
    narrowed = page(client, "/search/?q=prechod&kind=need&region=CZ042")
    assert 'Vše <span class="count">2</span>' in narrowed
    assert "u kina" not in narrowed
    assert "<strong>Ústecký kraj</strong>" in narrowed
    assert 'href="/search/?q=prechod&amp;kind=need"' in narrowed
    assert "Přechod u školy" not in page(client, "/search/?q=prechod&kind=need&region=CZ042&status=withdrawn")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "Napište, co hledáte"),
        ("q=+", "Napište, co hledáte"),
        ("q=%F0%9F%98%80", "Napište, co hledáte"),
        ("q=a+nebo", "Tato slova sama nic nenajdou"),
        ("q=xyzzyqq", "Nic jsme nenašli"),
        ("q=most&kind=need", "Hledat bez filtrů"),
        ("q=" + "most+" * 2000, "Dotaz byl dlouhý"),
    ],
)
def test_an_empty_page_says_what_to_do(client: Client, query: str, expected: str) -> None:
    assert expected in page(client, f"/search/?{query}")


@pytest.mark.parametrize(
    "text",
    [
        "x", '"', "'", '""', "* OR *", "NEAR(a b)", "title:most", "a AND (b", "%00", "%ff%fe", "'; DROP TABLE--",
        "^most", "-most", "=503444", "~most", "(((((", "\\", "most*", "😀 most", "most\x1f\x7f", "ﷺ",
        "١٢٣", "ß", "Ⅷ",
    ],
)  # fmt: skip
def test_signs_of_query_languages_are_only_signs(client: Client, text: str) -> None:
    for path in ("/search/", "/search/suggest/"):
        assert client.get(path, {"q": text}).status_code == 200


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_any_address_gives_a_page(client: Client, text: str, kind: str, theme: str) -> None:
    query = {"q": text, "kind": kind, "theme": theme}
    query = {name: value.encode(errors="ignore").decode() for name, value in query.items()}
    assert client.get("/search/", query).status_code == 200


def test_a_cursor_that_is_none_is_refused(client: Client) -> None:
    assert client.get("/search/?q=most&cursor=x").status_code == 400


def test_pages_follow_each_other(client: Client, country: Country) -> None:
    for number in range(25):
        make_need(country.town("Most"), title=f"Lavička číslo {number}")
    first = client.get("/search/?q=lavicky&kind=need")
    cursor = first.context["page"].next_cursor
    second = client.get(f"/search/?q=lavicky&kind=need&cursor={cursor}")
    seen = [shown.title for response in (first, second) for shown in response.context["page"].items]
    assert sorted(seen) == sorted(f"Lavička číslo {number}" for number in range(25))
    assert second.context["page"].next_cursor is None


def test_downloads_hold_what_the_page_would_show(client: Client, country: Country) -> None:
    make_need(country.town("Most"), title="Přechod u školy")
    make_need(country.town("Most"), title="Přechod v konceptu", status=NeedStatus.DRAFT)
    rows = table(client, "q=prechod")
    assert [(row["kind"], row["title"], row["region"]) for row in rows] == [("need", "Přechod u školy", "CZ042")]
    for name in ("xlsx", "parquet"):
        assert client.get(f"/search/?q=prechod&format={name}").status_code == 200


def test_suggestions_come_while_the_word_is_written_and_keep_secrets(client: Client, country: Country) -> None:
    make_need(country.town("Litovel"), title="Litovelské koupaliště", status=NeedStatus.DRAFT)
    assert "Litovel</span>" in page(client, "/search/suggest/?q=lito")
    assert page(client, "/search/suggest/?q=koupal").strip() == ""
    clerk = Client()
    clerk.force_login(user_of(make_clerk(country.town("Litovel"))), backend="django.contrib.auth.backends.ModelBackend")
    response = clerk.get("/search/suggest/?q=koupal")
    assert "Litovelské koupaliště" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_the_box_stands_in_the_frame_of_every_page_and_needs_no_script(client: Client) -> None:
    html = page(client, "/en/places/")
    assert '<form class="site-search" method="get" action="/en/search/"' in html
    assert 'name="q"' in html


def test_the_page_speaks_english(client: Client, country: Country) -> None:
    make_need(country.town("Most"))
    assert "Nothing was found" in page(client, "/en/search/?q=xyzzyqq")
    assert 'Needs <span class="count">1</span>' in page(client, "/en/search/?q=autobus")


def test_a_search_takes_few_queries_however_much_is_found(
    client: Client, country: Country, django_assert_max_num_queries: Any
) -> None:
    current.rebuild()
    for number in range(18):
        make_need(country.town("Most"), title=f"Lavička {number}")
    client.get("/search/?q=lavicka")
    with django_assert_max_num_queries(9):
        assert "Lavička" in page(client, "/search/?q=lavicka")
