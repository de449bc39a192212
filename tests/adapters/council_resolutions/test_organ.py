"""Whose council it is."""

import json
from io import BytesIO

import pytest

from naves.adapters.council_resolutions.organ import municipality_of
from naves.adapters.council_resolutions.resolutions import Resolutions
from naves.kernel.tables import TableReader
from tests.factories.places import make_country


@pytest.mark.parametrize(
    ("organ", "name"),
    [
        ("Rada města Litovel", "Litovel"),
        ("Zastupitelstvo města Litovel", "Litovel"),
        ("Zastupitelstvo obce Horní Lhota", "Horní Lhota"),
        ("Rada statutárního města Brna", "Brna"),
        ("Litovel", "Litovel"),
    ],
)
def test_the_name_of_the_municipality_is_taken_from_the_organ(organ: str, name: str) -> None:
    assert municipality_of(organ) == name


def resolution(**changes: object) -> bytes:
    whole = {
        "id": "RM/1/1/2022",
        "datum": "2022-10-27",
        "organ": "Rada města Litovel",
        "actions": ["schvaluje"],
        "subject": None,
        "items": [{"label": "a", "text": "schvaluje výběr\nnájemce Ing. K. K."}],
        "tail": None,
    }
    return json.dumps(whole | changes).encode() + b"\n"


@pytest.mark.django_db
def test_items_are_lettered_and_printed_lines_joined_while_initials_stay() -> None:
    make_country()
    with TableReader(BytesIO(resolution())) as table:
        (row,) = Resolutions(table)
    assert row.values.text == "a) schvaluje výběr nájemce Ing. K. K."
    assert row.values.title == "RM/1/1/2022: schvaluje výběr nájemce Ing. K. K."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"organ": "Rada obce Lužice"}, ["place_ambiguous"]),
        ({"organ": "Rada města Litovle"}, ["place_unknown"]),
        ({"items": ["a"]}, ["resolution_items"]),
    ],
)
def test_a_council_is_never_guessed(changes: dict[str, object], codes: list[str]) -> None:
    make_country()
    with TableReader(BytesIO(resolution(**changes))) as table:
        assert list(Resolutions(table)) == []
        assert [problem.code for problem in table.problems.all()] == codes


@pytest.mark.django_db
def test_the_operator_may_say_whose_council_it_is() -> None:
    country = make_country()
    with TableReader(BytesIO(resolution(organ="Rada města Litovle"))) as table:
        (row,) = Resolutions(table, place="503444")
    assert row.place_id == country.town("Litovel").pk
