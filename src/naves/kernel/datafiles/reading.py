"""Any file as headings and rows of texts, whatever its format; GeoJSON and wrapped JSON lists included."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final

import orjson

from naves.kernel.datafiles.geojson import feature_rows, features_of
from naves.kernel.errors import gettext_noop
from naves.kernel.tables.delimited import read_delimited
from naves.kernel.tables.encodings import detect_encoding
from naves.kernel.tables.formats import Format, detect_format, empty_file
from naves.kernel.tables.json_rows import MAX_ARRAY_BYTES, read_json, read_ndjson
from naves.kernel.tables.lines import Lines
from naves.kernel.tables.parquet import read_parquet
from naves.kernel.tables.problems import ProblemLog, fatal
from naves.kernel.tables.raw import RawTable, cell_text
from naves.kernel.tables.source import open_source
from naves.kernel.tables.spreadsheet import read_spreadsheet

MOST_COLUMNS: Final = 2_000
MOST_BYTES: Final = 400_000_000
"""Unpacked, for a file that came as gzip."""

MOST_SAMPLED_CELLS: Final = 2_000_000
_SAMPLE_LINES: Final = 200
_DELIMITERS: Final = ";,\t|"
_LIST_HINT: Final = re.compile(rb'^\s*\{\s*"')


@dataclass(frozen=True, slots=True)
class OpenTable:
    """An open file: its format and what it holds."""

    format: str
    raw: RawTable


@contextmanager
def open_table(source: BinaryIO, problems: ProblemLog) -> Iterator[OpenTable]:
    """Open a file by its content; Refused says what it is instead, or what is wrong with it."""
    with ExitStack() as stack:
        stream = open_source(source, MOST_BYTES, stack)
        kind = detect_format(stream)
        if kind is Format.NDJSON and not _is_one_a_line(stream):
            yield _whole_object(stream)
            return
        if kind is Format.CSV:
            _refuse_wide(stream)
        opened = OpenTable(kind.value, _read(kind, stream, problems))
        if len(opened.raw.headings) > MOST_COLUMNS:
            raise too_wide(len(opened.raw.headings))
        yield opened


def too_wide(found: int) -> Exception:
    """Return the error for a table with too many columns."""
    return fatal(
        "too_many_columns",
        gettext_noop("The table has %(found)s columns; at most %(most)s are taken."),
        gettext_noop("Turn it: what stands in columns, such as days or places, belongs into rows."),
        found=found,
        most=MOST_COLUMNS,
    )


def _read(kind: Format, stream: BinaryIO, problems: ProblemLog) -> RawTable:
    match kind:
        case Format.XLSX:
            return read_spreadsheet(stream, problems, None)
        case Format.JSON:
            return read_json(stream, problems)
        case Format.NDJSON:
            return read_ndjson(stream, problems)
        case Format.PARQUET:
            return read_parquet(stream, problems)
        case _:
            return read_delimited(stream, problems)


def _refuse_wide(stream: BinaryIO) -> None:
    """Look at the first lines before anything splits them: a million cells in each would fill the memory."""
    lines = Lines(stream, detect_encoding(stream), ProblemLog())
    total = 0
    for number, line in zip(range(_SAMPLE_LINES), lines, strict=False):
        cells = max(line.count(sign) for sign in _DELIMITERS) + 1
        total += cells
        if (number == 0 and '"' not in line and cells > MOST_COLUMNS) or total > MOST_SAMPLED_CELLS:
            raise too_wide(cells)


def _is_one_a_line(stream: BinaryIO) -> bool:
    """Tell NDJSON from one object over many lines, or one that wraps a list."""
    lines = Lines(stream, detect_encoding(stream), ProblemLog())
    for line in lines:
        if not line.strip():
            continue
        try:
            first = orjson.loads(line)
        except orjson.JSONDecodeError:
            return False
        is_wrapper = isinstance(first, dict) and (first.get("type") == "FeatureCollection" or _list_in(first))
        return isinstance(first, dict) and not is_wrapper
    return False


def _whole_object(stream: BinaryIO) -> OpenTable:
    encoding = detect_encoding(stream)
    stream.seek(0)
    data = stream.read(MAX_ARRAY_BYTES + 1)
    if len(data) > MAX_ARRAY_BYTES:
        raise fatal(
            "json_too_large",
            gettext_noop("A JSON array may have at most %(limit)s MB."),
            gettext_noop("Send the records as NDJSON, one object on each line."),
            limit=MAX_ARRAY_BYTES // 1_000_000,
        )
    try:
        found = orjson.loads(data.decode(encoding).removeprefix("\ufeff"))
    except orjson.JSONDecodeError as error:
        raise fatal(
            "json_damaged",
            gettext_noop("The JSON is not valid near line %(line)s, character %(character)s."),
            gettext_noop("Check commas, brackets and quotation marks there."),
            line=error.lineno,
            character=error.colno,
        ) from error
    if not isinstance(found, dict):
        raise empty_file()
    features = features_of(found)
    if features is not None:
        headings, rows = feature_rows(features)
        return OpenTable("geojson", RawTable(headings, rows, encoding=encoding))
    items = _list_in(found) or [found]
    headings = list(dict.fromkeys(str(key) for item in items if isinstance(item, dict) for key in item))
    if not headings:
        raise empty_file()
    return OpenTable("json", RawTable(headings, _object_rows(items, headings), encoding=encoding))


def _list_in(found: dict[str, object]) -> list[object] | None:
    """Return the one list of objects that a wrapper such as {"data": […]} holds."""
    lists = [one for one in found.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    return lists[0] if len(lists) == 1 else None


def _object_rows(items: list[object], headings: list[str]) -> Iterator[tuple[int, list[str]]]:
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield number, [cell_text(item.get(heading)).strip() for heading in headings]
