import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.kernel.errors import Refused
from naves.kernel.tables import Column, TableReader, write_csv

CELLS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), max_size=8).map(str.strip)


def opened(text: str, encoding: str = "utf-8") -> TableReader:
    return TableReader(io.BytesIO(text.encode(encoding)))


def rows(table: TableReader) -> list[list[str]]:
    return [list(row.values.values()) for row in table]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_and_reported(delimiter: str) -> None:
    table = opened(delimiter.join("abc") + "\n" + delimiter.join("123") + "\n")
    assert (table.delimiter, rows(table)) == (delimiter, [["1", "2", "3"]])


def test_decimal_commas_do_not_mislead_the_delimiter() -> None:
    table = opened("obec;plocha;cena\nA;1,5;2,5\nB;3,5;4,5\n")
    assert (table.delimiter, len(table.columns)) == (";", 3)


def test_commas_in_quoted_texts_do_not_mislead_the_delimiter() -> None:
    table = opened('name;text\na;"one, two, three"\nb;"one, two"\n')
    assert rows(table) == [["a", "one, two, three"], ["b", "one, two"]]


def test_the_delimiter_line_of_excel_is_obeyed() -> None:
    table = opened("sep=|\r\na|b\r\n1|2\r\n")
    assert (table.delimiter, table.heading_row, [row.number for row in table]) == ("|", 2, [3])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1250", "iso-8859-2"])
def test_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    table = opened("Kód;Název\n1;Žďár\n", encoding)
    assert (table.columns, rows(table)) == (("Kód", "Název"), [["1", "Žďár"]])


def test_row_numbers_are_lines_of_the_file() -> None:
    table = opened('\na,b\n1,2\n\n"two\nlines",3\n4,5\n')
    assert [row.number for row in table] == [3, 5, 7]


def test_old_line_ends_are_read() -> None:
    assert rows(opened("a,b\r1,2\r3,4\r")) == [["1", "2"], ["3", "4"]]


def test_a_ragged_row_is_a_problem_and_the_others_stay() -> None:
    table = opened("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n")
    assert rows(table) == [["1", "2", "3"], ["1", "2", "3"]]
    assert [(p.row, p.text()) for p in table.problems.all()] == [
        (3, "The row has 2 cells, but the heading has 3."),
        (4, "The row has 4 cells, but the heading has 3."),
    ]


def test_a_quotation_mark_that_does_not_close_is_a_problem_at_its_row() -> None:
    table = opened('a,b\n1,2\n3,"four\n5,6\n')
    assert rows(table) == [["1", "2"]]
    assert [(p.code, p.row) for p in table.problems.all()] == [("quotes_damaged", 3)]


def test_an_endless_line_is_a_problem() -> None:
    table = opened("a,b\n1,2\n" + "x" * 4_000_001)
    assert rows(table) == [["1", "2"]]
    assert [p.code for p in table.problems.all()] == ["line_too_long"]


@pytest.mark.parametrize("heading", ["kod,nazev,kod", "Kód obce,nazev,kod_obce"])
def test_a_doubled_column_is_refused(heading: str) -> None:
    with pytest.raises(Refused) as refused:
        opened(heading + "\n1,2,3\n")
    [problem] = refused.value.problems
    assert (problem.code, problem.row, problem.params["count"]) == ("doubled_column", 1, 2)


def test_columns_without_a_name_are_called_by_their_place() -> None:
    table = opened(",a,,b,\n1,2,3,4,\n")
    assert table.columns == ("#1", "a", "#3", "b")


def test_problems_beyond_the_cap_are_counted() -> None:
    table = TableReader(io.BytesIO(b"a,b\n" + b"1\n" * 50), problem_cap=10)
    assert rows(table) == []
    assert table.problems.count == 50
    assert table.problems.all()[-1].text() == "Further problems not listed: 40."
    assert len(table.problems.all()) == 11


def test_a_long_file_is_streamed_not_held(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as out:
        out.write(b"code;name;value\n")
        for block in range(200):
            out.write(f"{block};Rychnov nad Kněžnou a okolí, dlouhý text;1234,5\n".encode() * 2_000)
    assert path.stat().st_size > 20_000_000
    tracemalloc.start()
    with TableReader(path) as table:
        count = sum(1 for _ in table)
        assert table.fraction_read == 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, peak < 8_000_000) == (400_000, True)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=20))
def test_what_is_written_is_read_back(cells: list[tuple[str, str, str]]) -> None:
    columns = [Column("a"), Column("b"), Column("c")]
    out = io.BytesIO()
    write_csv(out, columns, [dict(zip("abc", row, strict=True)) for row in cells], guard=False)
    assert rows(TableReader(out)) == [list(row) for row in cells if any(row)]
