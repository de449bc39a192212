"""One column described: what is missing, how many values there are, ranges, keys, formulas, personal data."""

# ruff: noqa: S608 - only places of columns and words of ours get into the text of a statement
import math
from datetime import date
from typing import Any, Final

import duckdb

from naves.kernel.datafiles import kinds
from naves.kernel.datafiles.personal import FIRST_NAMES, PREFILTER, Suspicions
from naves.kernel.datafiles.profile import ColumnProfile
from naves.kernel.rowquery.statement import ROW

EXACT_ROWS: Final = 200_000
_NEARLY_ALL: Final = 0.9
_MOST_FREQUENT: Final = 5
_LONGEST_SHOWN: Final = 80
_BATCH: Final = 5_000
_NAMED: Final = ", ".join(f"'{name}'" for name in sorted(FIRST_NAMES))
_FORMULA: Final = r"^[=@\t]|^[+\-][^\d.,\s]"


def describe(
    asked: duckdb.DuckDBPyConnection, place: int, *, name: str, heading: str, told: kinds.Told, rows: int
) -> ColumnProfile:
    """Return the profile of the column at ``place``; views ``raw`` (texts) and ``t`` (typed) stand ready."""
    x, kind = f"c{place}", told.reading.kind
    is_number, is_text = kind in {"integer", "decimal"}, kind == "text"
    least, most, mean, about, longest = _one(
        asked,
        f"SELECT {'NULL, NULL' if is_text else f'min({x}), max({x})'}, {f'avg({x})' if is_number else 'NULL'},"
        f" approx_count_distinct({x}), {f'max(length({x}))' if is_text else '0'} FROM t",
    )
    distinct, is_exact = _distinct(asked, x, rows, int(about or 0))
    suspected = _suspicions(asked, x, heading, told)
    is_key = is_exact and told.filled == rows and distinct == rows
    return ColumnProfile(
        name=name,
        heading=heading,
        kind=kind,
        spelling=told.reading.spelling,
        filled=told.filled,
        missing=rows - told.filled,
        words=_words(asked, x) if told.words else {},
        distinct=distinct,
        is_distinct_exact=is_exact,
        is_key=is_key,
        least=None if suspected else _text(least),
        most=None if suspected else _text(most),
        mean=float(mean) if mean is not None and math.isfinite(mean) and not suspected else None,
        longest=int(longest or 0),
        frequent=[] if suspected or is_key else _frequent(asked, x),
        almost=told.almost.kind if told.almost else None,
        strays=_strays(asked, place, told) if not suspected else [],
        stray_count=told.strays,
        formulas=_count(asked, f"SELECT count(*) FROM raw WHERE regexp_matches({x}, ?)", _FORMULA) if is_text else 0,
        personal=suspected,
    )


def _distinct(asked: duckdb.DuckDBPyConnection, x: str, rows: int, about: int) -> tuple[int, bool]:
    """Count values; where there are very many and no key can be among them, about how many is enough."""
    if rows <= EXACT_ROWS or about >= _NEARLY_ALL * rows:
        return _count(asked, f"SELECT count(*) FROM (SELECT {x} FROM t WHERE {x} IS NOT NULL GROUP BY {x})"), True
    return about, False


def _words(asked: duckdb.DuckDBPyConnection, x: str) -> dict[str, int]:
    words = ", ".join(f"'{word}'" for word in kinds.WORDS)
    found = asked.execute(
        f"SELECT {x}, count(*) FROM raw WHERE lower({x}) IN ({words}) GROUP BY {x} ORDER BY 2 DESC LIMIT 5"
    )
    return {str(word): int(count) for word, count in found.fetchall()}


def _frequent(asked: duckdb.DuckDBPyConnection, x: str) -> list[tuple[str, int]]:
    found = asked.execute(
        f"SELECT {x}, count(*) FROM t WHERE {x} IS NOT NULL GROUP BY {x} ORDER BY 2 DESC, 1 LIMIT {_MOST_FREQUENT}"
    ).fetchall()
    return [(_text(value) or "", int(count)) for value, count in found if count > 1]


def _strays(asked: duckdb.DuckDBPyConnection, place: int, told: kinds.Told) -> list[tuple[int, str]]:
    if told.almost is None:
        return []
    read = kinds.sql_of(told.almost, place)
    found = asked.execute(
        f"SELECT line, c{place} FROM raw WHERE c{place} IS NOT NULL AND ({read}) IS NULL ORDER BY {ROW} LIMIT 3"
    ).fetchall()
    return [(int(line), str(value)[:_LONGEST_SHOWN]) for line, value in found]


def _suspicions(asked: duckdb.DuckDBPyConnection, x: str, heading: str, told: kinds.Told) -> list[Any]:
    if told.reading.kind not in {"text", "integer"}:
        return []
    seen = Suspicions(heading)
    found = asked.execute(f"SELECT left({x}, 2000) FROM raw WHERE regexp_matches({x}, ?)", [PREFILTER])
    while batch := found.fetchmany(_BATCH):
        seen.look(str(value) for (value,) in batch)
    names, examples = 0, []
    if told.reading.kind == "text":
        is_name = (
            f"regexp_full_match({x}, '\\p{{Lu}}[\\p{{L}}.]+( \\p{{Lu}}[\\p{{L}}.-]+){{1,3}}') AND "
            f"len(list_intersect(string_split(lower({x}), ' '), [{_NAMED}])) > 0"
        )
        names = _count(asked, f"SELECT count(*) FROM raw WHERE {is_name}")
        examples = [
            str(one) for (one,) in asked.execute(f"SELECT {x} FROM raw WHERE {x} IS NOT NULL LIMIT 3").fetchall()
        ]
    return seen.found(filled=told.filled, names=names, name_examples=examples)


def _one(asked: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    found = asked.execute(sql).fetchone()
    return found if found is not None else ()


def _count(asked: duckdb.DuckDBPyConnection, sql: str, *values: object) -> int:
    return int(asked.execute(sql, list(values)).fetchall()[0][0])


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.15g}" if isinstance(value, float) else str(value)[:_LONGEST_SHOWN]
