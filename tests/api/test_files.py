"""The data API: filters, order, pages, figures and forms; refusals for everybody who may not read."""

import io
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pyarrow import parquet

from naves.domains.catalogue.models import Dataset, Distribution
from naves.domains.catalogue.operations.datasets import withdraw_dataset
from naves.domains.catalogue.operations.profiles import read_waiting
from naves.domains.organisations.access import SYSTEM
from naves.kernel.clock import now
from tests.api.conftest import Caller
from tests.factories.accounts import AT
from tests.factories.catalogue import make_dataset, make_distribution
from tests.factories.organisations import make_analyst, make_stranger

pytestmark = pytest.mark.django_db
TABLE = "okres;rok;cena;den\n" + "".join(
    f"{town};{year};{year - 2000},5;1. {month}. {year}\n"
    for month, town in enumerate(("Brno-město", "Jihlava", "=SUM(A1)"), start=1)
    for year in (2024, 2025)
)


@pytest.fixture
def dataset() -> Dataset:
    return make_dataset(publish=True)


@pytest.fixture
def part(dataset: Dataset) -> Distribution:
    made = make_distribution(dataset, file=ContentFile(TABLE.encode("windows-1250"), name="ceny.csv"))
    read_waiting(AT)
    return made


def get(part: Distribution, what: str = "rows", **asked: Any) -> Any:
    query = urlencode(asked, doseq=True, quote_via=quote)
    return Client().get(f"/api/v1/files/{part.pk}/{what}?{query}", headers={"accept-language": "en"})


def test_rows_are_filtered_sorted_and_typed(part: Distribution) -> None:
    found = get(
        part, filter=["rok:eq:2025", "okres:ne:Jihlava"], sort="-okres", columns=["okres", "cena", "den"]
    ).json()
    assert found["rows"] == [
        {"okres": "Brno-město", "cena": 25.5, "den": "2025-01-01"},
        {"okres": "=SUM(A1)", "cena": 25.5, "den": "2025-03-01"},
    ]
    assert [column["kind"] for column in found["columns"]] == ["text", "decimal", "date"]
    assert found["next"] is None


def test_pages_follow_by_their_addresses(part: Distribution) -> None:
    seen, address = [], f"/api/v1/files/{part.pk}/rows?limit=4&sort=-cena&total=true"
    while address:
        answer = Client().get(address)
        body = answer.json()
        seen += body["rows"]
        assert body["total"] == 6
        assert (body["next"] is None) == ("Link" not in answer)
        address = body["next"]
    assert [row["cena"] for row in seen] == [25.5] * 3 + [24.5] * 3


def test_figures_by_columns(part: Distribution) -> None:
    found = get(
        part, "figures", group="okres", measure=["count", "avg:cena"], filter="okres:in:Jihlava|Brno-město"
    ).json()
    assert found["rows"] == [
        {"okres": "Brno-město", "count": 2, "avg_cena": 25.0},
        {"okres": "Jihlava", "count": 2, "avg_cena": 25.0},
    ]
    assert get(part, "figures").json()["rows"] == [{"count": 6}]


def test_csv_guards_formulas_and_parquet_keeps_kinds(part: Distribution) -> None:
    sent = get(part, format="csv", filter="okres:contains:sum", columns=["okres", "rok"])
    assert sent.content.decode() == "okres,rok\r\n'=SUM(A1),2024\r\n'=SUM(A1),2025\r\n"
    assert sent["X-Content-Type-Options"] == "nosniff"
    table = parquet.read_table(io.BytesIO(get(part, format="parquet", limit=2).content))
    assert [str(field.type) for field in table.schema] == ["string", "int64", "double", "date32[day]"]
    assert table.num_rows == 2


def test_the_profile_of_a_file(part: Distribution) -> None:
    body = Client().get(f"/api/v1/files/{part.pk}").json()
    assert (body["status"], body["encoding"], body["delimiter"], body["row_count"]) == ("ready", "windows-1250", ";", 6)
    assert {one["code"] for one in body["findings"]} >= {"encoding_old", "formulas"}


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("rows", {"filter": "okres"}),
        ("rows", {"filter": "okres:like:x"}),
        ("rows", {"filter": "1=1;DROP TABLE t:eq:1"}),
        ("rows", {"filter": "rok:eq:1 OR 1=1"}),
        ("rows", {"sort": "okres; SELECT 1"}),
        ("rows", {"columns": "*"}),
        ("rows", {"columns": "c0 FROM t; --"}),
        ("rows", {"cursor": "'; --"}),
        ("rows", {"limit": 1_000_000}),
        ("rows", {"offset": -1}),
        ("rows", {"format": "xml"}),
        ("figures", {"measure": "read_text:okres"}),
        ("figures", {"group": ["okres", "rok", "den"]}),
        ("figures", {"group": "(select 1)"}),
    ],
)
def test_no_sql_of_a_stranger_gets_through(part: Distribution, what: str, asked: dict[str, Any]) -> None:
    refused = get(part, what, **asked)
    assert refused.status_code == 422, refused.content
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["problems"]


def test_drafts_and_withdrawn_files_are_refused(dataset: Dataset, part: Distribution) -> None:
    draft = make_distribution(make_dataset(), file=ContentFile(TABLE.encode(), name="ceny.csv"))
    read_waiting(AT)
    for what in ("", "/rows", "/figures"):
        assert Client().get(f"/api/v1/files/{draft.pk}{what}").status_code == 401
        assert Caller(make_stranger())("get", f"/files/{draft.pk}{what}").status_code == 404
        assert Caller(make_analyst())("get", f"/files/{draft.pk}{what}").status_code == 200
        unscoped = Caller(make_analyst(), scopes=("needs:read",))
        assert unscoped("get", f"/files/{draft.pk}{what}").status_code in {401, 403}
    withdraw_dataset(actor=SYSTEM, at=now() + timedelta(0), dataset=dataset, reason="Chyba v datech.")
    assert get(part).status_code == 401


def test_a_file_that_is_no_table_has_no_rows(dataset: Dataset) -> None:
    letter = make_distribution(dataset, file=ContentFile(b"%PDF-1.7 dopis", name="dopis.pdf"))
    read_waiting(AT)
    assert get(letter).status_code == 404
    body = Client().get(f"/api/v1/files/{letter.pk}", headers={"accept-language": "cs"}).json()
    assert (body["status"], body["findings"][0]["code"]) == ("unreadable", "not_a_table")
