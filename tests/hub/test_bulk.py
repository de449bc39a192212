import csv
import gzip
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

from naves.hub.bulk.dump import dump, restore
from naves.hub.bulk.load import load
from naves.hub.problems import BadRequestData, Conflict
from tests.hub.client import Client
from tests.hub.conftest import MakeClient

MAPPING = """
[entity]
id = "urn:ngsi-ld:AirQualityObserved:{Code}"
type = "AirQualityObserved"
observed_at = "DateFromUTC"

[attributes.NO2]
column = "NO2"
unit_code = "GQ"

[attributes.PM10]
column = "PM10"
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "air.toml"
    path.write_text(MAPPING)
    return path


@pytest.fixture
def air(tmp_path: Path) -> Path:
    path = tmp_path / "air.csv"
    with path.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Code", "DateFromUTC", "NO2", "PM10"])
        for hour in range(24):
            for code in ("A", "B"):
                rows.writerow([code, f"2018-06-15 {hour:02}:00:00.0 UTC", hour + 0.5, "" if hour % 5 else hour])
    return path


def history(client: Client, code: str, attr: str = "NO2") -> list[Any]:
    answer = client.get(
        f"temporal/entities/urn:ngsi-ld:AirQualityObserved:{code}", params={"options": "temporalValues"}
    )
    found: list[Any] = answer.json[attr]["values"]
    return found


def test_a_file_becomes_history_and_current_state(client: Client, air: Path, mapping: Path) -> None:
    seen: list[tuple[int, int]] = []
    assert load(client.hub, air, mapping, progress=lambda done, total: seen.append((done, total))) == 48
    assert seen == [(48, 48)]
    assert history(client, "A")[:2] == [[0.5, "2018-06-15T00:00:00Z"], [1.5, "2018-06-15T01:00:00Z"]]
    assert len(history(client, "B", "PM10")) == 5
    now = client.get("entities/urn:ngsi-ld:AirQualityObserved:A").json
    assert now["NO2"] == {"type": "Property", "value": 23.5, "unitCode": "GQ", "observedAt": "2018-06-15T23:00:00Z"}
    assert now["PM10"]["value"] == 20


def test_a_load_goes_on_where_it_stopped_and_never_doubles(client: Client, air: Path, mapping: Path) -> None:
    load(client.hub, air, mapping)
    assert load(client.hub, air, mapping) == 48
    assert len(history(client, "A")) == 24
    mapping.write_text(MAPPING + "\n# another mapping, so that the file is read again\n")
    load(client.hub, air, mapping)
    assert len(history(client, "A")) == 24


def test_parquet_and_ndjson_load_too(client: Client, air: Path, mapping: Path, tmp_path: Path) -> None:
    parquet, ndjson = str(tmp_path / "b.parquet"), str(tmp_path / "c.ndjson")
    duckdb.sql(f"COPY (SELECT 'P' AS Code, DateFromUTC, NO2, PM10 FROM '{air}' WHERE Code='A') TO '{parquet}'")  # noqa: S608
    duckdb.sql(
        f"COPY (SELECT 'N' AS Code, DateFromUTC, NO2, PM10 FROM '{air}' WHERE Code='A') TO '{ndjson}' (FORMAT json)"  # noqa: S608
    )
    load(client.hub, Path(parquet), mapping)
    load(client.hub, Path(ndjson), mapping)
    assert history(client, "P") == history(client, "N")
    assert len(history(client, "P")) == 24


@pytest.mark.parametrize(
    "text",
    ["[entity", "[entity]\nid='urn:x:1'", MAPPING.replace('"NO2"', '"none"'), MAPPING.replace("Code", "nothing")],
)
def test_bad_mappings_are_refused(client: Client, air: Path, mapping: Path, text: str) -> None:
    mapping.write_text(text)
    with pytest.raises(BadRequestData):
        load(client.hub, air, mapping)
    assert client.get("types").json["typeList"] == []


def lines(path: Path) -> list[Any]:
    with gzip.open(path) as source:
        return [orjson.loads(line) for line in source]


def test_a_tenant_comes_out_whole_and_goes_back(
    client: Client, air: Path, mapping: Path, tmp_path: Path, make_client: MakeClient
) -> None:
    load(client.hub, air, mapping)
    client.post(
        "entities",
        {"id": "urn:x:1", "type": ["A", "B"], "scope": "/a", "location": {"type": "Point", "coordinates": [1, 2]}},
    )
    client.post("entities", {"id": "urn:x:2", "type": "A", "gone": 1})
    client.delete("entities/urn:x:2")
    client.post("jsonldContexts", {"@context": {"a": "urn:a"}})
    client.post(
        "subscriptions",
        {
            "id": "urn:s:1",
            "type": "Subscription",
            "entities": [{"type": "A"}],
            "notification": {"endpoint": {"uri": "http://a.example"}},
        },
    )
    first, second = tmp_path / "one.gz", tmp_path / "two.gz"
    dump(client.hub, first)
    other = make_client(f"sqlite:///{tmp_path}/other.sqlite3")
    restore(other.hub, first)
    dump(other.hub, second)
    assert lines(first) == lines(second)
    assert other.ids(type="A;B") == ["urn:x:1"]
    with pytest.raises(Conflict):
        restore(other.hub, first)


@pytest.mark.shared_data
def test_daily_means_of_pragues_air_equal_duckdbs(
    sqlite_store: str, make_client: MakeClient, shared_data: Path, mapping: Path
) -> None:
    source = shared_data / "sensors" / "praha_ovzdusi_2018_2019.csv.gz"
    client = make_client(sqlite_store)
    assert load(client.hub, source, mapping) == 123_615
    expected = duckdb.sql(
        "SELECT Code, left(DateFromUTC, 10) || 'T00:00:00Z' AS day, avg(NO2::DOUBLE) "  # noqa: S608
        f"FROM (SELECT DISTINCT ON (Code, DateFromUTC) * FROM read_csv('{source}', all_varchar=true)) "
        "WHERE NO2 IS NOT NULL GROUP BY ALL"
    ).fetchall()
    found = {}
    for code in {row[0] for row in expected}:
        params = {
            "options": "aggregatedValues", "aggrMethods": "avg", "aggrPeriodDuration": "P1D", "attrs": "NO2",
            "timerel": "after", "timeAt": "2018-01-01T00:00:00Z",
        }  # fmt: skip
        shown = client.get(f"temporal/entities/urn:ngsi-ld:AirQualityObserved:{code}", params=params).json
        found |= {(code, start): mean for mean, start, _ in shown["NO2"]["avg"]}
    assert found.keys() == {(code, day) for code, day, _ in expected}
    assert all(found[code, day] == pytest.approx(mean) for code, day, mean in expected)
