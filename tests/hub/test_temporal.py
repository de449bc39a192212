from typing import Any

import pytest

from naves.hub.model import checks
from naves.hub.store import series
from naves.hub.store.series import Window
from naves.hub.temporal.aggregate import _by_columns
from naves.hub.temporal.periods import edges, parse
from naves.hub.temporal.sums import summed
from tests.hub.client import Client
from tests.hub.conftest import MakeClient

CAR = {
    "id": "urn:car:1",
    "type": "Car",
    "speed": [
        {"type": "Property", "value": 120, "observedAt": "2026-01-01T12:03:00Z"},
        {"type": "Property", "value": 80, "observedAt": "2026-01-01T12:05:00Z"},
        {"type": "Property", "value": 100, "observedAt": "2026-01-01T13:07:00Z"},
    ],
    "driver": [{"type": "Relationship", "object": "urn:p:1", "observedAt": "2026-01-01T12:03:00Z"}],
}
PATH = "temporal/entities/urn:car:1"
DAY = {"timerel": "after", "timeAt": "2026-01-01T00:00:00Z"}


@pytest.fixture
def car(client: Client) -> Client:
    assert client.post("temporal/entities", CAR).status == 201
    return client


def values(client: Client, attr: str = "speed", **params: Any) -> list[Any]:
    shown = client.get(PATH, params={"options": "temporalValues", **params}).json
    return [value for value, _ in shown[attr]["values"]]


def test_what_is_told_comes_back_with_its_times(car: Client) -> None:
    shown = car.get(PATH).json
    assert [(each["value"], each["observedAt"]) for each in shown["speed"]] == [
        (120, "2026-01-01T12:03:00Z"),
        (80, "2026-01-01T12:05:00Z"),
        (100, "2026-01-01T13:07:00Z"),
    ]
    assert car.get(PATH, params={"options": "temporalValues"}).json["driver"] == {
        "type": "Relationship",
        "objects": [["urn:p:1", "2026-01-01T12:03:00Z"]],
    }
    assert car.get("entities/urn:car:1").status == 404


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"timerel": "before", "timeAt": "2026-01-01T12:05:00Z"}, [120]),
        ({"timerel": "after", "timeAt": "2026-01-01T12:05:00Z"}, [80, 100]),
        ({"timerel": "between", "timeAt": "2026-01-01T12:03:00Z", "endTimeAt": "2026-01-01T12:05:00Z"}, [120]),
        ({"lastN": "2"}, [100, 80]),
    ],
)
def test_intervals(car: Client, params: dict[str, str], found: list[int]) -> None:
    assert values(car, **params) == found


def test_writes_of_the_current_state_become_history(client: Client) -> None:
    client.post(
        "entities", {"id": "urn:car:1", "type": "Car", "speed": {"value": 1, "observedAt": "2026-01-01T00:00:00Z"}}
    )
    client.patch("entities/urn:car:1/attrs", {"speed": {"value": 2, "observedAt": "2026-01-02T00:00:00Z"}})
    client.delete("entities/urn:car:1/attrs/speed")
    assert values(client, timerel="after", timeAt="2026-01-01T00:00:00Z") == [1, 2]
    deleted = client.get(PATH, params={"timeproperty": "deletedAt"}).json["speed"]
    assert (deleted[0]["value"], "deletedAt" in deleted[0]) == ("urn:ngsi-ld:null", True)
    client.delete("entities/urn:car:1")
    assert values(client, timerel="after", timeAt="2026-01-01T00:00:00Z") == [1, 2]


def test_an_observation_told_again_takes_its_own_place(car: Client) -> None:
    again = {**CAR, "speed": {"type": "Property", "value": 121, "observedAt": "2026-01-01T12:03:00Z"}}
    assert car.post("temporal/entities", again).status == 204
    assert values(car) == [121, 80, 100]


def test_instances_change_and_go(car: Client) -> None:
    instance = car.get(PATH).json["speed"][1]["instanceId"]
    change = {"speed": {"type": "Property", "value": 81, "observedAt": "2026-01-01T12:05:00Z"}}
    assert car.patch(f"{PATH}/attrs/speed/{instance}", change).status == 204
    assert values(car) == [120, 81, 100]
    assert car.delete(f"{PATH}/attrs/speed/{instance}").status == 204
    assert car.delete(f"{PATH}/attrs/speed/{instance}").status == 404
    assert values(car) == [120, 100]
    assert car.delete(f"{PATH}/attrs/speed").status == 204
    assert "speed" not in car.get(PATH).json
    assert car.delete(PATH).status == 204
    assert car.get(PATH).status == 404


