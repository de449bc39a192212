"""Parameters of the data API, turned into a question; what cannot be read is refused with an example."""

import re
from collections.abc import Sequence
from typing import Final

from ninja import Field, Schema

from naves.api.texts import Text
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.rowquery import FUNCTIONS, LARGEST_PAGE, OPERATORS, Filter, Measure, Question, Sort, TableColumn
from naves.kernel.rowquery.question import LARGEST_OFFSET

_FILTER: Final = re.compile(rf"(.+?):({'|'.join(OPERATORS)}):(.*)", re.DOTALL)
_MOST: Final = 20


class Conditions(Schema):
    """Which rows."""

    filter: list[Text] = Field(
        default_factory=list,
        max_length=_MOST,
        description="Conditions that all must hold, each as `column:operator:value`, such as `okres:eq:Jihlava`. "
        f"Operators: {', '.join(OPERATORS)}. `in` takes values parted by `|`, `null` takes true or false, "
        "`contains` looks for a part of the text whatever its case.",
    )
    text: Text = Field("", max_length=200, description="Looked for in all columns.")
    cursor: Text = Field("", max_length=4000, description="As the page before gave it; empty for the first page.")
    limit: int = Field(100, ge=1, le=LARGEST_PAGE, description="How many rows at most.")
    format: Text = Field("json", max_length=10, description="json, csv or parquet.")

    def filters(self) -> list[Filter]:
        """Return the conditions."""
        return [_filter(one) for one in self.filter]


class RowsAsked(Conditions):
    """Which rows and columns, in which order."""

    columns: list[Text] = Field(
        default_factory=list, max_length=2000, description="Only these; all where none is named."
    )
    sort: list[Text] = Field(
        default_factory=list, max_length=3, description="Columns to sort by; `-column` turns it round."
    )
    offset: int = Field(0, ge=0, le=LARGEST_OFFSET, description="Rows to pass over; a cursor is quicker.")
    total: bool = Field(False, description="Whether to count all rows that pass.")

    def question(self, columns: Sequence[TableColumn]) -> Question:
        """Return the question for a table with ``columns``."""
        return Question(
            columns=self.columns,
            filters=self.filters(),
            text=self.text,
            sort=_sorts(self.sort, {column.name for column in columns}),
            limit=self.limit,
            offset=self.offset,
            cursor=self.cursor or None,
            count=self.total,
        )


class FiguresAsked(Conditions):
    """Figures of groups."""

    group: list[Text] = Field(
        default_factory=list, max_length=2, description="One or two columns; none for one figure of all."
    )
    measure: list[Text] = Field(
        default_factory=list,
        max_length=10,
        description=f"`count` or `function:column`, such as `avg:cena`. Functions: {', '.join(FUNCTIONS)}.",
    )
    sort: list[Text] = Field(
        default_factory=list, max_length=3, description="Columns of the answer, such as `-avg_cena`."
    )

    def question(self) -> Question:
        """Return the question."""
        measures = [Measure(*_function(one)) for one in self.measure] or [Measure("count")]
        known = {*self.group, *(measure.name for measure in measures)}
        return Question(
            group=self.group,
            measures=measures,
            filters=self.filters(),
            text=self.text,
            sort=_sorts(self.sort, known),
            limit=self.limit,
            cursor=self.cursor or None,
        )


def _filter(text: str) -> Filter:
    found = _FILTER.fullmatch(text)
    if found is None:
        raise Refused(
            Problem(
                code="filter",
                field="filter",
                value=text[:80],
                message=gettext_noop("“%(value)s” is not a condition."),
                params={"value": text[:80], "known": ", ".join(OPERATORS)},
                remedy=gettext_noop("Write column:operator:value; operators are %(known)s."),
            )
        )
    column, operator, value = found.groups()
    return Filter(column, operator, value.split("|") if operator == "in" else value)


def _sorts(names: Sequence[str], known: set[str]) -> list[Sort]:
    return [
        Sort(name[1:], descending=True) if name not in known and name.startswith("-") else Sort(name) for name in names
    ]


def _function(text: str) -> tuple[str, str]:
    function, _, column = text.partition(":")
    return function, column
