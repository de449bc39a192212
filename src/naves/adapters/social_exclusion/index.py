"""Reading the index and those of its parts that every municipality has.

The parts about schools are left out: where a municipality has no school the table holds a sentence
instead of a number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naves.domains.wellbeing.rules.values import ValueRow
from naves.kernel.tables import Column, Kind, TableReader, read_records

KIND = "indicators"
SOURCE = "Agentura pro sociální začleňování (MMR), Index sociálního vyloučení %(year)s"
CODE = Column("Kód obce", Kind.CODE, required=True, pattern="[0-9]{6}(?:[.]0)?", example="503444")
COLUMNS = (CODE,)
_INDEX = re.compile(r"Index soc\. vyloučení (\d{4}) \(0-30 bodů\)")
_PARTS = {
    "debt_enforcement_share": re.compile(r"% podíl obyvatel v exekuci .*"),
    "long_term_unemployment_share": re.compile(r"% podíl uchazečů o zaměstnání evidovaných ÚP déle než 6 měsíců .*"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The values in the file, their source and the heading of the codes; problems lie in the table."""

    rows: list[ValueRow]
    source: str
    code_column: str = CODE.name


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of the index."""
    return any(_INDEX.fullmatch(column.strip()) for column in columns)


def read(table: TableReader, *, period_end: date | None = None) -> Reading:
    """Return the values; the year stands in the heading, so ``period_end`` is not asked for."""
    heading, year = next((c, m[1]) for c in table.columns if (m := _INDEX.fullmatch(c.strip())))
    wanted = {"social_exclusion": Column(heading, Kind.DECIMAL, required=True, minimum=Decimal(0), maximum=Decimal(30))}
    for code, pattern in _PARTS.items():
        if found := next((c for c in table.columns if pattern.fullmatch(c.strip())), None):
            wanted[code] = Column(found, Kind.DECIMAL, minimum=Decimal(0))
    day = period_end or date(int(year), 12, 31)
    rows = [
        ValueRow(record.number, record[CODE.name].removesuffix(".0"), code, day, float(value), column.name)
        for record in read_records(table, (CODE, *wanted.values()))
        for code, column in wanted.items()
        if (value := record[column.name]) is not None
    ]
    return Reading(rows, SOURCE % {"year": year})
