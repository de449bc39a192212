"""The figures of the API are those of the Monitor, with all that defends them."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from naves.domains.monitor.queries import Filters, national_report
from tests.api.conftest import Caller
from tests.factories.needs import make_need
from tests.factories.places import Country
from tests.factories.strategies import ClaimFactory, MeasureFactory, ResponseFactory, VersionFactory


@pytest.fixture
def world(country: Country) -> Country:
    need = make_need(country.town("Litovel"))
    make_need(country.town("Litovel"), title="Chybí chodník ke škole")
    make_need(country.town("Obrnice"), title="Prázdné byty na sídlišti")
    version = VersionFactory(places=[country.regions["CZ071"]])
    ClaimFactory(response=ResponseFactory(need=need, measure=MeasureFactory(goal__version=version)))
    return country


def test_the_report_is_the_object_of_the_command_line(world: Country, anybody: Caller) -> None:
    report = anybody.get("/monitor/report?as_of=2026-11-23")
    assert report == json.loads(json.dumps(national_report(Filters(as_of=date(2026, 11, 23)))))
    assert list(report) == [
        "as_of", "level", "method_version", "places_total", "places_assessed", "assessed_share", "relevance",
        "estimands",
    ]  # fmt: skip
    assert report["estimands"]["per_town"]["coverage"] == 0.25


def test_towns_carry_their_denominators(world: Country, anybody: Caller) -> None:
    found = anybody.get("/monitor/towns?region=CZ071&as_of=2026-11-23")
    litovel = next(town for town in found["items"] if town["name"] == "Litovel")
    assert (litovel["needs"], litovel["answered"], litovel["coverage"], litovel["rankable"]) == (2, 1, 0.5, False)
    assert (found["as_of"], found["level"], found["filters"]["region"]) == ("2026-11-23", 2, "CZ071")


def test_the_funnel_starts_from_what_is_recorded(world: Country, anybody: Caller) -> None:
    funnel = anybody.get("/monitor/funnel?as_of=2026-11-23")
    assert funnel["recorded"] == 3
    assert [step["needs"] for step in funnel["steps"]] == [1, 1, 0, 0]


def test_the_heat_map_ends_with_the_whole_country(world: Country, anybody: Caller) -> None:
    heat = anybody.get("/monitor/heat?as_of=2026-11-23")
    last = heat["cells"][-1]
    assert (last["theme"], last["region"], last["needs"]) == (None, None, 3)
    assert last["figures"]["towns_assessed"] == 2


def test_the_trend_has_a_point_per_month_end_and_the_day(world: Country, anybody: Caller) -> None:
    trend = anybody.get("/monitor/trend?as_of=2026-11-23&months=2")
    assert [point["day"] for point in trend["points"]] == ["2026-09-30", "2026-10-31", "2026-11-23"]


def test_unanswered_needs_come_page_by_page(world: Country, anybody: Caller) -> None:
    first = anybody("GET", "/monitor/unanswered?as_of=2026-11-23&limit=1")
    second = anybody.client.get(first.json()["next"])
    titles = [answer.json()["items"][0]["title"] for answer in (first, second)]
    assert sorted(titles) == ["Chybí chodník ke škole", "Prázdné byty na sídlišti"]
    assert second.json()["next"] is None


def test_nothing_is_silent_without_indicators(world: Country, anybody: Caller) -> None:
    assert anybody.get("/monitor/silent")["items"] == []


def test_a_theme_that_nothing_is_called_is_refused(world: Country, anybody: Caller) -> None:
    response = anybody("GET", "/monitor/report?theme=mars")
    assert response.status_code == 422
    assert response.json()["problems"][0]["field"] == "theme"


def test_the_command_line_prints_the_same(world: Country, anybody: Caller) -> None:
    from naves.cli import main

    printed = CliRunner().invoke(main, ["monitor", "--as-of", "2026-11-23", "--format", "json"])
    assert json.loads(printed.output) == anybody.get("/monitor/report?as_of=2026-11-23")
