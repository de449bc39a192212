"""Krippendorff's alpha against the worked examples of his paper of 2011, and what may be published on it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naves.domains.monitor.rules.agreement import (
    FEWEST_UNITS,
    Agreement,
    Standing,
    agreement,
    alpha,
    coincidences,
    nominal,
    ordinal,
)

TWELVE_UNITS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")


def columns(observers: tuple[str, ...], least: int) -> tuple[np.ndarray, np.ndarray]:
    rows = [
        (unit, int(value) - least)
        for observer in observers
        for unit, value in enumerate(observer.split())
        if value != "."
    ]
    found = np.array(rows, dtype=np.int32)
    return found[:, 0], found[:, 1]


def test_four_observers_with_missing_data_as_published() -> None:
    table = coincidences(*columns(TWELVE_UNITS, 1), 5).sum(axis=0)
    assert table.sum() == 40
    assert round(float(alpha(table, nominal)), 3) == 0.743
    assert round(float(alpha(table, ordinal)), 3) == 0.815


def test_two_observers_with_binary_data_as_published() -> None:
    table = coincidences(*columns(BINARY, 0), 2).sum(axis=0)
    assert table.tolist() == [[10, 4], [4, 2]]
    assert round(float(alpha(table, nominal)), 3) == 0.095


pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=FEWEST_UNITS, max_size=60)


def coded(rows: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    unit = np.repeat(np.arange(len(rows), dtype=np.int32), 2)
    return unit, np.array(rows, dtype=np.int32).ravel()


@settings(max_examples=40, deadline=None)
@given(pairs)
def test_two_coders_equal_the_formula_pair_by_pair(rows: list[tuple[int, int]]) -> None:
    found = agreement(*coded(rows), values=4, metric=nominal, draws=20)
    values = [value for pair in rows for value in pair]
    total = len(values)
    expected = sum(a != b for i, a in enumerate(values) for j, b in enumerate(values) if i != j) / (total * (total - 1))
    if expected == 0:
        assert found.alpha is None
    else:
        observed = sum(a != b for a, b in rows) / len(rows)
        assert found.alpha == pytest.approx(1 - observed / expected)
        assert found.interval is not None
        assert found.interval[0] <= found.interval[1] <= 1


def test_units_coded_once_say_nothing() -> None:
    rows = [(0, 0), (1, 1)] * 15
    unit, value = coded(rows)
    more = np.append(unit, [900, 901]).astype(np.int32), np.append(value, [0, 1]).astype(np.int32)
    found = agreement(*more, values=2, metric=nominal)
    assert (found.units, found.codings, found.alpha) == (30, 60, 1.0)


@pytest.mark.parametrize(
    ("value", "units", "standing"),
    [
        (0.80, 20, Standing.PUBLISHED),
        (0.799, 20, Standing.PROVISIONAL),
        (0.667, 20, Standing.PROVISIONAL),
        (0.666, 20, Standing.WITHHELD),
        (-0.2, 20, Standing.WITHHELD),
        (0.99, 19, Standing.NOT_ASSESSED),
        (None, 500, Standing.NOT_ASSESSED),
    ],
)
def test_what_may_be_published(value: float | None, units: int, standing: Standing) -> None:
    assert Agreement(units, 2 * units, value, None).standing is standing


def test_too_few_pairs_and_codes_that_never_vary_are_not_assessed() -> None:
    few = agreement(*coded([(0, 0), (1, 1)] * 9), values=2, metric=nominal)
    same = agreement(*coded([(1, 1)] * 50), values=2, metric=nominal)
    assert (few.alpha, few.units, few.standing) == (None, 18, Standing.NOT_ASSESSED)
    assert (same.alpha, same.units, same.standing) == (None, 50, Standing.NOT_ASSESSED)
