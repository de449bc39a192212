"""A table with a row for each municipality and the units above it in further columns."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.rules.city_parts import city_part, city_part_problem
from naves.domains.places.rules.ico import normal_ico
from naves.domains.places.rules.rows import PlaceRow
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records

KIND = "places"
SOURCE = "Český statistický úřad, seznam obcí"
STATE_CODE, STATE_NAME = "CZ", "Česko"
PRAGUE, PRAGUE_ORP, NO_ORP = "554782", "1000", "0"
OUTWEIGHS_ALL = 10_000  # an ORP lies in the okres of its seat, or else of most of its municipalities
CITY_PART = "P"
STATUS = {
    "O": ("obec",),
    "T": ("městys",),
    "M": ("město",),
    "S": ("statutární město",),
    "H": ("hlavní město",),
    "U": ("vojenský újezd", "V"),
    CITY_PART: ("městská část", "městský obvod", "MČ", "MO", "MOMC"),
}
UNITS_ABOVE = (
    Column("kod_orp", Kind.CODE, aliases=("kod_so_orp",), required=True),
    Column("nazev_orp", aliases=("orp",), required=True, max_length=120),
    Column(
        "kod_okres",
        Kind.CODE,
        aliases=("kod_okresu", "okres_lau", "lau1"),
        required=True,
        pattern="CZ0[0-9A-Z]{3}",
        example="CZ0712",
    ),
    Column("nazev_okres", aliases=("okres", "nazev_okresu"), required=True, max_length=120),
    Column(
        "kod_kraj",
        Kind.CODE,
        aliases=("kod_kraje", "kraj_nuts", "nuts3"),
        required=True,
        pattern="CZ0[0-9A-Z]{2}",
        example="CZ071",
    ),
    Column("nazev_kraj", aliases=("kraj", "nazev_kraje"), required=True, max_length=120),
)
COLUMNS = (
    Column(
        "kod_obec",
        Kind.CODE,
        aliases=("kod_obce", "kodobce", "obec_kod"),
        required=True,
        pattern="[0-9]{6}(?:[.]0)?",
        example="503444",
    ),
    Column("nazev", aliases=("nazev_obce", "obec", "obec_nazev"), required=True, max_length=120),
    Column("status", Kind.CHOICE, aliases=("status_obce",), required=True, choices=STATUS),
    *UNITS_ABOVE,
    Column("lon", Kind.DECIMAL, aliases=("longitude", "zemepisna_delka"), minimum=Decimal(12), maximum=Decimal(19)),
    Column("lat", Kind.DECIMAL, aliases=("latitude", "zemepisna_sirka"), minimum=Decimal(48), maximum=Decimal(52)),
    Column("ico", Kind.CODE, aliases=("ic",), max_length=8),
    Column("area_ha", Kind.DECIMAL, aliases=("vymera_ha",), minimum=Decimal(0)),
)
_PEOPLE = re.compile(r"(?:obyv|pocet_?obyvatel)_?(\d{4})", re.IGNORECASE)
FIELDS = {
    "code": "kod_obec",
    "name": "nazev",
    "kind": "status",
    "parent": "kod_orp",
    "district": "kod_okres",
    "longitude": "lon",
    "latitude": "lat",
    "ico": "ico",
}


@dataclass(slots=True)
class Reading:
    """The units in the file and the heading that each of their fields came from; problems lie in the table."""

    rows: list[PlaceRow]
    headings: dict[str, str] = field(default_factory=dict)
    source: str = SOURCE


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of a list of municipalities with the units above them."""
    keys = {heading_key(column) for column in columns}
    units = {heading_key(name) for name in ("kod_orp", "kod_okres", "kod_kraj")}
    code = {heading_key(name) for name in (COLUMNS[0].name, *COLUMNS[0].aliases)}
    people = any(_PEOPLE.fullmatch(column.strip()) for column in columns)
    return bool(keys & code) and len(keys & units) > 1 and (people or heading_key("nazev") in keys)


def read(table: TableReader) -> Reading:
    """Return every unit named in ``table``: the state, kraje, okresy, ORP and municipalities."""
    people = _people_column(table.columns)
    columns = COLUMNS if people is None else (*COLUMNS, people[0])
    reader = _Reader(people[1] if people else None, people[0].name if people else "")
    for record in read_records(table, columns):
        for problem in reader.take(record):
            table.problems.add(problem)
    return Reading(list(reader.units()), {**reader.headings, "population": people[0].name if people else ""})


