"""Rows of the table brought to rows of strategies; what is wrong with a cell lies in ``table.problems``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from naves.adapters.strategies_table.columns import (
    COLUMNS,
    GOAL_CODE,
    MEASURE_CODE,
    PLACES,
    STRATEGY_ID,
    STRATEGY_TITLE,
    THEMES,
)
from naves.domains.needs.models import Theme
from naves.domains.needs.rules.vocabulary import Vocabulary
from naves.domains.strategies.operations.imports.rows import StrategyRow
from naves.kernel.errors import Problem
from naves.kernel.tables import Column, TableReader, heading_key, read_records

_DIVIDERS = re.compile(r"[;|,\n]")


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of a table of strategies."""
    keys = {heading_key(column) for column in columns}

    def there(column: Column) -> bool:
        return bool(keys & {heading_key(name) for name in (column.name, column.heading, *column.aliases)})

    return there(STRATEGY_ID) and (there(STRATEGY_TITLE) or (there(GOAL_CODE) and there(MEASURE_CODE)))


class StrategiesTable:
    """Reads strategies from an open table, row by row; ``headings`` name the columns in the file."""

    def __init__(self, table: TableReader) -> None:
        self._records = read_records(table, COLUMNS)
        self._themes = Vocabulary.of(list(Theme.objects.values_list("code", "name_cs", "name_en")))
        self.headings: dict[str, str] = {}

    def __iter__(self) -> Iterator[StrategyRow]:
        """Yield the rows whose cells can be read."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            filled = {name: value for name, value in record.values.items() if value is not None}
            yield StrategyRow(row=record.number, **{name: self._plain(name, value) for name, value in filled.items()})

    def placed(self, problem: Problem) -> Problem:
        """Return ``problem`` with the heading of its column."""
        return replace(problem, column=self.headings.get(problem.field or "", problem.field))

    def _plain(self, name: str, value: Any) -> Any:
        if name in THEMES:
            return tuple(self._themes.code(part) for part in self._themes.parts(value))
        if name == PLACES:
            return tuple(part.strip() for part in _DIVIDERS.split(value) if part.strip())
        is_measured = name in {"indicator_baseline", "indicator_target"}
        return float(value) if is_measured and isinstance(value, Decimal) else value
