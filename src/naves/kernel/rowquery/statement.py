"""A question as SQL: columns are looked up and written as "c0", "c1"…, values are bound, the rest is ours."""

# ruff: noqa: S608 - nothing that was typed gets into the text of a statement

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.paging import bad_cursor, decode_cursor, encode_cursor
from naves.kernel.rowquery import question as limits
from naves.kernel.rowquery.question import COLUMN_KINDS, Cell, Filter, Measure, Question, Sort, TableColumn
from naves.kernel.rowquery.values import typed

_COMPARISONS: Final = {"eq": "=", "ne": "IS DISTINCT FROM", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_ORDERED: Final = frozenset({"integer", "decimal", "date", "datetime"})
_NUMBERS: Final = frozenset({"integer", "decimal"})
ROW: Final = "row_number"
"""The column of the file that numbers its rows from 1."""


@dataclass(slots=True)
class Statement:
    """SQL with its bound values; ``shown`` are the columns of the answer, hidden sort keys come after them."""

    sql: str
    values: list[object]
    shown: list[TableColumn]
    count_sql: str
    count_values: list[object]
    keys: list[Sort] = field(default_factory=list)
    is_grouped: bool = False
    offset: int = 0


class Builder:
    """Writes the statement for one table."""

    def __init__(self, columns: Sequence[TableColumn], asked: Question) -> None:
        """Look up every name that the question uses."""
        self._by_name = {column.name: column for column in columns}
        self._all = list(columns)
        self._asked = asked
        _check_sizes(asked)

    def statement(self) -> Statement:
        """Return the statement, or refuse the question."""
        return self._grouped() if self._asked.measures or self._asked.group else self._rows()

    def _rows(self) -> Statement:
        asked = self._asked
        shown = [self._column(name, "columns") for name in asked.columns] or self._all
        keys = list(asked.sort)
        where, values = self._where()
        count_sql, count_values = f"SELECT count(*) FROM t WHERE {where}", list(values)
        if asked.cursor:
            after, more = self._after(keys, asked.cursor)
            where, values = f"{where} AND ({after})", [*values, *more]
        hidden = [self._column(key.column, "sort") for key in keys]
        selected = ", ".join([*(_name(column) for column in (*shown, *hidden)), ROW])
        order = ", ".join([*(self._order(key) for key in keys), ROW])
        sql = f"SELECT {selected} FROM t WHERE {where} ORDER BY {order} LIMIT {int(asked.limit) + 1}"
        if asked.offset and not asked.cursor:
            sql += f" OFFSET {int(asked.offset)}"
        return Statement(sql, values, shown, count_sql, count_values, keys)

    def _grouped(self) -> Statement:
        asked = self._asked
        groups = [self._column(name, "group") for name in asked.group]
        measures = list(asked.measures) or [Measure("count")]
        shown = groups + [self._measured(measure, len(groups) + place) for place, measure in enumerate(measures)]
        where, values = self._where()
        parts = [_name(column) for column in groups] + [self._expression(measure) for measure in measures]
        named = ", ".join(f"{part} AS g{place}" for place, part in enumerate(parts))
        grouping = f" GROUP BY {', '.join(str(place + 1) for place in range(len(groups)))}" if groups else ""
        inner = f"SELECT {named} FROM t WHERE {where}{grouping}"
        by_name = {column.name: place for place, column in enumerate(shown)}
        order = [
            f"g{_place(by_name, key.column)} {'DESC' if key.descending else 'ASC'} NULLS LAST" for key in asked.sort
        ]
        order += [f"g{place} ASC NULLS LAST" for place in range(len(groups))]
        offset = _offset(asked)
        sql = f"SELECT * FROM ({inner}){' ORDER BY ' + ', '.join(order) if order else ''}"
        sql += f" LIMIT {int(asked.limit) + 1} OFFSET {int(offset)}"
        return Statement(
            sql, values, shown, f"SELECT count(*) FROM ({inner})", list(values), is_grouped=True, offset=offset
        )

    def _measured(self, measure: Measure, place: int) -> TableColumn:
        if measure.function not in limits.FUNCTIONS:
            raise _unknown("measures", measure.function, limits.FUNCTIONS)
        if not measure.column:
            if measure.function != "count":
                raise _not_fitting("measures", measure.function, "")
            return TableColumn(measure.name, "integer", place)
        column = self._column(measure.column, "measures")
        if measure.function in {"sum", "avg"} and column.kind not in _NUMBERS:
            raise _not_fitting("measures", measure.function, column.name)
        if measure.function == "count":
            return TableColumn(measure.name, "integer", place)
        return TableColumn(measure.name, "decimal" if measure.function == "avg" else column.kind, place)

    def _expression(self, measure: Measure) -> str:
        if not measure.column:
            return "count(*)"
        column = self._by_name[measure.column]
        if measure.function == "sum" and column.kind == "integer":
            # A sum of whole numbers may outgrow 64 bits; as a decimal it is at worst rounded.
            return f"CASE WHEN abs(sum({_name(column)})) < 9e18 THEN CAST(sum({_name(column)}) AS BIGINT) END"
        return f"{measure.function}({_name(column)})"

    def _where(self) -> tuple[str, list[object]]:
        parts, values = ["TRUE"], []
        for condition in self._asked.filters:
            part, bound = self._condition(condition)
            parts.append(part)
            values += bound
        if self._asked.text.strip():
            sought = typed(self._asked.text.strip().lower(), "text", column="text")
            parts.append(
                "(" + " OR ".join(f"contains(lower(CAST({_name(one)} AS VARCHAR)), ?)" for one in self._all) + ")"
            )
            values += [sought] * len(self._all)
        return " AND ".join(parts), values

    def _condition(self, condition: Filter) -> tuple[str, list[object]]:
        column, operator = self._column(condition.column, "filters"), condition.operator
        if operator not in limits.OPERATORS:
            raise _unknown(condition.column, operator, limits.OPERATORS)
        name, given = _name(column), condition.value
        many = [given] if isinstance(given, str) else list(given)
        if operator == "in":
            values = [typed(one, column.kind, column=column.name) for one in many]
            return (f"{name} IN ({', '.join('?' * len(values))})", list(values)) if values else ("FALSE", [])
        value = many[0] if many else ""
        if operator == "null":
            return f"{name} IS {'' if typed(value, 'boolean', column=column.name) else 'NOT '}NULL", []
        if operator == "contains":
            sought = typed(value.lower(), "text", column=column.name)
            return f"contains(lower(CAST({name} AS VARCHAR)), ?)", [sought]
        return f"{name} {_COMPARISONS[operator]} ?", [typed(value, column.kind, column=column.name)]

    def _order(self, key: Sort) -> str:
        name = _name(self._column(key.column, "sort"))
        return f"{name} {'DESC' if key.descending else 'ASC'} NULLS LAST"

    def _after(self, keys: Sequence[Sort], cursor: str) -> tuple[str, list[object]]:
        """Return the condition for all that comes after the row of the cursor."""
        *found, row = decode_cursor(cursor, size=len(keys) + 1)
        if not isinstance(row, int) or isinstance(row, bool):
            raise bad_cursor(cursor)
        columns = [self._column(key.column, "sort") for key in keys]
        last = [_of_cursor(value, column, cursor) for value, column in zip(found, columns, strict=True)]
        parts: list[str] = []
        values: list[object] = []
        same, same_values = "TRUE", list[object]()
        for key, column, value in zip(keys, columns, last, strict=True):
            name = _name(column)
            if value is not None:
                parts.append(f"({same} AND ({name} {'<' if key.descending else '>'} ? OR {name} IS NULL))")
                values += [*same_values, value]
            same, same_values = f"{same} AND {name} IS NOT DISTINCT FROM ?", [*same_values, value]
        parts.append(f"({same} AND {ROW} > ?)")
        return " OR ".join(parts), [*values, *same_values, row]

    def _column(self, name: str, where: str) -> TableColumn:
        column = self._by_name.get(name)
        if column is None:
            raise _unknown(where, name, tuple(self._by_name)[:30])
        return column


def cursor_after(keys: Sequence[Cell], row: int) -> str:
    """Return the cursor of a row by its sort keys and its number."""
    return encode_cursor((*(key.isoformat() if isinstance(key, date) else key for key in keys), row))


def _of_cursor(value: object, column: TableColumn, cursor: str) -> Cell:
    if value is None or (column.kind == "boolean" and isinstance(value, bool)):
        return value
    if column.kind in _NUMBERS and isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        raise bad_cursor(cursor)
    try:
        if column.kind == "date":
            return date.fromisoformat(value)
        if column.kind == "datetime":
            return datetime.fromisoformat(value)
    except ValueError:
        raise bad_cursor(cursor) from None
    if column.kind != "text":
        raise bad_cursor(cursor)
    return value


def _offset(asked: Question) -> int:
    if not asked.cursor:
        return asked.offset
    (offset,) = decode_cursor(asked.cursor, size=1)
    if not isinstance(offset, int) or not 0 <= offset <= limits.LARGEST_OFFSET:
        raise bad_cursor(asked.cursor)
    return offset


def _place(by_name: dict[str, int], name: str) -> int:
    if name not in by_name:
        raise _unknown("sort", name, tuple(by_name))
    return by_name[name]


def _name(column: TableColumn) -> str:
    return f"c{int(column.place)}"


def sql_type(column: TableColumn) -> str:
    """Return the type of DuckDB."""
    return COLUMN_KINDS[column.kind]


def _check_sizes(asked: Question) -> None:
    sizes = (
        ("limit", asked.limit, 0, limits.LARGEST_PAGE),
        ("offset", asked.offset, 0, limits.LARGEST_OFFSET),
        ("filters", len(asked.filters), 0, limits.MOST_FILTERS),
        ("sort", len(asked.sort), 0, limits.MOST_SORTS),
        ("group", len(asked.group), 0, limits.MOST_GROUPS),
        ("measures", len(asked.measures), 0, limits.MOST_MEASURES),
        ("text", len(asked.text), 0, 200),
        *(
            ("filters", len(one.value), 0, limits.MOST_VALUES)
            for one in asked.filters
            if not isinstance(one.value, str)
        ),
    )
    for name, size, least, most in sizes:
        if not least <= size <= most:
            raise Refused(
                Problem(
                    code="out_of_range",
                    field=name,
                    value=size,
                    message=gettext_noop("“%(name)s” is %(size)s; at most %(most)s is allowed."),
                    params={"name": name, "size": size, "most": most},
                    remedy=gettext_noop("Ask for less at once and go on page by page."),
                )
            )


def _unknown(name: str, value: str, known: Sequence[str]) -> Refused:
    return Refused(
        Problem(
            code="unknown_name",
            field=name,
            value=value[:80],
            message=gettext_noop("There is no “%(value)s” here."),
            params={"value": value[:80], "known": ", ".join(known)[:1000]},
            remedy=gettext_noop("Choose from: %(known)s."),
        )
    )


def _not_fitting(name: str, function: str, column: str) -> Refused:
    return Refused(
        Problem(
            code="measure",
            field=name,
            value=f"{function}({column})",
            message=gettext_noop("“%(function)s” cannot be worked out of “%(column)s”."),
            params={"function": function, "column": column},
            remedy=gettext_noop("Sums and means need a column of numbers; only “count” goes without a column."),
        )
    )
