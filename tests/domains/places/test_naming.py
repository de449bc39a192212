"""What people write for a town, and which one is meant."""

from itertools import starmap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.places.rules.naming import NamedPlace, PlaceIndex, Resolution

ROWS = [
    (1, "569844", "Lužice", "CZ0712", "Olomouc", "CZ071", "Olomoucký kraj"),
    (2, "567281", "Lužice", "CZ0425", "Most", "CZ042", "Ústecký kraj"),
    (3, "503444", "Litovel", "CZ0712", "Olomouc", "CZ071", "Olomoucký kraj"),
    (4, "554804", "Ústí nad Labem", "CZ0427", "Ústí nad Labem", "CZ042", "Ústecký kraj"),
    (5, "592323", "Kunovice", "CZ0722", "Uherské Hradiště", "CZ072", "Zlínský kraj"),
    (6, "544370", "Kunovice", "CZ0723", "Vsetín", "CZ072", "Zlínský kraj"),
    (7, "549673", "Kuňovice", "CZ0100", "Jinde", "CZ010", "Jinde"),
    (8, "554782", "Praha", "CZ0100", "Praha", "CZ010", "Hlavní město Praha"),
    (9, "597520", "Město Albrechtice", "CZ0801", "Bruntál", "CZ080", "Moravskoslezský kraj"),
    (10, "578347", "Brandýs nad Labem-Stará Boleslav", "CZ0209", "Praha-východ", "CZ020", "Středočeský kraj"),
]
INDEX = PlaceIndex(starmap(NamedPlace, ROWS))


def meant(text: str, **area: str) -> int | str:
    """Return the id of the place or the code of the problem."""
    found: Resolution = INDEX.resolve(text, **area)
    if found.place:
        return found.place.id
    assert found.problem is not None
    assert found.problem.text()
    assert found.problem.remedy_text()
    return found.problem.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("503444", 3),
        ("Litovel", 3),
        ("  litovel ", 3),
        ("město Litovel", 3),
        ("usti nad labem", 4),
        ("Statutární město Ústí nad Labem", 4),
        ("Hlavní město Praha", 8),
        ("hl. m. Praha", 8),
        ("Město Albrechtice", 9),
        ("Brandýs nad Labem - Stará Boleslav", 10),
        ("Lužice (Most)", 2),
        ("Lužice (okres Olomouc)", 1),
        ("Lužice, okr. Most", 2),
        ("Luzice, Ustecky kraj", 2),
        ("Lužice (Most, 567281)", 2),
        ("Kuňovice", 7),
        ("Kunovice (Vsetín)", 6),
    ],
)
def test_a_text_that_fits_one_town_means_it(text: str, expected: int) -> None:
    assert meant(text) == expected


def test_a_homonym_is_told_apart_by_okres_or_kraj() -> None:
    assert meant("Lužice", district="Most") == 2
    assert meant("Lužice", district="CZ0712") == 1
    assert meant("Lužice", region="Olomoucký") == 1
    assert meant("Lužice", district="okres Most", region="CZ042") == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lužice", "place_ambiguous"),
        ("Kunovice", "place_ambiguous"),
        ("Lužice (Bruntál)", "place_elsewhere"),
        ("Litovl", "place_unknown"),
        ("Atlantis", "place_unknown"),
        ("", "place_unknown"),
        ("123456", "place_unknown_code"),
        ("500054", "city_part"),
        ("Praha 5", "city_part"),
        ("brno-stred", "city_part"),
    ],
)
def test_what_does_not_mean_one_town_is_asked_about(text: str, expected: str) -> None:
    assert meant(text) == expected


def test_the_candidates_are_listed_so_that_one_can_be_copied() -> None:
    found = INDEX.resolve("luzice")
    assert [place.id for place in found.candidates] == [1, 2]
    assert [meant(place.label) for place in found.candidates] == [1, 2]
    assert "Lužice (Most, 567281)" in found.problem.text()


def test_without_accents_every_spelling_is_asked_about() -> None:
    assert {place.id for place in INDEX.resolve("Kunovice").candidates} == {5, 6, 7}


def test_a_mistyped_name_brings_a_suggestion() -> None:
    assert INDEX.resolve("Litovl").problem.remedy_text() == "Did you mean Litovel?"


@given(st.text(max_size=40))
def test_any_text_gives_a_place_or_a_problem(text: str) -> None:
    assert meant(text)
