"""Open data: whole, joined by identifiers, and nothing that is not public."""

import csv
import io

import orjson
import pyarrow.parquet as pq
import pytest
from django.test import Client

from naves.adapters.open_data.datasets import DATASETS
from naves.domains.needs.enums import NeedStatus
from tests.factories.needs import make_need
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined,arg-type]


@pytest.mark.parametrize("name", DATASETS)
def test_each_dataset_yields_the_columns_of_its_dictionary(name: str) -> None:
    make_need(make_country().town("Litovel"))
    columns = [column.name for column in DATASETS[name].columns]
    assert all(list(row) == columns for row in DATASETS[name].rows())


@pytest.mark.parametrize("name", DATASETS)
def test_each_column_is_explained(name: str) -> None:
    assert all(str(column.label) for column in DATASETS[name].columns)


def test_drafts_stay_inside_and_the_withdrawn_keep_their_status(client: Client) -> None:
    town = make_country().town("Litovel")
    make_need(town, title="Koncept o chodníku", status=NeedStatus.DRAFT)
    shown = make_need(town, title="Chybí chodník ke škole")
    taken_back = make_need(town, title="Chybí lavička u kostela", status=NeedStatus.WITHDRAWN)
    rows = [orjson.loads(line) for line in body(client, "/open-data/needs.ndjson").splitlines()]
    assert {row["id"]: row["status"] for row in rows} == {str(shown.pk): "published", str(taken_back.pk): "withdrawn"}
    themes = [orjson.loads(line) for line in body(client, "/open-data/need-themes.ndjson").splitlines()]
    assert {row["need_identifier"] for row in themes} == {row["id"] for row in rows}


def test_the_three_formats_say_the_same(client: Client) -> None:
    make_country()
    in_csv = list(csv.DictReader(io.StringIO(body(client, "/open-data/places.csv").decode("utf-8-sig"))))
    in_parquet = pq.read_table(io.BytesIO(body(client, "/open-data/places.parquet"))).to_pylist()
    in_lines = [orjson.loads(line) for line in body(client, "/open-data/places.ndjson").splitlines()]
    assert [row["code"] for row in in_csv] == [row["code"] for row in in_parquet] == [row["code"] for row in in_lines]
    assert len(in_csv) > 10


def test_what_is_not_a_dataset_is_not_found(client: Client) -> None:
    assert client.get("/open-data/users.csv").status_code == 404
    assert client.get("/open-data/needs.exe").status_code == 404


def test_the_catalogue_lists_every_dataset_with_its_dictionary(client: Client) -> None:
    page = client.get("/open-data/").content.decode()
    for dataset in DATASETS.values():
        assert f"/open-data/{dataset.name}.csv" in page
        assert all(f"<code>{column.name}</code>" in page for column in dataset.columns)
