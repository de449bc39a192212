"""Lists as downloads."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import RequestFactory
from pyarrow import parquet

from naves.kernel.errors import Refused
from naves.kernel.tables import Column, Kind
from naves.web.design import exports

COLUMNS = [Column("name"), Column("people", Kind.INTEGER)]
ROWS: list[dict[str, object]] = [{"name": "Říčany", "people": 16_000}, {"name": "=1+1"}]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@time_machine.travel("2026-11-23T08:00:00Z")
def test_csv_is_an_attachment_named_after_the_day() -> None:
    response = exports.download("csv", name="needs", columns=COLUMNS, rows=ROWS)
    assert response["Content-Disposition"] == 'attachment; filename="needs-2026-11-23.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert body(response).decode() == "name,people\r\nŘíčany,16000\r\n'=1+1,\r\n"


def test_csv_sends_the_first_rows_before_the_last_are_read() -> None:
    read = 0

    def rows() -> Iterator[Mapping[str, object]]:
        nonlocal read
        for number in range(2 * exports.ROWS_AT_ONCE):
            read += 1
            yield {"name": str(number)}

    chunks = exports.csv_chunks(COLUMNS, rows())
    assert (next(chunks), read) == (b"name,people\r\n", 0)
    next(chunks)
    assert read == exports.ROWS_AT_ONCE


def test_xlsx_and_parquet_hold_the_same_rows() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(body(exports.download("xlsx", name="x", columns=COLUMNS, rows=ROWS))))
    assert [list(row) for row in sheet.worksheets[0].iter_rows(values_only=True)] == [
        ["name", "people"],
        ["Říčany", 16_000],
        ["=1+1", None],
    ]
    table = parquet.read_table(io.BytesIO(body(exports.download("parquet", name="x", columns=COLUMNS, rows=ROWS))))
    assert table.to_pylist() == [{"name": "Říčany", "people": 16_000}, {"name": "=1+1", "people": None}]


def test_format_is_taken_from_the_address() -> None:
    assert exports.wanted(RequestFactory().get("/needs/")) == ""
    assert exports.wanted(RequestFactory().get("/needs/?format=parquet")) == "parquet"


def test_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused) as refusal:
        exports.wanted(RequestFactory().get("/needs/?format=docx"))
    assert refusal.value.problems[0].remedy_text() == "Use one of: csv, xlsx, parquet."
