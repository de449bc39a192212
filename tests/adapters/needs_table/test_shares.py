"""Themes with shares, as people write them into one cell."""

from decimal import Decimal

import pytest

from naves.adapters.needs_table.shares import groups_of, themes_of
from naves.domains.needs.rules.vocabulary import Vocabulary

THEMES = Vocabulary.of(
    [
        ("housing", "Bydlení", "Housing"),
        ("culture", "Kultura, sport a spolky", "Culture, sport and clubs"),
        ("mobility", "Doprava a mobilita", "Transport and mobility"),
    ]
)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Bydlení", {"housing": "1"}),
        ("housing; mobility", {"housing": "0.5", "mobility": "0.5"}),
        ("Bydlení 60 %; Doprava a mobilita 40 %", {"housing": "0.6", "mobility": "0.4"}),
        ("Bydlení: 60%|doprava a mobilita: 40%", {"housing": "0.6", "mobility": "0.4"}),
        ("housing:0.6;mobility:0.4", {"housing": "0.6", "mobility": "0.4"}),
        ("Bydlení 0,6; Doprava a mobilita 0,4", {"housing": "0.6", "mobility": "0.4"}),
        ("BYDLENI (75 %), Doprava a mobilita (25 %)", {"housing": "0.75", "mobility": "0.25"}),
        ("Kultura, sport a spolky", {"culture": "1"}),
        ("Kultura, sport a spolky 50 %; Bydlení 50 %", {"culture": "0.5", "housing": "0.5"}),
        ("Vesmír", {"Vesmír": "1"}),
    ],
)
def test_shares_are_read_in_every_usual_form(text: str, shares: dict[str, str]) -> None:
    found, problem = themes_of(text, THEMES)
    assert problem is None
    assert found == {code: Decimal(share) for code, share in shares.items()}


@pytest.mark.parametrize(
    ("text", "code"),
    [("Bydlení 60 %; Doprava a mobilita", "theme_without_share"), ("Bydlení; housing", "theme_twice")],
)
def test_what_cannot_be_meant_is_a_problem(text: str, code: str) -> None:
    found, problem = themes_of(text, THEMES)
    assert (found, problem.code if problem else None) == ({}, code)


def test_groups_are_told_by_name_or_code_and_unknown_ones_left_for_the_domain() -> None:
    groups = Vocabulary.of([("seniors", "senioři", "older people"), ("children", "děti", "children")])
    assert groups_of("Senioři; děti, mimozemšťané", groups) == {"seniors", "children", "mimozemšťané"}
