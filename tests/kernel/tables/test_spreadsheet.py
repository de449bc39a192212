import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from naves.kernel.errors import Refused
from naves.kernel.tables import TableReader


def workbook(*rows: list[object]) -> io.BytesIO:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out


def changed(book: io.BytesIO, part: str, change: Callable[[bytes], bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out


def refusal(stream: io.BytesIO) -> str:
    with pytest.raises(Refused) as refused:
        TableReader(stream)
    return refused.value.problems[0].code


def test_typed_cells_become_plain_texts() -> None:
    book = workbook(
        ["a", "b", "c", "d", "e", "f"],
        [1, 2.0, 2.5, True, date(2026, 11, 23), None],
        [1e-7, 12_345_678_901_234, " x ", False, datetime.fromisoformat("2026-01-02T03:04"), "y"],
    )
    assert [list(row.values.values()) for row in TableReader(book)] == [
        ["1", "2", "2.5", "true", "2026-11-23", ""],
        ["0.0000001", "12345678901234", "x", "false", "2026-01-02T03:04:00", "y"],
    ]


def test_empty_rows_above_and_between_keep_the_numbers_right() -> None:
    table = TableReader(workbook([], [], ["a", "b"], [1, 2], [], [3]))
    assert (table.heading_row, [row.number for row in table]) == (3, [4, 6])


def test_the_first_sheet_with_content_is_read_or_the_one_asked_for() -> None:
    book = Workbook()
    book.create_sheet("Data").append(["a", "b"])
    book.create_sheet("Other").append(["c", "d"])
    out = io.BytesIO()
    book.save(out)
    assert TableReader(out).sheet == "Data"
    assert TableReader(out, sheet="Other").columns == ("c", "d")
    with pytest.raises(Refused) as refused:
        TableReader(out, sheet="None")
    assert refused.value.problems[0].code == "sheet_missing"


def test_a_formula_that_ends_in_an_error_is_a_problem_of_its_row() -> None:
    table = TableReader(workbook(["a", "b"], [1, "#REF!"], [2, 3]))
    assert [row.number for row in table] == [3]
    assert [(p.code, p.row) for p in table.problems.all()] == [("formula_error", 2)]


def test_an_empty_workbook_is_refused() -> None:
    assert refusal(workbook()) == "empty_file"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(workbook(["a", "b"]), "xl/worksheets/sheet1.xml", lambda _: bytes(50_000_000))
    assert len(bomb.getvalue()) < 100_000
    assert refusal(bomb) == "workbook_too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_xml_entities_are_refused_in_every_part(part: str, encoding: str) -> None:
    def with_entities(data: bytes) -> bytes:
        text = data.decode().split("?>", 1)[-1]
        start = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "{"c" * 100}">]>'
        return (start + text).encode(encoding)

    assert refusal(changed(workbook(["a", "b"]), part, with_entities)) == "workbook_unsafe"


def test_a_damaged_sheet_is_a_problem_not_a_traceback() -> None:
    cut = changed(workbook(["a", "b"], [1, 2]), "xl/worksheets/sheet1.xml", lambda data: data[:-60])
    table = TableReader(cut)
    assert [row.number for row in table] == [2]
    assert [(p.code, p.row) for p in table.problems.all()] == [("workbook_damaged", 3)]


def test_a_row_number_beyond_any_sheet_ends_the_reading() -> None:
    far = changed(
        workbook(["a", "b"], [1, 2]),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'<row r="2"', b'<row r="99999999999"').replace(b'2">', b'99999999999">'),
    )
    assert list(TableReader(far)) == []
