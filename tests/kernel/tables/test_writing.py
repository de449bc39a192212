import io
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import openpyxl
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from naves.kernel.tables import (
    Column,
    Kind,
    TableReader,
    read_records,
    write_csv,
    write_ndjson,
    write_parquet,
    write_xlsx,
)

COLUMNS = [
    Column("name", label="Název"),
    Column("people", Kind.INTEGER, label="Počet obyvatel"),
    Column("share", Kind.DECIMAL, label="Podíl"),
    Column("on", Kind.DATE, label="Dne"),
    Column("at", Kind.DATETIME, label="Zapsáno"),
    Column("open", Kind.BOOLEAN, label="Otevřeno"),
]
MOMENT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
FULL: dict[str, object] = {
    "name": "Říčany",
    "people": 16_000,
    "share": Decimal("0.25"),
    "on": date(2026, 11, 23),
    "at": MOMENT,
    "open": True,
}
EMPTY: dict[str, object] = {"name": "Most"}


def test_csv_goes_on_where_earlier_rows_ended() -> None:
    out = io.BytesIO()
    write_csv(out, COLUMNS, [FULL])
    write_csv(out, COLUMNS, [EMPTY], heading=False)
    whole = io.BytesIO()
    write_csv(whole, COLUMNS, [FULL, EMPTY])
    assert out.getvalue() == whole.getvalue()


def test_csv_has_names_for_programs_and_labels_for_people() -> None:
    out = io.BytesIO()
    assert write_csv(out, COLUMNS, [FULL, EMPTY]) == 2
    assert out.getvalue().decode() == (
        "name,people,share,on,at,open\r\nŘíčany,16000,0.25,2026-11-23,2026-11-23T12:30:00+00:00,true\r\nMost,,,,,\r\n"
    )
    out = io.BytesIO()
    write_csv(out, COLUMNS, [EMPTY], bom=True, labels=True, delimiter=";")
    assert out.getvalue().decode("utf-8-sig").splitlines()[0] == "Název;Počet obyvatel;Podíl;Dne;Zapsáno;Otevřeno"
    assert out.getvalue().startswith(b"\xef\xbb\xbf")


def test_csv_disarms_formulas_but_leaves_numbers() -> None:
    columns = [Column("text"), Column("number", Kind.INTEGER)]
    out = io.BytesIO()
    write_csv(out, columns, [{"text": "=HYPERLINK(1)", "number": -5}, {"text": "@a", "number": 1}])
    assert out.getvalue() == b"text,number\r\n'=HYPERLINK(1),-5\r\n'@a,1\r\n"


@given(st.lists(st.text("=+-@'ab", min_size=1, max_size=5), min_size=1))
def test_disarmed_texts_read_back_as_they_were(texts: list[str]) -> None:
    columns = [Column("text"), Column("other")]
    out = io.BytesIO()
    write_csv(out, columns, [{"text": text, "other": "x"} for text in texts])
    assert [record["text"] for record in read_records(TableReader(out), columns)] == texts


def test_xlsx_has_typed_cells_and_a_bold_frozen_heading() -> None:
    out = io.BytesIO()
    assert write_xlsx(out, COLUMNS, [FULL, EMPTY], title="Potřeby: přehled", labels=True) == 2
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert sheet.title == "Potřeby  přehled"
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet["A2"].font.bold) == ("A2", True, False)
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]
    assert [cell.value for cell in sheet[2]] == [
        *("Říčany", 16_000, 0.25, *map(datetime.fromisoformat, ("2026-11-23", "2026-11-23T13:30")), True),
    ]
    assert [cell.value for cell in sheet[3]] == ["Most", None, None, None, None, None]
    assert sheet.column_dimensions["B"].width == len("Počet obyvatel") + 2


def test_xlsx_texts_are_never_formulas_and_stay_in_the_limits_of_the_format() -> None:
    out = io.BytesIO()
    columns = [Column("text")]
    write_xlsx(out, columns, [{"text": "=1+1"}, {"text": "a\0b"}, {"text": "x" * 40_000}])
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:3]] == [("=1+1", "s"), ("ab", "s")]
    assert len(sheet["A4"].value) == 32_767


def test_parquet_has_a_type_for_each_kind() -> None:
    out = io.BytesIO()
    assert write_parquet(out, COLUMNS, [FULL, EMPTY]) == 2
    table = parquet.read_table(out)
    assert table.schema.types == [
        *(pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.timestamp("us", tz="UTC"), pa.bool_()),
    ]
    assert table.to_pylist() == [FULL | {"share": 0.25}, dict.fromkeys(FULL) | EMPTY]


def test_ndjson_keeps_numbers_and_nulls() -> None:
    out = io.BytesIO()
    identifier = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
    assert write_ndjson(out, [Column("id"), *COLUMNS], [FULL | {"id": identifier}, EMPTY]) == 2
    assert out.getvalue().decode().splitlines() == [
        (
            '{"id":"01890a5d-ac96-774b-bcce-b302099a8057","name":"Říčany","people":16000,"share":0.25,'
            '"on":"2026-11-23","at":"2026-11-23T12:30:00+00:00","open":true}'
        ),
        '{"id":null,"name":"Most","people":null,"share":null,"on":null,"at":null,"open":null}',
    ]


def test_every_format_reads_back_as_the_same_values() -> None:
    for write in (write_csv, write_xlsx, write_parquet, write_ndjson):
        out = io.BytesIO()
        write(out, COLUMNS, [FULL, EMPTY])
        table = TableReader(out)
        records = [dict(record.values) for record in read_records(table, COLUMNS)]
        assert records == [FULL, dict.fromkeys(FULL) | EMPTY], (write, table.problems.all())
