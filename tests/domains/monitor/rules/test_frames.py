"""What was known of towns on a day."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.rules.frames import TownHistory, Values

rows = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 9), st.integers(0, 100).map(float), st.integers(0, 9)), max_size=12
)


def values_of(given_rows: list[tuple[int, int, float, int]]) -> Values:
    return Values(
        town=np.array([row[0] for row in given_rows], dtype=np.int32),
        day=np.array([row[1] for row in given_rows], dtype=np.int32),
        value=np.array([row[2] for row in given_rows], dtype=np.float64),
        known=np.array([row[3] for row in given_rows], dtype=np.int32),
    )


@given(rows, st.integers(0, 9))
def test_the_newest_value_known_counts_else_the_first_that_became_known(
    given_rows: list[tuple[int, int, float, int]], day: int
) -> None:
    expected = []
    for town in range(3):
        mine = [row for row in given_rows if row[0] == town]
        known = [row for row in mine if row[3] <= day]
        if known:
            expected.append(max(known, key=lambda row: (row[1], row[3], given_rows.index(row)))[1::2])
        elif mine:
            expected.append(min(mine, key=lambda row: (row[3], -row[1]))[1::2])
        else:
            expected.append(None)
    found = values_of(given_rows).on(day, np.full(3, -1.0))
    for town, key in enumerate(expected):
        candidates = {row[2] for row in given_rows if row[0] == town and (row[1], row[3]) == key}
        assert found[town] in (candidates or {-1.0})


@given(rows, st.integers(0, 8))
def test_a_later_value_does_not_change_an_earlier_day(
    given_rows: list[tuple[int, int, float, int]], day: int
) -> None:
    first = {town: min((row[3] for row in given_rows if row[0] == town), default=0) for town in range(3)}
    earlier = [row for row in given_rows if row[3] <= max(day, first[row[0]])]
    nothing = np.full(3, np.nan)
    assert np.array_equal(values_of(earlier).on(day, nothing), values_of(given_rows).on(day, nothing), equal_nan=True)


def test_size_classes_follow_the_population_known_on_the_day_and_unknown_ones_stand_apart() -> None:
    history = TownHistory(
        region=np.zeros(3, dtype=np.int16),
        people=np.array([400.0, 800.0, np.nan]),
        populations=values_of([(0, 1, 499.0, 5), (0, 2, 2000.0, 6)]),
        exclusions=values_of([(1, 0, 12.0, 0)]),
        size_bounds=np.array([500, 2000]),
    )
    assert history.on(5).size_class.tolist() == [0, 1, 3]
    assert history.on(6).size_class.tolist() == [2, 1, 3]
    assert np.array_equal(history.on(6).exclusion, [np.nan, 12.0, np.nan], equal_nan=True)
