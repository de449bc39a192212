"""Tables in and out: files that people send, read by content; exports, written as streams."""

from naves.kernel.tables.columns import Column, Kind
from naves.kernel.tables.formats import Format
from naves.kernel.tables.problems import ProblemLog
from naves.kernel.tables.reader import Row, TableReader, heading_key
from naves.kernel.tables.records import Record, read_records
from naves.kernel.tables.values import BadValue, parse_value
from naves.kernel.tables.writing import write_csv, write_ndjson, write_parquet, write_xlsx

__all__ = [
    "BadValue",
    "Column",
    "Format",
    "Kind",
    "ProblemLog",
    "Record",
    "Row",
    "TableReader",
    "heading_key",
    "parse_value",
    "read_records",
    "write_csv",
    "write_ndjson",
    "write_parquet",
    "write_xlsx",
]
