"""State and history taken out as files."""

import asyncio
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from naves.hub.api.streaming import Streamed
from naves.hub.bulk.downloads import history as history_rows
from naves.hub.bulk.downloads.lending import AT_ONCE
from naves.hub.cli import hub
from naves.hub.problems import Overloaded
from tests.hub.client import Client
from tests.hub.conftest import MakeClient
from tests.hub.test_access import DEFAULT, give, token

SENSORS = [
    {
        "id": "urn:s:1",
        "type": "Sensor",
        "scope": "/park",
        "temperature": {"value": 21.5, "unitCode": "CEL", "observedAt": "2026-01-01T10:00:00Z"},
        "location": {"type": "Point", "coordinates": [14.4, 50.1]},
        "name": "=1+1",
    },
    {"id": "urn:s:2", "type": "Sensor", "temperature": 20, "open": True, "tags": ["a", "b"]},
    {"id": "urn:t:1", "type": "Tree", "height": 12},
]


@pytest.fixture
def filled(client: Client) -> Client:
    for each in SENSORS:
        assert client.post("entities", each).status == 201
    for hour in (11, 12):
        told = {"temperature": {"value": 21.5 + hour, "observedAt": f"2026-01-01T{hour}:00:00Z", "unitCode": "CEL"}}
        assert client.post("entities/urn:s:1/attrs", told).status == 204
    return client


def taken(client: Client, path: str, **params: str) -> bytes:
    answer = client.get(f"downloads/{path}", params=params)
    assert answer.status == 200, answer.json
    assert isinstance(answer.reply, Streamed)
    return answer.reply.body + b"".join(answer.reply.parts)


def table(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode(), newline="")))


def test_state_as_csv_has_a_column_for_each_attribute_and_no_formula(filled: Client) -> None:
    rows = table(taken(filled, "entities", type="Sensor", format="csv"))
    assert [row["id"] for row in rows] == ["urn:s:1", "urn:s:2"]
    assert rows[0]["temperature"] == "33.5"
    assert rows[0]["temperature.unitCode"] == "CEL"
    assert (rows[0]["location.longitude"], rows[0]["location.latitude"]) == ("14.4", "50.1")
    assert rows[0]["name"] == "'=1+1"
    assert (rows[1]["open"], rows[1]["tags"], rows[1]["name"]) == ("true", '["a","b"]', "")
    assert "height" not in rows[0]


def test_state_as_parquet_keeps_the_types(filled: Client) -> None:
    found = pq.read_table(io.BytesIO(taken(filled, "entities", format="parquet"))).to_pylist()
    assert [row["temperature"] for row in found] == [33.5, 20.0, None]
    assert [row["open"] for row in found] == [None, True, None]
    assert [row["height"] for row in found] == [None, None, 12.0]


def test_state_as_geojson_is_a_feature_collection(filled: Client) -> None:
    found = orjson.loads(taken(filled, "entities", format="geojson", q="temperature>30"))
    assert [each["id"] for each in found["features"]] == ["urn:s:1"]
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [14.4, 50.1]}
    assert found["features"][0]["properties"]["temperature"] == 33.5


def test_history_tells_every_instance_in_the_order_of_time(filled: Client) -> None:
    rows = table(taken(filled, "history", type="Sensor", attrs="temperature"))
    assert [(row["id"], row["observedAt"][:13], row["value"]) for row in rows] == [
        ("urn:s:1", "2026-01-01T10", "21.5"),
        ("urn:s:1", "2026-01-01T11", "32.5"),
        ("urn:s:1", "2026-01-01T12", "33.5"),
        ("urn:s:2", "", "20"),
    ]


def test_history_within_an_interval(filled: Client) -> None:
    options = {"timerel": "between", "timeAt": "2026-01-01T10:30:00Z", "endTimeAt": "2026-01-01T12:00:00Z"}
    found = pq.read_table(io.BytesIO(taken(filled, "history", format="parquet", **options))).to_pylist()
    assert [row["number"] for row in found] == [32.5]
    features = orjson.loads(taken(filled, "history", format="geojson", **options))["features"]
    assert features[0]["geometry"]["coordinates"] == [14.4, 50.1]
    assert features[0]["properties"]["value"] == 32.5


def test_history_longer_than_a_page_is_whole(filled: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_rows, "_AT_ONCE", 2)
    assert len(table(taken(filled, "history", id="urn:s:1", attrs="temperature"))) == 3
    assert len(table(taken(filled, "history", id="urn:s:2"))) == 3


