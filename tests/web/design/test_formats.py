"""Numbers and dates as people read them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from naves.web.design import formats
from naves.web.design.nouns import NOUNS, counted


def spoken(language: str, function: Callable[..., str], *args: object) -> str:
    with translation.override(language):
        return function(*args).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("value", "digits", "czech", "english"),
    [
        (0, 0, "0", "0"),
        (3612, 0, "3_612", "3,612"),
        (10_909_500, 0, "10_909_500", "10,909,500"),
        (1234.5, 1, "1_234,5", "1,234.5"),
        (0.25, 1, "0,3", "0.3"),
        (-7, 0, "−7", "−7"),
        (-0.4, 0, "0", "0"),
        (Decimal("2.675"), 2, "2,68", "2.68"),
        (None, 0, "neposouzeno", "not assessed"),
    ],
)
def test_number(value: Any, digits: int, czech: str, english: str) -> None:
    assert spoken("cs", formats.number, value, digits) == czech
    assert spoken("en", formats.number, value, digits) == english


@pytest.mark.parametrize(
    ("share", "digits", "czech", "english"),
    [
        (0.41, 0, "41_%", "41%"),
        (0.4066, 1, "40,7_%", "40.7%"),
        (1, 0, "100_%", "100%"),
        (0, 0, "0_%", "0%"),
        (None, 0, "neposouzeno", "not assessed"),
    ],
)
def test_percent(share: Any, digits: int, czech: str, english: str) -> None:
    assert spoken("cs", formats.percent, share, digits) == czech
    assert spoken("en", formats.percent, share, digits) == english


def test_range_has_one_sign_and_an_unknown_end_makes_it_unknown() -> None:
    assert spoken("cs", formats.percent_range, 0.4, 0.43) == "40–43_%"
    assert spoken("en", formats.percent_range, None, 0.43) == "not assessed"


def test_money() -> None:
    assert spoken("cs", formats.money, 1_250_000) == "1_250_000_Kč"
    assert spoken("en", formats.money, 1_250_000) == "CZK_1,250,000"
    assert spoken("cs", formats.money, None) == "neuvedeno"


def test_day_is_the_prague_day() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert spoken("cs", formats.day, late) == "23._11._2026"
    assert spoken("en", formats.day, date(2026, 11, 23)) == "23_November_2026"
    assert spoken("cs", formats.moment, late) == "23._11._2026_00:30"
    assert spoken("cs", formats.day, None) == "neuvedeno"


@pytest.mark.parametrize(
    ("amount", "czech", "english"),
    [
        (0, "0_potřeb", "0_needs"),
        (1, "1_potřeba", "1_need"),
        (3, "3_potřeby", "3_needs"),
        (1284, "1_284_potřeb", "1,284_needs"),
    ],
)
def test_counted_need(amount: int, czech: str, english: str) -> None:
    assert spoken("cs", counted, amount, "need") == czech
    assert spoken("en", counted, amount, "need") == english


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_speaks_czech(noun: str) -> None:
    with translation.override("en"):
        english = [NOUNS[noun](n) for n in (1, 3, 5)]
    with translation.override("cs"):
        czech = [NOUNS[noun](n) for n in (1, 3, 5)]
    # Of one number: the Czech for three entities is "entity".
    assert all(one != other for one, other in zip(english, czech, strict=True))


@given(st.floats(min_value=0, max_value=1))
def test_scale_has_seven_steps_of_one_width(share: Any) -> None:
    step = formats.scale_step(share)
    assert step == f"c{min(int(share * 7), 6)}"


def test_unknown_share_is_not_on_the_scale() -> None:
    assert formats.scale_step(None) == "c-none"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_number_loses_nothing(value: Any) -> None:
    with translation.override("cs"):
        text = formats.number(value)
    assert int(text.replace(formats.NBSP, "").replace(formats.MINUS, "-")) == value
