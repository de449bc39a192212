"""Rows of a table brought to the declared columns, with every bad cell reported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables.columns import Column
from naves.kernel.tables.problems import quoted
from naves.kernel.tables.reader import Row, TableReader, heading_key
from naves.kernel.tables.values import BadValue, parse_value


@dataclass(frozen=True, slots=True)
class Record:
    """The values of one row by column name; None where the cell is empty or the column absent."""

    number: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    headings: Mapping[str, str]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def problem(
        self,
        name: str,
        code: str,
        message: str,
        remedy: str,
        **params: object,
    ) -> Problem:
        """Return a problem of the cell in the column ``name``, for checks beyond its kind."""
        text = quoted(self.texts.get(name, ""))
        return Problem(
            code=code,
            message=message,
            remedy=remedy,
            params={"value": text, **params},
            field=name,
            value=text,
            row=self.number,
            column=self.headings.get(name, name),
        )


def read_records(table: TableReader, columns: Sequence[Column]) -> Iterator[Record]:
    """Return the rows with all values good; the others become problems of ``table``.

    Raises :class:`Refused` at once where the headings do not fit ``columns``.
    """
    headings = _match(table, columns)
    return _records(table, columns, headings)


def _records(
    table: TableReader,
    columns: Sequence[Column],
    headings: Mapping[str, str],
) -> Iterator[Record]:
    for row in table:
        texts = {name: row.values[heading] for name, heading in headings.items()}
        record = Record(row.number, dict.fromkeys((c.name for c in columns), None), texts, headings)
        values, problems = _values(record, columns)
        for problem in problems:
            table.problems.add(problem)
        if not problems:
            yield Record(row.number, values, texts, headings)


def _values(record: Record, columns: Sequence[Column]) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = dict(record.values)
    problems = []
    for column in columns:
        text = record.texts.get(column.name, "")
        if text:
            try:
                values[column.name] = parse_value(text, column)
            except BadValue as bad:
                problems.append(
                    record.problem(column.name, bad.code, bad.message, bad.remedy, **bad.params),
                )
        elif column.required:
            problems.append(
                record.problem(
                    column.name,
                    "empty_cell",
                    gettext_noop("The cell is empty, but a value is required."),
                    gettext_noop("Fill it in, or delete the row."),
                ),
            )
    return values, problems


def _match(table: TableReader, columns: Sequence[Column]) -> dict[str, str]:
    """Return the heading in the file for each declared column that is there."""
    found = {heading_key(heading): heading for heading in table.columns}
    matched: dict[str, str] = {}
    problems: list[Problem] = []
    for column in columns:
        keys = dict.fromkeys(map(heading_key, (column.name, column.heading, *column.aliases)))
        headings = [found[key] for key in keys if key in found]
        if headings:
            matched[column.name] = headings[0]
        if len(headings) > 1:
            problems.append(_twice(table, column, headings))
        if column.required and not headings:
            problems.append(_missing(table, column))
    if len(problems) > 1 and len(table.columns) == 1:
        problems = [_one_column(table)]
    if problems:
        raise Refused(problems)
    return matched


def _missing(table: TableReader, column: Column) -> Problem:
    return Problem(
        code="missing_column",
        message=gettext_noop("The column %(column)s is missing."),
        remedy=gettext_noop("Add it, or rename the one that holds it; found were: %(found)s."),
        params={"column": column.heading, "found": quoted(", ".join(table.columns))},
        field=column.name,
        row=table.heading_row,
        column=column.heading,
    )


def _twice(table: TableReader, column: Column, headings: Sequence[str]) -> Problem:
    return Problem(
        code="column_in_two",
        message=gettext_noop("Several columns stand for %(column)s: %(found)s."),
        remedy=gettext_noop("Keep one of them and delete or rename the others."),
        params={"column": column.heading, "found": ", ".join(headings)},
        field=column.name,
        row=table.heading_row,
        column=column.heading,
    )


def _one_column(table: TableReader) -> Problem:
    return Problem(
        code="wrong_delimiter",
        message=gettext_noop("Only one column was found: %(column)s."),
        remedy=gettext_noop("Divide the columns by a semicolon, comma, tab or vertical bar."),
        params={"column": quoted(table.columns[0])},
        value=quoted(table.columns[0]),
        row=table.heading_row,
    )


__all__ = ["Record", "Row", "read_records"]
