"""Pages of the statistics: their words, filters, downloads and who may do what."""

import csv
import io
from datetime import timedelta

import pyarrow.parquet as pq
import pytest
from django.test import Client

from naves.domains.organisations.enums import MemberRole, OrganisationKind
from tests.factories.accounts import AT, UserFactory
from tests.factories.needs import make_need
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.strategies import ClaimFactory
from tests.web.monitor.conftest import Story
from tests.web.monitor.test_pages import text

COMPARED, TIMES, CODING = "/monitor/statistics/", "/monitor/statistics/times/", "/monitor/statistics/coding/"


@pytest.fixture
def compared(story: Story) -> Story:
    """Olomouc with six needs, three of them planned after ten days; Most with one."""
    for number in range(5):
        need = make_need(story.country.town("Olomouc"), title=f"Potřeba {number}")
        if number < 3:
            at = AT + timedelta(days=10)
            ClaimFactory(response__need=need, response__place=need.place, response__confirmed_at=at, recorded_at=at)
    return story


def table(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, address).lstrip("\ufeff"))))


@pytest.mark.parametrize("path", [COMPARED, TIMES, CODING])
def test_an_empty_country_says_what_to_do_and_never_zero(client: Client, db: None, path: str) -> None:
    page = text(client, path).replace("\xa0", " ")
    assert "0 %</p>" not in page
    assert "Žádn" in page


def test_towns_are_ranked_and_small_ones_are_named_as_such(client: Client, compared: Story) -> None:
    page = text(client, COMPARED)
    assert "v mezích náhody" in page
    assert "málo potřeb" in page
    assert 'data-key="town-' in page
    assert page.index("Olomouc</a>") < page.index("Most</a>")
    assert "Which towns differ by more than chance?" in text(client, "/en" + COMPARED)


def test_downloads_leave_the_rank_of_a_small_town_empty(client: Client, compared: Story) -> None:
    by_name = {row["name"]: row for row in table(client, COMPARED + "?format=csv")}
    assert (by_name["Olomouc"]["rank"], by_name["Most"]["rank"]) == ("1", "")
    assert by_name["Most"]["position"] == "málo potřeb"
    answer = client.get(COMPARED + "?format=parquet&sort=-rank")
    rows = pq.read_table(io.BytesIO(b"".join(answer.streaming_content))).to_pylist()  # type: ignore[attr-defined,arg-type]
    assert [row["name"] for row in rows] == ["Olomouc", "Most"]


@pytest.mark.parametrize("sort", ["coverage", "-coverage"])
def test_no_order_of_the_towns_by_coverage_ranks_one_of_few_needs(client: Client, compared: Story, sort: str) -> None:
    names = [row["name"] for row in table(client, f"/monitor/towns/?format=csv&sort={sort}")]
    assert names[0] == "Olomouc"
    codes = [row["code"] for row in table(client, f"/monitor/towns/?format=csv&sort={sort}")][1:]
    assert codes == sorted(codes)


def test_positions_and_orders_are_kept_in_the_address(client: Client, compared: Story) -> None:
    assert "Most</a>" not in text(client, COMPARED + "?outside=below")
    page = text(client, COMPARED + "?sort=name")
    assert page.index("Most</a>") < page.index("Olomouc</a>")
    assert "„9“" in text(client, COMPARED + "?level=9", status=400)


def test_response_times_have_groups_numbers_waiting_and_curves(client: Client, compared: Story) -> None:
    page = text(client, TIMES + "?by=region").replace("\xa0", " ")
    assert "log-rank" in page
    assert "Olomoucký kraj" in page
    assert 'data-key="group-5"' in text(client, TIMES + "?by=size_class")
    rows = {row["code"]: row for row in table(client, TIMES + "?by=region&format=csv")}
    assert (rows[""]["needs"], rows[""]["answered"]) == ("7", "3")
    assert (rows["CZ071"]["needs"], rows["CZ071"]["median"]) == ("6", "10")
    by_theme = table(client, TIMES + "?format=csv")
    assert {row["median"] + row["within_year"] for row in by_theme if row["needs"] == "0"} == {""}
    curve = [row for row in table(client, TIMES + "?by=region&format=csv&table=curves") if row["code"] == "CZ071"]
    assert [(row["day"], float(row["unanswered"])) for row in curve][:2] == [("0", 1.0), ("10", 0.5)]


def test_the_page_of_a_small_town_shows_its_pooled_figure_beside_the_raw_one(client: Client, compared: Story) -> None:
    few = text(client, f"/places/{compared.country.town('Most').code}/").replace("\xa0", " ")
    assert "Sdruženě s obcemi téže velikosti a kraje: " in few
    assert "Sdruženě" not in text(client, f"/places/{compared.country.town('Olomouc').code}/")


def test_agreement_is_not_assessed_without_pairs(client: Client, compared: Story) -> None:
    page = text(client, CODING)
    assert "neposouzeno" in page
    assert "Načíst návrhy nyní" not in page
    assert table(client, CODING + "?format=csv") == []


def test_only_an_analyst_reads_the_suggestions(client: Client, compared: Story) -> None:
    assert "/account/login/" in client.post(CODING + "read/")["Location"]
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(CODING + "read/").status_code == 403
    ministry = OrganisationFactory(kind=OrganisationKind.MINISTRY)
    analyst = MembershipFactory(organisation=ministry, role=MemberRole.EDITOR).user
    client.force_login(analyst, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(CODING + "read/").status_code == 302
    page = text(client, CODING)
    assert "Načteno ke dni" in page
    assert "neposouzeno" in page


def test_the_home_shows_small_cells_pooled_and_the_agreement(client: Client, compared: Story) -> None:
    page = text(client, "/")
    assert "sdružen" in page
    assert "Shoda hodnotitelů odezev" in page
