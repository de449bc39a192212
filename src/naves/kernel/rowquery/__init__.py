"""Questions put to one table in a Parquet file, answered by DuckDB; no text of a stranger ever enters the SQL."""

from naves.kernel.rowquery.answering import Limits, ask
from naves.kernel.rowquery.question import (
    COLUMN_KINDS,
    FUNCTIONS,
    LARGEST_PAGE,
    OPERATORS,
    Answer,
    Filter,
    Measure,
    Question,
    Sort,
    TableColumn,
)

__all__ = [
    "COLUMN_KINDS",
    "FUNCTIONS",
    "LARGEST_PAGE",
    "OPERATORS",
    "Answer",
    "Filter",
    "Limits",
    "Measure",
    "Question",
    "Sort",
    "TableColumn",
    "ask",
]
