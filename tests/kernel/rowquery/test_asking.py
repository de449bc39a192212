"""Questions over one table: right answers, pages without a gap, and no way out of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from naves.kernel.errors import Refused
from naves.kernel.rowquery import Filter, Limits, Measure, Question, Sort, TableColumn, ask
from naves.kernel.rowquery.answering import opened

COLUMNS = [
    TableColumn("město", "text", 0),
    TableColumn("rok", "integer", 1),
    TableColumn("cena", "decimal", 2),
    TableColumn("den", "date", 3),
    TableColumn('"; DROP VIEW t; --', "boolean", 4),
]
ROWS = [
    ("Brno", 2024, 1.5, date(2024, 1, 1), True),
    ("Jihlava", 2024, None, date(2024, 2, 1), False),
    ("Brno", 2025, 2.5, None, None),
    (None, 2025, 4.0, date(2025, 1, 1), True),
    ("50 % it's", None, 8.0, date(2025, 2, 1), True),
]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "it's a table.parquet"
    columns = {f"c{place}": [row[place] for row in ROWS] for place in range(5)}
    parquet.write_table(pa.table({"row_number": range(1, 6), **columns}), path)
    return path


def rows(table: Path, **asked: Any) -> list[int]:
    """Return numbers of the rows found, told by their price and city."""
    whole = [tuple(row) for row in ask(table, COLUMNS, Question(**asked)).rows]
    return [ROWS.index(row) + 1 for row in whole]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "operator", "value", "found"),
    [
        ("město", "eq", "Brno", [1, 3]),
        ("město", "ne", "Brno", [2, 4, 5]),
        ("město", "contains", "IHL", [2]),
        ("město", "contains", "%", [5]),
        ("město", "eq", "50 % it's", [5]),
        ("město", "null", "true", [4]),
        ("město", "null", "false", [1, 2, 3, 5]),
        ("město", "in", ["Brno", "Jihlava"], [1, 2, 3]),
        ("město", "in", [], []),
        ("rok", "lt", "2025", [1, 2]),
        ("rok", "lt", "2024.5", [1, 2]),
        ("rok", "ge", "2025", [3, 4]),
        ("cena", "le", "2,5", [1, 3]),
        ("cena", "gt", "2.5", [4, 5]),
        ("den", "ge", "2025-01-01", [4, 5]),
        ('"; DROP VIEW t; --', "eq", "ano", [1, 4, 5]),
    ],
)
def test_every_operator_finds_its_rows(
    table: Path, column: str, operator: str, value: str | list[str], found: list[int]
) -> None:
    assert rows(table, filters=[Filter(column, operator, value)]) == found


def test_text_is_looked_for_in_every_column(table: Path) -> None:
    assert rows(table, text="brno") == [1, 3]
    assert rows(table, text="2024") == [1, 2]


@pytest.mark.parametrize(
    "asked",
    [
        {"filters": [Filter("1=1; --", "eq", "x")]},
        {"filters": [Filter("město", "= '' OR 1=1 --", "x")]},
        {"filters": [Filter("rok", "eq", "1 OR 1=1")]},
        {"filters": [Filter("den", "eq", "yesterday")]},
        {"filters": [Filter("cena", "eq", "inf")]},
        {"filters": [Filter("město", "eq", "\0")]},
        {"columns": ["c0"]},
        {"columns": ["row_number"]},
        {"sort": [Sort("město; DROP VIEW t")]},
        {"group": ["(SELECT 1)"]},
        {"measures": [Measure("pg_sleep", "rok")]},
        {"measures": [Measure("sum", "město")]},
        {"measures": [Measure("sum")]},
        {"group": ["město"], "sort": [Sort("cena")]},
        {"limit": 10_001},
        {"offset": -1},
        {"cursor": "nonsense"},
        {"cursor": "WyIxIl0"},
        {"sort": [Sort("den")], "cursor": "WyJ4IiwxXQ"},
        {"filters": [Filter("rok", "eq", "1")] * 21},
        {"filters": [Filter("rok", "in", ["1"] * 501)]},
    ],
)
def test_what_is_not_of_the_table_is_refused_with_a_reason(table: Path, asked: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        ask(table, COLUMNS, Question(**asked))
    assert refusal.value.problems[0].text()
    assert refusal.value.problems[0].remedy_text()


@given(st.text(max_size=30))
@settings(max_examples=25, deadline=None)
def test_a_value_is_only_ever_a_value(table: Path, text: str) -> None:
    try:
        found = rows(table, filters=[Filter("město", "eq", text)])
    except Refused:
        assert "\0" in text
        return
    assert found == [number for number, row in enumerate(ROWS, start=1) if row[0] == text]


@pytest.mark.parametrize(
    "sort",
    [
        [],
        [Sort("město")],
        [Sort("město", descending=True)],
        [Sort("cena"), Sort("rok", descending=True)],
        [Sort("den", descending=True)],
        [Sort('"; DROP VIEW t; --')],
    ],
)
def test_pages_come_one_after_another_without_a_gap(table: Path, sort: list[Sort]) -> None:
    whole = list(ask(table, COLUMNS, Question(sort=sort)).rows)
    assert len(whole) == len(ROWS)
    paged, cursor = [], None
    for _ in range(10):
        answer = ask(table, COLUMNS, Question(sort=sort, limit=2, cursor=cursor, count=True))
        assert answer.total == len(ROWS)
        paged += answer.rows
        cursor = answer.next_cursor
        if cursor is None:
            break
    assert paged == whole
    assert list(ask(table, COLUMNS, Question(sort=sort, offset=3)).rows) == whole[3:]


def test_empty_cells_come_last_both_ways(table: Path) -> None:
    for descending in (False, True):
        assert rows(table, sort=[Sort("město", descending=descending)])[-1] == 4


def test_figures_of_groups(table: Path) -> None:
    asked = Question(
        group=["město"],
        measures=[Measure("count"), Measure("sum", "rok"), Measure("avg", "cena"), Measure("max", "den")],
        sort=[Sort("count", descending=True)],
        limit=1,
        count=True,
    )
    answer = ask(table, COLUMNS, asked)
    assert [column.name for column in answer.columns] == ["město", "count", "sum_rok", "avg_cena", "max_den"]
    assert (answer.rows, answer.total) == ([("Brno", 2, 4049, 2.0, date(2024, 1, 1))], 4)
    assert answer.next_cursor is not None
    further = ask(table, COLUMNS, Question(group=["město"], measures=[Measure("count")], cursor=answer.next_cursor))
    assert len(further.rows) == 3
    assert ask(table, COLUMNS, Question(measures=[Measure("min", "cena")])).records() == [{"min_cena": 1.5}]


def test_a_question_that_takes_too_long_is_stopped(table: Path) -> None:
    with pytest.raises(Refused) as refusal, opened(table, Limits(seconds=0.2)) as view:
        view.execute("SELECT count(*) FROM range(100000000) a, range(1000) b WHERE a.range % 7 = b.range").fetchall()
    assert refusal.value.problems[0].code == "too_expensive"


def test_a_question_that_wants_too_much_memory_is_stopped(table: Path) -> None:
    with pytest.raises(Refused) as refusal, opened(table, Limits(memory_mb=30)) as view:
        view.execute("SELECT list(a.range::VARCHAR || 'x') FROM range(20000000) a").fetchall()
    assert refusal.value.problems[0].code == "too_expensive"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/etc/*')",
        "COPY t TO '/tmp/naves-out.csv'",
        "ATTACH '/tmp/naves-out.db' AS other",
        "SET enable_external_access=true",
        "SET threads=8",
        "INSTALL httpfs",
        "LOAD httpfs",
    ],
)
def test_even_sql_could_not_reach_anything_else(table: Path, sql: str) -> None:
    import duckdb

    with opened(table, Limits()) as view, pytest.raises(duckdb.Error):
        view.execute(sql)
