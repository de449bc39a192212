"""Outlines as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.adapters.outlines.outline import looks_like_outline, parse
from naves.adapters.outlines.rows import OutlineRows

OUTLINE = """\
Strategický plán Litovel 2027–2032
==================================
Vlastník: 00299138
Platnost od: 1. 1. 2027

Navazuje na předchozí plán.

## 1 Bezpečné ulice
Lidé se mají cítit bezpečně.
- Přechody u škol;
  Termín: 30. 6. 2028
  Odpovídá: Odbor dopravy
  Rozpočet: 2 500 000 Kč
* Osvětlení parku
### Doprava v klidu
• Parkoviště u nádraží
## 2 Zdravé město
- O7 Nový lékař
"""


def test_headings_become_goals_and_bullets_measures() -> None:
    outline = parse(OUTLINE)
    assert outline.title == "Strategický plán Litovel 2027–2032"
    assert outline.summary == ["Navazuje na předchozí plán."]
    assert [(goal.code, goal.title, goal.parent) for goal in outline.goals] == [
        ("1", "Bezpečné ulice", ""),
        ("1.1", "Doprava v klidu", "1"),
        ("2", "Zdravé město", ""),
    ]
    assert [measure.title for goal in outline.goals for measure in goal.measures] == [
        "Přechody u škol",
        "Osvětlení parku",
        "Parkoviště u nádraží",
        "Nový lékař",
    ]
    assert outline.goals[0].lines == ["Lidé se mají cítit bezpečně."]


def test_what_is_said_below_a_bullet_belongs_to_its_measure() -> None:
    rows = OutlineRows(parse(OUTLINE), {"places": "503444; CZ071"})
    strategy, _goal, measure, *_ = rows.rows()
    assert rows.problems == []
    assert (strategy.owner, strategy.in_force_from, strategy.status) == ("00299138", date(2027, 1, 1), "draft")
    assert strategy.places == ("503444", "CZ071")
    assert (measure.measure_deadline, measure.measure_responsible_body) == (date(2028, 6, 30), "Odbor dopravy")
    assert measure.measure_budget_czk == Decimal(2_500_000)


def test_a_corrected_outline_meets_its_draft_again() -> None:
    first, second = (OutlineRows(parse(text), {}).rows()[0] for text in (OUTLINE, OUTLINE + "- Další opatření\n"))
    assert first.strategy_id == second.strategy_id


def test_a_wrong_day_names_its_line() -> None:
    rows = OutlineRows(parse(OUTLINE.replace("30. 6. 2028", "31. 6. 2028")), {})
    rows.rows()
    assert [(problem.code, problem.row, problem.column) for problem in rows.problems] == [
        ("not_a_date", 11, "measure_deadline")
    ]


@pytest.mark.parametrize("text", ["", "Jen jedna věta.", "# Nadpis\n\nText bez odrážek."])
def test_a_text_without_goals_is_no_outline(text: str) -> None:
    assert not looks_like_outline(text)
    rows = OutlineRows(parse(text), {})
    rows.rows()
    assert "outline_without_goals" in {problem.code for problem in rows.problems}


@given(st.text(alphabet=st.sampled_from("# -*1.a\n:=žá"), max_size=200))
def test_any_text_is_parsed_and_codes_never_repeat(text: str) -> None:
    outline = parse(text)
    codes = [goal.code for goal in outline.goals]
    measures = [measure.code for goal in outline.goals for measure in goal.measures]
    assert len(set(codes)) == len(codes)
    assert len(set(measures)) == len(measures)
    assert all(goal.parent in {"", *codes} for goal in outline.goals)
