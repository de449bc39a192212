"""Reading the plain tree: code, name, level, parent; the form in which Náves gives the territory out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.rules.ico import normal_ico
from naves.domains.places.rules.rows import PlaceRow
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records

KIND = "places"
LEVELS = {
    PlaceLevel.STATE: ("stát",),
    PlaceLevel.REGION: ("kraj",),
    PlaceLevel.DISTRICT: ("okres",),
    PlaceLevel.ORP: ("obec s rozšířenou působností",),
    PlaceLevel.MUNICIPALITY: ("obec",),
}
COLUMNS = (
    Column("code", Kind.CODE, aliases=("kod",), required=True, max_length=12),
    Column("name", aliases=("nazev",), required=True, max_length=120),
    Column("level", Kind.CHOICE, aliases=("uroven",), required=True, choices={str(k): v for k, v in LEVELS.items()}),
    Column("parent_code", Kind.CODE, aliases=("kod_nadrizeneho", "nadrizeny")),
    Column("kind", Kind.CHOICE, aliases=("status",), choices={str(kind): () for kind in MunicipalityKind}),
    Column("district_code", Kind.CODE, aliases=("kod_okres",)),
    Column("population", Kind.INTEGER, aliases=("pocet_obyvatel",), minimum=0),
    Column("population_date", Kind.DATE, aliases=("pocet_obyvatel_ke_dni",)),
    Column("longitude", Kind.DECIMAL, aliases=("lon",), minimum=Decimal(-180), maximum=Decimal(180)),
    Column("latitude", Kind.DECIMAL, aliases=("lat",), minimum=Decimal(-90), maximum=Decimal(90)),
    Column("area_ha", Kind.DECIMAL, aliases=("vymera_ha",), minimum=Decimal(0)),
    Column("ico", Kind.CODE, max_length=8),
)
HEADING_OF_FIELD = {"parent": "parent_code", "district": "district_code"}


@dataclass(slots=True)
class Reading:
    """The units in the file and the heading that each of their fields came from; problems lie in the table."""

    rows: list[PlaceRow]
    headings: dict[str, str]
    source: str = ""


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of a plain tree."""
    keys = {heading_key(column) for column in columns}
    wanted = ({"code", "kod"}, {"level", "uroven"}, {"parentcode", "kodnadrizeneho", "nadrizeny"})
    return all(keys & alternatives for alternatives in wanted)


def read(table: TableReader) -> Reading:
    """Return the units; what is wrong with a row lies in ``table.problems``."""
    rows = []
    headings: dict[str, str] = {}
    for record in read_records(table, COLUMNS):
        headings = dict(record.headings)
        rows.append(_row(record))
    return Reading(rows, {**headings, **{field: headings.get(name, name) for field, name in HEADING_OF_FIELD.items()}})


def _row(record: Record) -> PlaceRow:
    return PlaceRow(
        row=record.number,
        code=record["code"],
        name=record["name"],
        level=PlaceLevel(record["level"]),
        parent_code=record["parent_code"],
        kind=MunicipalityKind(record["kind"]) if record["kind"] else None,
        district_code=record["district_code"],
        population=record["population"],
        population_date=record["population_date"],
        longitude=_number(record["longitude"]),
        latitude=_number(record["latitude"]),
        area_ha=_number(record["area_ha"]),
        ico=normal_ico(record["ico"]) if record["ico"] else "",
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
