"""Rules of indicators on plain values."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.wellbeing.definitions import DEFINITIONS
from naves.domains.wellbeing.enums import Direction
from naves.domains.wellbeing.rules.gaps import is_gap
from naves.domains.wellbeing.rules.values import ValueRow, check

NUMBERS = st.floats(-1e6, 1e6)
ROW = ValueRow(5, "503444", "social_exclusion", date(2023, 12, 31), 4.0, "Index")


@given(NUMBERS, NUMBERS)
def test_a_worse_value_than_a_gap_is_a_gap(value: float, threshold: float) -> None:
    if is_gap(value, threshold=threshold, direction=Direction.HIGHER_IS_WORSE):
        assert is_gap(value + 1, threshold=threshold, direction=Direction.HIGHER_IS_WORSE)
    if is_gap(value, threshold=threshold, direction=Direction.HIGHER_IS_BETTER):
        assert is_gap(value - 1, threshold=threshold, direction=Direction.HIGHER_IS_BETTER)


def test_the_threshold_itself_is_a_gap_and_no_threshold_means_none() -> None:
    assert is_gap(12, threshold=12, direction=Direction.HIGHER_IS_WORSE)
    assert not is_gap(11.9, threshold=12, direction=Direction.HIGHER_IS_WORSE)
    assert not is_gap(99, threshold=None, direction=Direction.HIGHER_IS_WORSE)


def test_shipped_thresholds_are_possible_values() -> None:
    for definition in DEFINITIONS.values():
        if definition.gap_threshold is not None:
            assert (definition.lowest or -math.inf) <= definition.gap_threshold <= (definition.highest or math.inf)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"place_code": "123456"}, "place_unknown_code"),
        ({"place_code": "500054"}, "city_part"),
        ({"value": 31.0}, "value_out_of_range"),
        ({"value": -1.0}, "value_out_of_range"),
        ({"value": math.nan}, "value_out_of_range"),
        ({"indicator_code": "happiness"}, "indicator_unknown"),
    ],
)
def test_a_bad_value_is_named_with_its_row(change: dict[str, object], code: str) -> None:
    from dataclasses import replace

    problems = check([replace(ROW, **change)], definitions=DEFINITIONS, place_codes={"503444"}, code_column="Kód obce")
    assert [(problem.code, problem.row) for problem in problems] == [(code, 5)]
    assert problems[0].column in {"Kód obce", "Index"}
    assert problems[0].text()
    assert problems[0].remedy_text()


def test_a_place_given_twice_is_reported_once() -> None:
    rows = [ROW, ROW.__class__(9, *(getattr(ROW, name) for name in ROW.__slots__[1:]))]
    problems = check(rows, definitions=DEFINITIONS, place_codes={"503444"})
    assert [(problem.code, problem.row, problem.params["first"]) for problem in problems] == [("value_twice", 9, 5)]
