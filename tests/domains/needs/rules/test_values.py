"""What may be wrong with the contents of a need."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.needs.rules.texts import one_line, paragraphs
from naves.domains.needs.rules.values import NeedValues, settled, tidy, value_problems
from tests.factories.needs import make_values

TODAY = date(2026, 1, 15)
THEMES = frozenset({"mobility", "health", "housing"})
GROUPS = frozenset({"seniors", "children"})


def codes(**changes: Any) -> list[str]:
    return [problem.code for problem in problems(make_values(**changes))]


def problems(values: NeedValues) -> list[Any]:
    return value_problems(tidy(values), today=TODAY, themes=THEMES, groups=GROUPS)


def test_sound_contents_have_no_problem() -> None:
    assert problems(make_values()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "Byt"}, "title_short"),
        ({"title": "  Byt \n "}, "title_short"),
        ({"title": "a" * 201}, "title_long"),
        ({"description": "a" * 20_001}, "description_long"),
        ({"severity_reason": "a" * 301}, "severity_reason_long"),
        ({"language": "čeština"}, "language"),
        ({"themes": {}}, "theme_missing"),
        ({"themes": {"beer": Decimal(1)}}, "theme_unknown"),
        ({"themes": {"mobility": Decimal("0.6"), "health": Decimal("0.3")}}, "theme_sum"),
        ({"themes": {"mobility": Decimal("1.2"), "health": Decimal("-0.2")}}, "theme_share"),
        ({"themes": {"mobility": Decimal(1), "health": Decimal(0)}}, "theme_share"),
        ({"themes": {"mobility": Decimal("NaN")}}, "theme_share"),
        ({"themes": {"mobility": Decimal("Infinity")}}, "theme_share"),
        ({"groups": frozenset({"martians"})}, "group_unknown"),
        ({"voiced_by": "nobody"}, "voiced_by_unknown"),
        ({"severity": 0}, "severity_unknown"),
        ({"severity": 4}, "severity_unknown"),
        ({"voiced_on": TODAY + timedelta(days=1)}, "voiced_in_future"),
        ({"voiced_on": date(1989, 12, 31)}, "voiced_too_early"),
        ({"people_affected": 0}, "people_affected_range"),
        ({"people_affected": -5}, "people_affected_range"),
        ({"people_affected": 20_000_001}, "people_affected_range"),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], code: str) -> None:
    assert code in codes(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Bydlo"[:5]},
        {"title": "a" * 200},
        {"voiced_on": TODAY},
        {"voiced_on": date(1990, 1, 1)},
        {"people_affected": None},
        {"people_affected": 1},
        {"themes": {"mobility": Decimal("0.333"), "health": Decimal("0.333"), "housing": Decimal("0.333")}},
        {"themes": {"mobility": Decimal("0.5005"), "health": Decimal("0.5005")}},
        {"groups": frozenset()},
    ],
)
def test_the_edge_of_the_allowed_is_allowed(changes: dict[str, Any]) -> None:
    assert codes(**changes) == []


def test_every_problem_names_field_value_and_remedy() -> None:
    values = make_values(
        title="", themes={"beer": Decimal(3)}, severity=9, voiced_by="", people_affected=0, groups=frozenset({"x"})
    )
    found = problems(values)
    assert {problem.field for problem in found} == {
        "title", "themes", "severity", "voiced_by", "people_affected", "groups",
    }  # fmt: skip
    assert all(problem.text() and problem.remedy_text() and problem.value is not None for problem in found)


@given(st.dictionaries(st.sampled_from(sorted(THEMES)), st.integers(1, 1000), min_size=1))
def test_settled_shares_are_thousandths_that_add_up_to_one(parts: dict[str, int]) -> None:
    total = sum(parts.values())
    shares = {code: Decimal(part) / total for code, part in parts.items()}
    themes = settled(make_values(themes=shares)).themes
    assert sum(themes.values()) == 1
    assert all(share == share.quantize(Decimal("0.001")) and share > 0 for share in themes.values())
    assert all(abs(themes[code] - shares[code]) < Decimal("0.005") for code in shares)


@given(st.text())
def test_tidy_texts_stay_as_they_are(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert paragraphs(paragraphs(text)) == paragraphs(text)
    assert "\n" not in one_line(text)
    assert "\x00" not in paragraphs(text)


def test_paragraphs_keep_line_breaks_but_not_gaps() -> None:
    assert paragraphs(" a \r\n\r\n\r\n\r\nb\x00  c\t") == "a\n\nb c"
