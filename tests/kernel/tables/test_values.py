from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.kernel.tables import BadValue, Column, Kind, parse_value


def parsed(text: str, kind: Kind, **options: object) -> object:
    return parse_value(text, Column("x", kind, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1 234", Kind.INTEGER, 1234),
        ("1\u00a0234\u202f567", Kind.INTEGER, 1_234_567),
        ("-12", Kind.INTEGER, -12),
        ("\u221212", Kind.INTEGER, -12),
        ("12.0", Kind.INTEGER, 12),
        ("000", Kind.INTEGER, 0),
        ("1 234,5", Kind.DECIMAL, Decimal("1234.5")),
        ("1234.50", Kind.DECIMAL, Decimal("1234.50")),
        ("-0,5", Kind.DECIMAL, Decimal("-0.5")),
        ("7", Kind.DECIMAL, Decimal(7)),
        ("2026-11-23", Kind.DATE, date(2026, 11, 23)),
        ("20261123", Kind.DATE, date(2026, 11, 23)),
        ("2026-11-23T00:00:00", Kind.DATE, date(2026, 11, 23)),
        ("23. 11. 2026", Kind.DATE, date(2026, 11, 23)),
        ("23.11.2026", Kind.DATE, date(2026, 11, 23)),
        ("1.\u00a09.\u00a02026", Kind.DATE, date(2026, 9, 1)),
        ("23. listopadu 2026", Kind.DATE, date(2026, 11, 23)),
        ("1. Září 2026", Kind.DATE, date(2026, 9, 1)),
        ("2026-11-23T12:00:00Z", Kind.DATETIME, datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("2026-11-23 13:00", Kind.DATETIME, datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("23. 11. 2026", Kind.DATETIME, datetime(2026, 11, 22, 23, tzinfo=UTC)),
        ("ANO", Kind.BOOLEAN, True),
        ("ne", Kind.BOOLEAN, False),
        ("5000 11", Kind.CODE, "500011"),
        ("'=1+1", Kind.TEXT, "=1+1"),
        ("'quoted'", Kind.TEXT, "'quoted'"),
        ("a\r\nb", Kind.TEXT, "a\nb"),
    ],
)
def test_texts_are_read_as_values(text: str, kind: Kind, value: object) -> None:
    assert parsed(text, kind) == value


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("12a", Kind.INTEGER, "not_an_integer"),
        ("1.234", Kind.INTEGER, "not_an_integer"),
        ("12 34", Kind.INTEGER, "not_an_integer"),
        ("1.5", Kind.INTEGER, "not_an_integer"),
        ("9" * 19, Kind.INTEGER, "number_too_large"),
        ("1.234,5", Kind.DECIMAL, "not_a_number"),
        ("5 %", Kind.DECIMAL, "not_a_number"),
        ("NaN", Kind.DECIMAL, "not_a_number"),
        ("11/23/2026", Kind.DATE, "ambiguous_date"),
        ("1/2/26", Kind.DATE, "ambiguous_date"),
        ("30. 2. 2026", Kind.DATE, "not_a_date"),
        ("23. 11. 26", Kind.DATE, "not_a_date"),
        ("23. brumairu 2026", Kind.DATE, "not_a_date"),
        ("46349", Kind.DATE, "not_a_date"),
        ("zítra", Kind.DATETIME, "not_a_date"),
        ("možná", Kind.BOOLEAN, "not_yes_or_no"),
        ("ztracen\ufffd", Kind.TEXT, "letters_lost"),
        ("a\0b", Kind.CODE, "letters_lost"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(text: str, kind: Kind, code: str) -> None:
    with pytest.raises(BadValue) as bad:
        parsed(text, kind)
    assert bad.value.code == code
    assert bad.value.message % bad.value.params
    assert bad.value.remedy % bad.value.params


def test_bounds_are_checked() -> None:
    assert parsed("0", Kind.INTEGER, minimum=0) == 0
    for text, kind, options, code in [
        ("-1", Kind.INTEGER, {"minimum": 0}, "negative"),
        ("0,5", Kind.DECIMAL, {"minimum": 1}, "below_minimum"),
        ("1,01", Kind.DECIMAL, {"maximum": 1}, "above_maximum"),
        ("2027-01-01", Kind.DATE, {"maximum": date(2026, 12, 31)}, "above_maximum"),
        ("abcd", Kind.TEXT, {"max_length": 3}, "text_too_long"),
        ("12", Kind.CODE, {"pattern": r"\d{6}"}, "pattern_mismatch"),
    ]:
        with pytest.raises(BadValue) as bad:
            parsed(text, kind, **options)  # type: ignore[arg-type]
        assert bad.value.code == code


def test_choices_are_found_by_any_spelling() -> None:
    choices = {"full": ("úplná", "plná odezva"), "none": ()}
    assert parsed("Plna  odezva", Kind.CHOICE, choices=choices) == "full"
    assert parsed("NONE", Kind.CHOICE, choices=choices) == "none"
    with pytest.raises(BadValue) as bad:
        parsed("some", Kind.CHOICE, choices=choices)
    assert bad.value.remedy % bad.value.params == "Write one of: full, none."


@given(st.integers(-(10**17), 10**17))
def test_grouped_integers_read_back(number: int) -> None:
    assert parsed(f"{number:,}".replace(",", "\u00a0"), Kind.INTEGER) == number


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_read_back_in_both_forms(day: date) -> None:
    assert parsed(day.isoformat(), Kind.DATE) == day
    assert parsed(f"{day.day}. {day.month}. {day.year}", Kind.DATE) == day


@given(st.text(min_size=1), st.sampled_from(Kind))
def test_no_text_makes_a_traceback(text: str, kind: Kind) -> None:
    with suppress(BadValue):
        parsed(text, kind)
