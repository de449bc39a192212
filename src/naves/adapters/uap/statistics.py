"""Reading the table: shares of age groups, unemployment, population change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naves.domains.wellbeing.rules.values import ValueRow
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records

KIND = "indicators"
SOURCE = "Český statistický úřad, územně analytické podklady %(year)s"
CODE = Column("KODOBCE", Kind.CODE, required=True, pattern="[0-9]{6}(?:[.]0)?", example="503444")
SHARES = {"U2a_1": "share_0_14", "U2a_3": "share_65_plus", "U8_1": "unemployment_share"}
PEOPLE, CHANGE = "U1_1", "U1_4"
COLUMNS = (
    CODE,
    *(Column(name, Kind.DECIMAL, minimum=Decimal(0), maximum=Decimal(100)) for name in SHARES),
    Column(PEOPLE, Kind.INTEGER, minimum=0),
    Column(CHANGE, Kind.INTEGER),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The values in the file, their source and the heading of the codes; problems lie in the table."""

    rows: list[ValueRow]
    source: str
    code_column: str = CODE.name


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of the table."""
    keys = {heading_key(column) for column in columns}
    return {heading_key(name) for name in (CODE.name, PEOPLE, "U2a_3", "U8_1")} <= keys


def read(table: TableReader, *, period_end: date | None = None) -> Reading:
    """Return the values; raises :class:`Refused` without ``period_end``, since the table does not say its year."""
    if period_end is None:
        raise Refused(
            Problem(
                code="period_missing",
                field="period_end",
                message=gettext_noop("The table does not say which year it describes."),
                remedy=gettext_noop("Give the last day of the period, as in 2020-12-31."),
            )
        )
    rows = [row for record in read_records(table, COLUMNS) for row in _values(record, period_end)]
    return Reading(rows, SOURCE % {"year": period_end.year})


def _values(record: Record, day: date) -> Iterator[ValueRow]:
    place = record[CODE.name].removesuffix(".0")
    if not record[PEOPLE]:
        return  # nobody lives in a military district: its shares of nobody mean nothing
    for name, code in SHARES.items():
        if record[name] is not None:
            yield ValueRow(record.number, place, code, day, float(record[name]), name)
    if record[CHANGE] is not None:
        change = round(1000 * record[CHANGE] / record[PEOPLE], 3)
        yield ValueRow(record.number, place, "population_change", day, change, CHANGE)
