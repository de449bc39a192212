"""Lists of JSON objects: one object on a line (NDJSON), or one array."""

from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

import orjson

from naves.kernel.errors import gettext_noop
from naves.kernel.tables.encodings import detect_encoding
from naves.kernel.tables.formats import empty_file
from naves.kernel.tables.lines import Lines
from naves.kernel.tables.problems import ProblemLog, fatal
from naves.kernel.tables.raw import RawTable, cell_text

MAX_ARRAY_BYTES = 50_000_000
"""An array has to be held whole in memory, so it may be only this long; NDJSON is streamed."""

_ONE_PER_LINE = gettext_noop('Write one object on each line, as in {"code": "500011"}.')


def read_ndjson(stream: BinaryIO, problems: ProblemLog) -> RawTable:
    """Read once for the keys, which may first appear on any line, then stream the rows."""
    encoding = detect_encoding(stream)
    headings: dict[str, None] = {}
    for _, item in _objects(Lines(stream, encoding, ProblemLog()), ProblemLog()):
        headings.update(dict.fromkeys(item))
    lines = Lines(stream, encoding, problems)
    objects = _objects(lines, problems)
    if not headings:
        deque(objects, maxlen=0)  # for its problems
        problems.refuse_if_any()
        raise empty_file()
    rows = _rows(objects, list(headings))
    return RawTable(list(headings), rows, encoding=encoding, fraction_read=lines.fraction_read)


def read_json(stream: BinaryIO, problems: ProblemLog) -> RawTable:
    """Read an array of objects; the number of a row is its place in the array, from 1."""
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
    items = _array(data.decode(encoding).removeprefix("\ufeff"))
    headings = list(dict.fromkeys(key for item in items if isinstance(item, dict) for key in item))
    if not headings:
        raise empty_file()
    return RawTable(headings, _rows(_only_objects(items, problems), headings), encoding=encoding)


def _array(text: str) -> list[object]:
    try:
        items = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise fatal(
            "json_damaged",
            gettext_noop("The JSON is not valid near line %(line)s, character %(character)s."),
            gettext_noop("Check commas, brackets and quotation marks there."),
            line=error.lineno,
            character=error.colno,
        ) from error
    return items if isinstance(items, list) else [items]


def _only_objects(
    items: list[object],
    problems: ProblemLog,
) -> Iterator[tuple[int, dict[str, object]]]:
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield number, item
        else:
            _not_an_object(number, problems)


def _objects(
    lines: Lines,
    problems: ProblemLog,
) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        try:
            item = orjson.loads(text)
        except orjson.JSONDecodeError:
            problems.add_row(
                number,
                "json_line_damaged",
                gettext_noop("The line is not one whole JSON object."),
                _ONE_PER_LINE,
            )
            continue
        if isinstance(item, dict):
            yield number, item
        else:
            _not_an_object(number, problems)


def _not_an_object(number: int, problems: ProblemLog) -> None:
    problems.add_row(
        number,
        "json_not_an_object",
        gettext_noop("The item is not a JSON object with named values."),
        _ONE_PER_LINE,
    )


def _rows(
    items: Iterator[tuple[int, dict[str, object]]],
    headings: list[str],
) -> Iterator[tuple[int, list[str]]]:
    for number, item in items:
        yield number, [cell_text(item.get(heading)).strip() for heading in headings]
