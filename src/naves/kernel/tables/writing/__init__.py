"""Exports: columns and rows written to a binary stream, row by row.

A row maps column names to values; a missing value is an empty cell. Each writer returns how many
rows it wrote. Headings are the names of columns, so that programs and imports find them whatever
the language; ``labels=True`` writes the labels for people.
"""

from naves.kernel.tables.writing.delimited import write_csv
from naves.kernel.tables.writing.json_rows import write_ndjson
from naves.kernel.tables.writing.parquet import write_parquet
from naves.kernel.tables.writing.spreadsheet import write_xlsx

__all__ = ["write_csv", "write_ndjson", "write_parquet", "write_xlsx"]
