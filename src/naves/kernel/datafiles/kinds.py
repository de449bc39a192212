"""Which kind a column of texts is: a kind holds only where every filled cell of the whole file can be read as it."""

# ruff: noqa: S608 - only places of columns and patterns of ours get into the text of a statement
from dataclasses import dataclass
from typing import Final

import duckdb

from naves.kernel.rowquery.question import Kind
from naves.kernel.rowquery.statement import ROW

_SPACE: Final = " \u00a0\u2009\u202f"
_GROUPED: Final = rf"[1-9]\d{{0,2}}([{_SPACE}]\d{{3}})+"
_BARE: Final = rf"regexp_replace(translate(@x, '−', '-'), '[{_SPACE}]', '', 'g')"
_SAMPLE: Final = 2_000
_NEARLY: Final = 0.9
WORDS: Final = ("null", "n/a", "na", "nan", "none", "-", "–", "—", "x", ".", "..", "neuvedeno", "nezjištěno", "není")
"""Texts that people write instead of leaving a cell empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a text ``@x`` as a kind: SQL that gives NULL where it cannot be read."""

    kind: Kind
    spelling: str
    sql: str


READINGS: Final = (
    Reading(
        "integer",
        "",
        rf"CASE WHEN regexp_full_match(@x, '[\-−]?(0|[1-9]\d{{0,17}}|{_GROUPED})') "
        rf"THEN TRY_CAST({_BARE} AS BIGINT) END",
    ),
    Reading(
        "decimal",
        "point",
        r"CASE WHEN regexp_full_match(@x, '-?(0|[1-9]\d*)?(\.\d+)?([eE][+\-]?\d{1,3})?') "
        r"AND regexp_matches(@x, '\d') AND isfinite(TRY_CAST(@x AS DOUBLE)) THEN TRY_CAST(@x AS DOUBLE) END",
    ),
    Reading(
        "decimal",
        "comma",
        rf"CASE WHEN regexp_full_match(@x, '[\-−]?(0|[1-9]\d*|{_GROUPED})(,\d+)?') "
        rf"THEN TRY_CAST(replace({_BARE}, ',', '.') AS DOUBLE) END",
    ),
    Reading("date", "", r"CASE WHEN regexp_full_match(@x, '\d{4}-\d{2}-\d{2}') THEN TRY_CAST(@x AS DATE) END"),
    Reading(
        "date",
        "czech",
        r"CASE WHEN regexp_full_match(@x, '\d{1,2}\. ?\d{1,2}\. ?\d{4}') "
        r"THEN CAST(try_strptime(replace(@x, ' ', ''), '%d.%m.%Y') AS DATE) END",
    ),
    Reading(
        "datetime",
        "",
        r"CASE WHEN regexp_full_match(@x, "
        r"'\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+\-]\d{2}:?\d{2})?)?') "
        r"THEN CASE WHEN regexp_matches(@x, '(Z|[+\-]\d{2}:?\d{2})$') AND length(@x) > 11 "
        r"THEN make_timestamp(epoch_us(TRY_CAST("
        r"regexp_replace(replace(@x, ',', '.'), '(\d{2})(\d{2})$', '\1:\2') AS TIMESTAMPTZ))) "
        r"ELSE TRY_CAST(replace(@x, ',', '.') AS TIMESTAMP) END END",
    ),
    Reading(
        "datetime",
        "czech",
        r"CASE WHEN regexp_full_match(@x, '\d{1,2}\. ?\d{1,2}\. ?\d{4} \d{1,2}:\d{2}(:\d{2})?') THEN "
        r"coalesce(try_strptime(regexp_replace(@x, '\. ', '.', 'g'), '%d.%m.%Y %H:%M:%S'), "
        r"try_strptime(regexp_replace(@x, '\. ', '.', 'g'), '%d.%m.%Y %H:%M')) END",
    ),
    Reading(
        "boolean",
        "",
        "CASE lower(@x) WHEN 'true' THEN true WHEN 'ano' THEN true WHEN 'yes' THEN true WHEN 'pravda' THEN true "
        "WHEN 'false' THEN false WHEN 'ne' THEN false WHEN 'no' THEN false WHEN 'nepravda' THEN false END",
    ),
)
TEXT: Final = Reading("text", "", "@x")
_WORD_LIST: Final = ", ".join(f"'{word}'" for word in WORDS)


@dataclass(frozen=True, slots=True)
class Told:
    """How a column is read: ``words`` counts texts that stand for nothing; few cells miss the kind ``almost``."""

    reading: Reading
    filled: int
    words: int
    almost: Reading | None = None
    strays: int = 0


def tell(table: duckdb.DuckDBPyConnection, place: int) -> Told:
    """Return how the column at ``place`` of the view ``raw`` is read."""
    filled, _words, *fits = _counts(table, place, READINGS, f"{ROW} <= {_SAMPLE}")
    if filled:
        readings = [one for one, fit in zip(READINGS, fits, strict=True) if fit >= _NEARLY * (filled - _words) and fit]
    else:
        readings = list(READINGS)
    filled, words, *fits = _counts(table, place, readings, "TRUE")
    if not filled:
        return Told(TEXT, 0, 0)
    wanted = filled - words
    for reading, fit in zip(readings, fits, strict=True):
        if wanted and fit == wanted:
            return Told(reading, wanted, words)
    best = max(zip(fits, readings, strict=True), key=lambda pair: pair[0], default=(0, TEXT))
    if wanted and best[0] >= _NEARLY * wanted:
        return Told(TEXT, filled, 0, best[1], wanted - best[0])
    return Told(TEXT, filled, 0)


def _counts(
    table: duckdb.DuckDBPyConnection, place: int, readings: tuple[Reading, ...] | list[Reading], where: str
) -> list[int]:
    """Count filled cells, words that stand for nothing, and for each reading the cells that it can read."""
    x = f"c{int(place)}"
    parts = [f"count({x})", f"count(*) FILTER (lower({x}) IN ({_WORD_LIST}))"]
    parts += [f"count({sql_of(one, place)})" for one in readings]
    found = table.execute(f"SELECT {', '.join(parts)} FROM raw WHERE {where}").fetchone()
    return [int(count) for count in found or ()]


def sql_of(reading: Reading, place: int) -> str:
    """Return the SQL that reads the column at ``place``."""
    return reading.sql.replace("@x", f"c{int(place)}")
