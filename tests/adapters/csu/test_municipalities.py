"""Lists of municipalities: what is read from them and what is refused."""

from datetime import date
from io import BytesIO

import pytest

from naves.adapters.csu import municipalities
from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.kernel.errors import Refused
from naves.kernel.tables import TableReader

HEADING = (
    "kod_obec,nazev,status,kod_orp,nazev_orp,kod_okres,nazev_okres,kod_kraj,nazev_kraj,obyv_2024,obyv_2025,lon,lat,ico"
)
LITOVEL = "503444,Litovel,M,7105,Litovel,CZ0712,Olomouc,CZ071,Olomoucký kraj,9500,9510,17.07615,49.70121,299138"
LIBAVA = "503941,Libavá,U,7107,Olomouc,CZ0712,Olomouc,CZ071,Olomoucký kraj,,,17.58904,49.7013,"
PRAGUE = "554782,Praha,H,0,X-X-X,CZ0100,Praha,CZ010,Hlavní město Praha,1384732,1397880,14.4,50.1,00064581"


def read(
    *lines: str, encoding: str = "utf-8"
) -> tuple[municipalities.Reading, list[tuple[str, int | None, str | None]]]:
    with TableReader(BytesIO("\n".join([HEADING, *lines]).encode(encoding))) as table:
        reading = municipalities.read(table)
        return reading, [(problem.code, problem.row, problem.column) for problem in table.problems.all()]


def test_each_municipality_brings_the_units_above_it() -> None:
    reading, problems = read(LITOVEL, LIBAVA)
    assert problems == []
    assert [(row.code, row.level, row.parent_code) for row in reading.rows] == [
        ("CZ", PlaceLevel.STATE, None),
        ("CZ071", PlaceLevel.REGION, "CZ"),
        ("CZ0712", PlaceLevel.DISTRICT, "CZ071"),
        ("7105", PlaceLevel.ORP, "CZ0712"),
        ("7107", PlaceLevel.ORP, "CZ0712"),
        ("503444", PlaceLevel.MUNICIPALITY, "7105"),
        ("503941", PlaceLevel.MUNICIPALITY, "7107"),
    ]


def test_the_latest_population_is_taken_with_the_day_that_its_heading_means() -> None:
    litovel = read(LITOVEL)[0].rows[-1]
    assert (litovel.population, litovel.population_date) == (9510, date(2025, 1, 1))
    assert (litovel.kind, litovel.ico, litovel.district_code) == (MunicipalityKind.TOWN, "00299138", "CZ0712")


def test_a_military_district_has_no_population() -> None:
    libava = read(LIBAVA)[0].rows[-1]
    assert (libava.kind, libava.population, libava.population_date) == (MunicipalityKind.MILITARY, None, None)


def test_prague_is_region_district_orp_and_municipality() -> None:
    rows = {row.code: (row.name, row.parent_code) for row in read(PRAGUE)[0].rows}
    assert rows == {
        "CZ": ("Česko", None),
        "CZ010": ("Hlavní město Praha", "CZ"),
        "CZ0100": ("Praha", "CZ010"),
        "1000": ("Praha", "CZ0100"),
        "554782": ("Praha", "1000"),
    }


def test_an_orp_over_several_districts_lies_where_its_seat_is() -> None:
    inside = ["576301,Jenišovice,O", "577626,Turnov,M", "576450,Malá Skála,O"]
    above = "5109,Turnov,CZ05{},X,CZ051,Liberecký kraj,1,1,15.1,50.5,"
    lines = [
        f"{town},{above.format(code)}".replace(",X,", f",{code},")
        for town, code in zip(inside, ("12", "14", "12"), strict=True)
    ]
    orp = next(row for row in read(*lines)[0].rows if row.code == "5109")
    assert orp.parent_code == "CZ0514"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1250", "utf-16"])
def test_encodings_are_told_apart(encoding: str) -> None:
    assert read(LITOVEL, LIBAVA, PRAGUE, encoding=encoding)[0].rows[-2].name == "Libavá"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (LITOVEL.replace("503444", "500054"), None),  # by its code alone: the domain refuses it
        (LITOVEL.replace("503444,Litovel,M", "500054,Praha 1,městská část"), ("city_part", 2, "kod_obec")),
        (LITOVEL.replace("503444,Litovel,M", "999999,Nové,MČ"), ("city_part", 2, "status")),
        (LITOVEL.replace("9510", "-9510"), ("negative", 2, "obyv_2025")),
        (LITOVEL.replace("9510", "mnoho"), ("not_an_integer", 2, "obyv_2025")),
        (LITOVEL.replace("503444", "50344"), ("pattern_mismatch", 2, "kod_obec")),
        (LITOVEL.replace(",M,", ",Z,"), ("unknown_choice", 2, "status")),
        (LITOVEL.replace("17.07615,49.70121", "49.70121,17.07615"), ("above_maximum", 2, "lon")),
        (LITOVEL.replace("CZ0712", "CZ0325"), ("district_outside_region", 2, "kod_okres")),
        (LITOVEL.replace(",Litovel,M", ",,M"), ("empty_cell", 2, "nazev")),
    ],
)
def test_a_bad_cell_is_named(line: str, problem: tuple[str, int, str] | None) -> None:
    assert problem is None or problem in read(line)[1]


def test_rows_that_call_one_unit_by_two_names_disagree() -> None:
    assert read(LITOVEL, LIBAVA.replace("CZ0712,Olomouc", "CZ0712,Holomóc"))[1] == [
        ("units_disagree", 3, "nazev_okres")
    ]


def test_a_missing_column_is_named() -> None:
    with TableReader(BytesIO(b"kod_obec,nazev,kod_orp,kod_okres\n1,2,3,4")) as table, pytest.raises(Refused) as refused:
        municipalities.read(table)
    assert {problem.params["column"] for problem in refused.value.problems} == {
        "status",
        "nazev_orp",
        "nazev_okres",
        "kod_kraj",
        "nazev_kraj",
    }


def test_only_lists_of_municipalities_are_recognised() -> None:
    assert municipalities.recognises(HEADING.split(","))
    assert municipalities.recognises(["Kód obce", "Název", "Kód ORP", "Kód okres"])
    assert not municipalities.recognises(["kod", "kraj", "okres", "obec", "obyv_2025"])
    assert not municipalities.recognises(["id", "title", "place"])