def _people_column(headings: Iterable[str]) -> tuple[Column, date] | None:
    """Return the column with the latest population and the 1 January that it counts."""
    found = [(match[1], heading) for heading in headings if (match := _PEOPLE.fullmatch(heading.strip()))]
    if not found:
        return None
    year, heading = max(found)
    return Column(heading, Kind.INTEGER, minimum=0), date(int(year), 1, 1)


class _Reader:
    """Gathers municipalities and, above them, units that every row must agree about."""

    def __init__(self, counted_on: date | None, people: str) -> None:
        self.headings: dict[str, str] = {}
        self._counted_on, self._people = counted_on, people
        self._above: dict[str, PlaceRow] = {}
        self._towns: list[PlaceRow] = []
        self._districts_of_orp: dict[str, Counter[str]] = defaultdict(Counter)

    def take(self, record: Record) -> Iterator[Problem]:
        self.headings = self.headings or {
            name: record.headings[column] for name, column in FIELDS.items() if column in record.headings
        }
        code = record["kod_obec"].removesuffix(".0")
        if record["status"] == CITY_PART:
            yield _part_of_city(record, code)
            return
        orp, orp_name = _orp(record, code)
        okres, kraj = record["kod_okres"], record["kod_kraj"]
        if not okres.startswith(kraj):
            yield record.problem(
                "kod_okres",
                "district_outside_region",
                gettext_noop("The district %(value)s does not lie in the region %(region)s."),
                gettext_noop("The code of a district begins with the code of its region; mend one of them."),
                region=kraj,
            )
            return
        is_seat = record["nazev"] == orp_name
        self._districts_of_orp[orp][okres] += OUTWEIGHS_ALL if is_seat else 1
        for column, unit in (
            ("nazev_kraj", PlaceRow(record.number, kraj, record["nazev_kraj"], PlaceLevel.REGION, STATE_CODE)),
            ("nazev_okres", PlaceRow(record.number, okres, record["nazev_okres"], PlaceLevel.DISTRICT, kraj)),
            ("nazev_orp", PlaceRow(record.number, orp, orp_name, PlaceLevel.ORP, okres)),
        ):
            yield from self._agree(record, column, unit)
        self._towns.append(self._town(record, code, orp))

    def units(self) -> Iterator[PlaceRow]:
        if self._towns:
            yield PlaceRow(None, STATE_CODE, STATE_NAME, PlaceLevel.STATE)
        for unit in self._above.values():
            if unit.level == PlaceLevel.ORP:
                seat = self._districts_of_orp[unit.code].most_common(1)[0][0]
                yield PlaceRow(unit.row, unit.code, unit.name, unit.level, seat)
            else:
                yield unit
        yield from self._towns

    def _agree(self, record: Record, column: str, unit: PlaceRow) -> Iterator[Problem]:
        first = self._above.setdefault(unit.code, unit)
        if first.name != unit.name or first.level != unit.level:
            yield record.problem(
                column,
                "units_disagree",
                gettext_noop("The unit %(unit)s is called “%(value)s” here, but “%(first)s” on row %(first_row)s."),
                gettext_noop("Mend the code or the name, so that all rows agree."),
                unit=unit.code,
                first=first.name,
                first_row=first.row,
            )

    def _town(self, record: Record, code: str, orp: str) -> PlaceRow:
        people = record[self._people] if self._people else None
        return PlaceRow(
            row=record.number,
            code=code,
            name=record["nazev"],
            level=PlaceLevel.MUNICIPALITY,
            parent_code=orp,
            kind=MunicipalityKind(record["status"]),
            district_code=record["kod_okres"],
            population=people,
            population_date=self._counted_on if people is not None else None,
            longitude=_number(record["lon"]),
            latitude=_number(record["lat"]),
            area_ha=_number(record["area_ha"]),
            ico=normal_ico(record["ico"]) if record["ico"] else "",
        )


def _orp(record: Record, code: str) -> tuple[str, str]:
    """Return the ORP of a municipality; Prague, which has none in some lists, is its own (ČSÚ code 1000)."""
    if code == PRAGUE and record["kod_orp"] in {NO_ORP, PRAGUE_ORP}:
        return PRAGUE_ORP, record["nazev"]
    return record["kod_orp"], record["nazev_orp"]


def _part_of_city(record: Record, code: str) -> Problem:
    part = city_part(code)
    if part:
        problem = city_part_problem(part, field="code", value=code, row=record.number)
        return replace(problem, column=record.headings["kod_obec"])
    return record.problem(
        "status",
        "city_part",
        gettext_noop("The row is marked as a part of a city, not a municipality."),
        gettext_noop("Leave the row out: figures of parts belong to their city."),
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
