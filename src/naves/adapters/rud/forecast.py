"""Reading the forecast: tax income and employees, each by resident."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naves.domains.wellbeing.rules.values import ValueRow
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records

KIND = "indicators"
SOURCE = "Ministerstvo financí, predikce daňových příjmů obcí na rok %(year)s"
CODE = Column(
    "kod",
    Kind.CODE,
    aliases=("kod_obec", "kod_obce"),
    required=True,
    pattern="[0-9]{6}(?:[.]0)?",
    example="503444",
)
INCOME = Column("objem_celkem_tis", Kind.DECIMAL, required=True, minimum=Decimal(0))
COLUMNS = (CODE, INCOME)
THOUSAND = 1000
_PEOPLE = re.compile(r"obyv_(\d{4})")
_EMPLOYEES = re.compile(r"zam_(\d{4})")


@dataclass(frozen=True, slots=True)
class Reading:
    """The values in the file, their source and the heading of the codes; problems lie in the table."""

    rows: list[ValueRow]
    source: str
    code_column: str


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of the forecast."""
    keys = {heading_key(column) for column in columns}
    return heading_key(INCOME.name) in keys and any(_PEOPLE.fullmatch(column) for column in columns)


def read(table: TableReader, *, period_end: date | None = None) -> Reading:
    """Return the values; a forecast is for the year after that of its population."""
    people = _dated(table.columns, _PEOPLE)
    employees = _dated(table.columns, _EMPLOYEES)
    income_of = period_end or date(people[1] + 1, 12, 31)
    columns = [CODE, INCOME, Column(people[0], Kind.INTEGER, required=True, minimum=0)]
    if employees[0]:
        columns.append(Column(employees[0], Kind.INTEGER, minimum=0))
    rows: list[ValueRow] = []
    code_column = CODE.name
    for record in read_records(table, columns):
        code_column = record.headings[CODE.name]
        if record[people[0]]:
            rows.extend(_values(record, people[0], income_of, employees))
    return Reading(rows, SOURCE % {"year": income_of.year}, code_column)


def _dated(headings: Sequence[str], pattern: re.Pattern[str]) -> tuple[str, int]:
    """Return the latest heading of that kind and its year; an empty text where there is none."""
    found = [(int(match[1]), heading) for heading in headings if (match := pattern.fullmatch(heading))]
    year, heading = max(found, default=(0, ""))
    return heading, year


def _values(record: Record, people: str, income_of: date, employees: tuple[str, int]) -> Iterator[ValueRow]:
    place, residents = record[CODE.name].removesuffix(".0"), record[people]
    income = float(record[INCOME.name] * THOUSAND / residents)
    yield ValueRow(record.number, place, "tax_income_per_person", income_of, round(income, 2), INCOME.name)
    heading, year = employees
    if heading and record[heading] is not None:
        jobs = round(100 * record[heading] / residents, 3)
        yield ValueRow(record.number, place, "jobs_per_100", date(year, 12, 31), jobs, heading)