def test_an_empty_choice_is_an_empty_file(filled: Client) -> None:
    assert taken(filled, "entities", type="Ship") == b"id,type,scope\r\n"
    assert table(taken(filled, "history", type="Ship")) == []
    assert orjson.loads(taken(filled, "entities", type="Ship", format="geojson"))["features"] == []
    assert pq.read_table(io.BytesIO(taken(filled, "history", type="Ship", format="parquet"))).num_rows == 0


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"format": "xls"}, "BadRequestData"),
        ({"limit": "3"}, "InvalidRequest"),
        ({"q": "a=="}, "BadRequestData"),
        ({"timerel": "after"}, "InvalidRequest"),
    ],
)
def test_what_cannot_be_meant_is_refused(filled: Client, params: dict[str, str], problem: str) -> None:
    answer = filled.get("downloads/entities", params=params)
    assert answer.status == 400
    assert answer.problem == problem
    assert filled.get("downloads/history", params={"timeproperty": "birthday"}).status == 400
    assert filled.get("downloads/entities", ngsild_tenant="nowhere").status == 404


def test_a_download_holds_what_the_reader_may_read_and_no_column_more(store: str, make_client: MakeClient) -> None:
    client = make_client(store, open_access=False)
    give(client, "user:owner", "manage")
    owner = {"authorization": f"Bearer {token(client, 'user:owner')}"}
    for each in SENSORS:
        assert client.post("entities", each, **owner).status == 201
    give(client, "application:map", "read", types=[DEFAULT + "Tree"])
    reader = {"authorization": f"Bearer {token(client, 'application:map')}"}
    answer = client.get("downloads/entities", **reader)
    assert isinstance(answer.reply, Streamed)
    assert answer.reply.body + b"".join(answer.reply.parts) == b"id,type,scope,height\r\nurn:t:1,Tree,,12\r\n"
    answer = client.get("downloads/history", **reader)
    assert isinstance(answer.reply, Streamed)
    assert {row["id"] for row in table(answer.reply.body + b"".join(answer.reply.parts))} == {"urn:t:1"}
    assert client.get("downloads/entities").status == 401


def test_too_many_downloads_at_once_are_told_to_come_back(filled: Client) -> None:
    lent = [filled.hub.downloads.take() for _ in range(AT_ONCE)]
    answer = filled.get("downloads/entities")
    assert answer.status == 503
    assert answer.header("retry-after") == "1"
    for each in lent:
        filled.hub.downloads.give_back(each)
    assert filled.get("downloads/entities").status == 200
    with pytest.raises(Overloaded):
        for _ in range(AT_ONCE + 1):
            filled.hub.downloads.take()


def test_the_server_sends_piece_by_piece_and_stops_when_the_client_goes_away(filled: Client) -> None:
    closed: list[bool] = []

    def parts() -> Iterator[bytes]:
        try:
            yield from (b"a", b"b", b"c", b"d")
        finally:
            closed.append(True)

    sent = asyncio.run(_served(filled, Streamed(parts(), []), gone_after=None))
    assert [message.get("body") for message in sent] == [None, b"a", b"b", b"c", b"d", b""]
    assert sent[-1].get("more_body", False) is False
    cut = asyncio.run(_served(filled, Streamed(parts(), []), gone_after=2))
    assert len(cut) < len(sent)
    assert closed == [True, True]


def test_the_command_writes_a_file_or_none(store: str, filled: Client, tmp_path: Path) -> None:
    target = tmp_path / "sensors.csv"
    command = ["--store", store, "export", str(target), "--type", DEFAULT + "Sensor"]
    result = CliRunner().invoke(hub, command)
    assert result.exit_code == 0, result.output
    assert [row["id"] for row in table(target.read_bytes())] == ["urn:s:1", "urn:s:2"]
    assert CliRunner().invoke(hub, [*command, "--history"]).exit_code == 0
    assert len(table(target.read_bytes())) == 9
    refused = CliRunner().invoke(hub, ["--store", store, "export", str(tmp_path / "x.xls")])
    assert refused.exit_code == 2
    assert ".geojson" in refused.output
    assert [each.name for each in tmp_path.glob("*.xls*")] == []


async def _served(client: Client, reply: Streamed, *, gone_after: int | None) -> list[dict[str, Any]]:
    from naves.hub.api.streaming import send_parts

    sent: list[dict[str, Any]] = []
    gone = asyncio.Event()

    async def send(message: Any) -> None:
        sent.append(dict(message))
        if gone_after is not None and len(sent) >= gone_after:
            gone.set()
        await asyncio.sleep(0.01)

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    await send_parts(reply, receive, send, client.app._pool)
    return sent
