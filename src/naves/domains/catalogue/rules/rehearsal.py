"""Checking an export: does it hold what the dataset must hold, row by row, and all of it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables import Column, Kind, TableReader, heading_key, read_records

KINDS: Final = (Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.DATETIME, Kind.BOOLEAN)
MOST_COLUMNS: Final = 500
KEPT_PROBLEMS: Final = 200
MOST_TOLERANCE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaColumn:
    """A column that an export must hold."""

    name: str
    kind: str = Kind.TEXT
    required: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found. ``rows`` counts the rows that could be read without a problem."""

    rows: int
    problems: tuple[Problem, ...]
    problem_count: int

    @property
    def has_passed(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem_count == 0


def schema_problems(columns: Sequence[SchemaColumn], *, tolerance_percent: int = 0) -> list[Problem]:
    """Return what is wrong with a declared schema."""
    problems: list[Problem] = []
    if not columns or len(columns) > MOST_COLUMNS:
        problems.append(
            Problem(
                code="schema_columns",
                field="columns",
                value=len(columns),
                message=gettext_noop("A schema needs between 1 and 500 columns."),
                remedy=gettext_noop("Name the columns that the export must hold."),
            )
        )
    seen: set[str] = set()
    for column in columns:
        if not column.name.strip() or column.name in seen:
            problems.append(
                Problem(
                    code="schema_column",
                    field="columns",
                    value=column.name,
                    message=gettext_noop("The column “%(name)s” has no name, or is there twice."),
                    params={"name": column.name},
                    remedy=gettext_noop("Give each column a name of its own."),
                )
            )
        seen.add(column.name)
        if column.kind not in KINDS:
            problems.append(
                Problem(
                    code="schema_kind",
                    field="columns",
                    value=column.kind,
                    message=gettext_noop("“%(kind)s” is not a kind of value."),
                    params={"kind": column.kind, "known": ", ".join(KINDS)},
                    remedy=gettext_noop("Use one of: %(known)s."),
                )
            )
    if not 0 <= tolerance_percent <= MOST_TOLERANCE:
        problems.append(
            Problem(
                code="schema_tolerance",
                field="tolerance_percent",
                value=tolerance_percent,
                message=gettext_noop("The tolerance is between 0 and 50 %%."),
                remedy=gettext_noop("Leave it at 0 unless the system changes while it is exported."),
            )
        )
    return problems


def check_export(
    source: Path | BinaryIO, columns: Sequence[SchemaColumn], *, rows_expected: int, tolerance_percent: int = 0
) -> Checked:
    """Read the whole export and return what is wrong with it; it never raises on what the file holds."""
    declared = [Column(column.name, Kind(column.kind), required=column.required) for column in columns]
    try:
        table = TableReader(source, problem_cap=KEPT_PROBLEMS)
    except Refused as refusal:
        return Checked(0, refusal.problems, len(refusal.problems))
    try:
        if missing := _missing_columns(table, declared):
            return Checked(0, tuple(missing), len(missing))
        good = sum(1 for _record in read_records(table, declared))
        problems, count = list(table.problems.all()), table.problems.count
        if count == 0 and (wrong := _count_problem(good, rows_expected, tolerance_percent)):
            problems.append(wrong)
            count += 1
        return Checked(good, tuple(problems), count)
    except Refused as refusal:
        return Checked(0, refusal.problems, len(refusal.problems))
    finally:
        table.close()


def _missing_columns(table: TableReader, declared: Sequence[Column]) -> list[Problem]:
    """Return declared columns that are not there: an export without an empty column is not whole either."""
    there = {heading_key(heading) for heading in table.columns}
    return [
        Problem(
            code="missing_column",
            field=column.name,
            message=gettext_noop("The column %(column)s is missing."),
            remedy=gettext_noop("Add it, or rename the one that holds it; found were: %(found)s."),
            params={"column": column.name, "found": ", ".join(table.columns)[:200]},
            row=table.heading_row,
            column=column.name,
        )
        for column in declared
        if heading_key(column.name) not in there
    ]


def _count_problem(rows: int, expected: int, tolerance_percent: int) -> Problem | None:
    allowed = expected * tolerance_percent // 100
    if abs(rows - expected) <= allowed:
        return None
    return Problem(
        code="row_count",
        field="rows_expected",
        value=rows,
        message=gettext_noop("The export has %(rows)s rows, but the system reports %(expected)s records."),
        params={"rows": rows, "expected": expected},
        remedy=gettext_noop("Ask for a whole export, or correct the number of records."),
    )
