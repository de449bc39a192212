import io

import pytest

from naves.kernel.errors import Refused
from naves.kernel.tables import Column, Kind, TableReader, read_records

COLUMNS = [
    Column("code", Kind.CODE, label="Kód obce", required=True, pattern=r"\d{6}", example="500011"),
    Column("name", aliases=("Název", "obec"), required=True),
    Column("people", Kind.INTEGER, aliases=("Počet obyvatel",), minimum=0),
]


def table(text: str) -> TableReader:
    return TableReader(io.BytesIO(text.encode()))


def test_headings_match_whatever_their_case_accents_and_underscores() -> None:
    records = list(read_records(table("KOD_OBCE;nazev;počet  obyvatel;more\n500 011;Lhota;1 234;x\n"), COLUMNS))
    assert [dict(record.values) for record in records] == [{"code": "500011", "name": "Lhota", "people": 1234}]
    assert records[0]["people"] == 1234


def test_an_absent_optional_column_and_an_empty_cell_are_none() -> None:
    assert [r["people"] for r in read_records(table("code,name\n500011,A\n"), COLUMNS)] == [None]
    assert [r["people"] for r in read_records(table("code,name,people\n500011,A,\n"), COLUMNS)] == [None]


def test_bad_cells_are_reported_with_row_column_value_and_remedy() -> None:
    source = table("kód obce;název;počet obyvatel\n500011;A;-5\n50001;;mnoho\n500012;B;7\n")
    records = list(read_records(source, COLUMNS))
    assert [record.number for record in records] == [4]
    found = [(p.row, p.column, p.value, p.code, p.field) for p in source.problems.all()]
    assert found == [
        (2, "počet obyvatel", "-5", "negative", "people"),
        (3, "kód obce", "50001", "pattern_mismatch", "code"),
        (3, "název", "", "empty_cell", "name"),
        (3, "počet obyvatel", "mnoho", "not_an_integer", "people"),
    ]
    assert source.problems.all()[1].remedy_text() == "Write it as in the example: 500011."


def test_missing_columns_are_refused_at_once_and_all_named() -> None:
    with pytest.raises(Refused) as refused:
        read_records(table("people,x\n1,2\n"), COLUMNS)
    assert [(p.code, p.column, p.row) for p in refused.value.problems] == [
        ("missing_column", "Kód obce", 1),
        ("missing_column", "name", 1),
    ]


def test_two_columns_for_one_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_records(table("code,obec,name\n500011,A,B\n"), COLUMNS)
    assert [p.text() for p in refused.value.problems] == ["Several columns stand for name: name, obec."]


def test_a_wrong_delimiter_is_said_to_be_one() -> None:
    with pytest.raises(Refused) as refused:
        read_records(table("code:name:people\n500011:A:5\n"), COLUMNS)
    [problem] = refused.value.problems
    assert (problem.code, problem.value) == ("wrong_delimiter", "code:name:people")


def test_a_record_makes_problems_for_checks_of_its_own() -> None:
    [record] = read_records(table("code,name\n500011,Lhota\n"), COLUMNS)
    problem = record.problem("name", "homonym", "“%(value)s” is %(count)s towns.", "Give the code.", count=24)
    assert (problem.text(), problem.row, problem.column) == ("“Lhota” is 24 towns.", 2, "name")