def test_aggregates_by_period(car: Client) -> None:
    params = {
        **DAY,
        "timeAt": "2026-01-01T12:00:00Z",
        "aggrMethods": "avg,max,totalCount",
        "aggrPeriodDuration": "PT1H",
    }
    shown = car.get(PATH, params={"options": "aggregatedValues", **params, "attrs": "speed"}).json["speed"]
    first, second = ["2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z"], ["2026-01-01T13:00:00Z", "2026-01-01T14:00:00Z"]
    assert shown == {
        "type": "Property",
        "avg": [[100, *first], [100, *second]],
        "max": [[120, *first], [100, *second]],
        "totalCount": [[2, *first], [1, *second]],
    }


def test_queries_over_many_entities(car: Client) -> None:
    car.post(
        "temporal/entities", {**CAR, "id": "urn:car:2", "speed": {"value": 10, "observedAt": "2025-06-01T00:00:00Z"}}
    )
    ids = lambda **params: [each["id"] for each in car.get("temporal/entities", params={"type": "Car", **params}).json]  # noqa: E731
    assert ids(**DAY, attrs="speed") == ["urn:car:1"]
    assert ids(**DAY, q="speed>110") == ["urn:car:1"]
    assert ids(timerel="before", timeAt="2026-01-01T00:00:00Z", q="speed<11") == ["urn:car:2"]
    assert car.get("temporal/entities", params={"type": "Car"}).problem == "BadRequestData"
    body = {"type": "Query", "entities": [{"type": "Car"}, {"type": "Bus"}], "temporalQ": DAY}
    assert [each["id"] for each in car.post("temporal/entityOperations/query", body).json] == ["urn:car:1", "urn:car:2"]


def test_a_cut_answer_says_so(store: str, make_client: MakeClient) -> None:
    client = make_client(store, max_instances=2)
    client.post("temporal/entities", CAR)
    answer = client.get(PATH, params={**DAY, "attrs": "speed"})
    assert answer.status == 206
    assert answer.header("content-range") == "DateTime 2026-01-01T00:00:00Z-2026-01-01T12:03:00Z/*"


@pytest.mark.parametrize(
    "params",
    [
        {"timerel": "before"},
        {"timerel": "sometime", "timeAt": "2026-01-01T00:00:00Z"},
        {"timerel": "between", "timeAt": "2026-01-01T00:00:00Z"},
        {"timerel": "after", "timeAt": "2026-13-01T00:00:00Z"},
        {"timeproperty": "never"},
        {"lastN": "0"},
        {"options": "aggregatedValues"},
        {"options": "aggregatedValues", "aggrMethods": "median"},
        {"options": "aggregatedValues", "aggrMethods": "avg", "aggrPeriodDuration": "1 hour"},
    ],
)
def test_bad_temporal_queries_are_refused(car: Client, params: dict[str, str]) -> None:
    assert car.get(PATH, params=params).status == 400


def test_calendar_months_are_cut_at_their_own_lengths() -> None:
    start, end = (checks.microseconds(f"2026-0{month}-01T00:00:00Z") for month in (1, 4))
    assert [checks.iso_of_microseconds(each)[:10] for each in edges(parse("P1M"), start, end - 1)] == [
        "2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01",
    ]  # fmt: skip


@pytest.mark.parametrize("method", ["avg", "distinctCount", "max", "min", "sum", "sumsq", "totalCount"])
@pytest.mark.parametrize("since", ["2026-01-01T00:00:30Z", None])
def test_sums_of_the_database_equal_those_of_columns(client: Client, method: str, since: str | None) -> None:
    told = [
        {"type": "Property", "value": (number * 7) % 11 / 2, "observedAt": f"2026-01-01T0{number % 5}:{number:02}:00Z"}
        for number in range(60)
    ]
    client.post("temporal/entities", {"id": "urn:car:1", "type": "Car", "speed": told, "load": told[:3]})
    with client.hub.reading() as connection:
        row, _ = series.entity_row(connection, client.hub.tenants.existing(connection, ""), "urn:car:1") or (0, [])
        window = Window(since=checks.microseconds(since) if since else None)
        asked = (connection, client.hub.names, row, window, [method], parse("PT1H"))
        by_database, by_columns = summed(*asked), _by_columns(*asked)
    assert by_database is not None
    assert by_database.keys() == by_columns.keys()
    for name, shown in by_columns.items():
        assert [each[1:] for each in by_database[name][method]] == [each[1:] for each in shown[method]]
        assert [each[0] for each in by_database[name][method]] == pytest.approx([each[0] for each in shown[method]])


def test_what_is_no_number_is_left_to_columns(client: Client) -> None:
    told = [{"type": "Property", "value": value, "observedAt": "2026-01-01T00:00:00Z"} for value in (1, "a")]
    told[1]["observedAt"] = "2026-01-01T00:10:00Z"
    client.post("temporal/entities", {"id": "urn:car:1", "type": "Car", "speed": told})
    params = {"options": "aggregatedValues", "aggrMethods": "totalCount", "aggrPeriodDuration": "PT1H", **DAY}
    assert [each[0] for each in client.get(PATH, params=params).json["speed"]["totalCount"]] == [2]
