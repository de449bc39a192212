"""Statistics over the API: the figures of the pages, with what defends them."""

import pytest

from tests.api.conftest import Caller
from tests.factories.needs import make_need
from tests.factories.places import Country
from tests.factories.strategies import ClaimFactory


@pytest.fixture
def world(country: Country) -> Country:
    for number in range(6):
        need = make_need(country.town("Litovel"), title=f"Potřeba {number}")
        if number < 3:
            ClaimFactory(response__need=need, response__place=need.place)
    make_need(country.town("Obrnice"), title="Prázdné byty na sídlišti")
    return country


def test_towns_compared_carry_limits_and_rank_none_of_few_needs(world: Country, anybody: Caller) -> None:
    found = anybody.get("/monitor/statistics/comparison?as_of=2026-11-23")
    first, second = found["items"]
    assert (first["name"], first["rank"], first["position"]) == ("Litovel", 1, 0)
    assert (second["name"], second["rank"], second["position"]) == ("Obrnice", None, None)
    assert (found["towns_assessed"], found["total"], found["method_version"]) == (2, 2, "1.1")
    low, high = first["pooled_interval"]
    assert low < first["pooled"] < high


def test_response_times_name_their_groups(world: Country, anybody: Caller) -> None:
    found = anybody.get("/monitor/statistics/response-times?as_of=2026-11-23&by=region")
    assert (found["overall"]["needs"], found["overall"]["answered"], found["overall"]["median_days"]) == (7, 3, None)
    by_code = {group["code"]: group for group in found["groups"]}
    assert by_code["CZ071"]["median_days"] == 0
    by_theme = anybody.get("/monitor/statistics/response-times?as_of=2026-11-23")["groups"]
    assert {group["median_days"] for group in by_theme if group["needs"] == 0} == {None}
    assert len(by_code["CZ071"]["waiting"]) == len(found["marks"])


def test_agreement_without_pairs_is_not_assessed(world: Country, anybody: Caller) -> None:
    found = anybody.get("/monitor/statistics/coding")
    assert (found["standing"], found["verdicts"]["alpha"], found["reading"]) == ("not_assessed", None, None)
