"""What was known of towns on a day."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.rules.frames import TownHistory, Values
from naves.domains.places.rules.populations import Count, count_as_of
from naves.kernel.clock import start_of_day

Row = tuple[int, int, int, int]
rows = st.lists(st.tuples(st.integers(0, 2), st.integers(5, 14), st.integers(0, 100), st.integers(5, 14)), max_size=12)


def values_of(given_rows: list[Row]) -> Values:
    recorded = sorted(given_rows, key=lambda row: row[3])
    first = {town: min(row[3] for row in recorded if row[0] == town) for town in {row[0] for row in recorded}}
    return Values(
        town=np.array([row[0] for row in recorded], dtype=np.int32),
        day=np.array([row[1] for row in recorded], dtype=np.int32),
        value=np.array([row[2] for row in recorded], dtype=np.float64),
        known=np.array([row[3] for row in recorded], dtype=np.int32),
        first=np.array([row[3] == first[row[0]] for row in recorded], dtype=np.bool_),
    )


@given(rows, st.integers(5, 14))
def test_values_follow_the_rule_for_populations(given_rows: list[Row], day: int) -> None:
    found = values_of(given_rows).on(day, np.full(3, -1.0))
    for town in range(3):
        counts = [
            Count(date.fromordinal(row[1]), start_of_day(date.fromordinal(row[3])) + timedelta(seconds=nth), row[2])
            for nth, row in enumerate(given_rows)
            if row[0] == town
        ]
        first = min((count.recorded_at.date() for count in counts), default=None)
        # In one recording all rows bear the same moment.
        same = [
            replace(count, recorded_at=count.recorded_at.replace(second=0))
            if count.recorded_at.date() == first
            else count
            for count in counts
        ]
        expected = count_as_of(same, date.fromordinal(day))
        candidates = {
            count.people
            for count in same
            if expected is not None
            and (count.reference_date, count.recorded_at.date())
            == (expected.reference_date, expected.recorded_at.date())
        }
        assert found[town] in (candidates or {-1})


@given(rows, st.integers(5, 13))
def test_a_later_value_does_not_change_an_earlier_day(given_rows: list[Row], day: int) -> None:
    first = {town: min((row[3] for row in given_rows if row[0] == town), default=0) for town in range(3)}
    earlier = [row for row in given_rows if row[3] <= max(day, first[row[0]])]
    nothing = np.full(3, np.nan)
    assert np.array_equal(values_of(earlier).on(day, nothing), values_of(given_rows).on(day, nothing), equal_nan=True)


def test_size_classes_follow_the_population_known_on_the_day_and_unknown_ones_stand_apart() -> None:
    history = TownHistory(
        region=np.zeros(3, dtype=np.int16),
        known=np.zeros(3, dtype=np.int32),
        people=np.array([400.0, 800.0, np.nan]),
        populations=values_of([(0, 1, 499, 5), (0, 2, 2000, 6)]),
        exclusions=values_of([(1, 1, 12, 1)]),
        size_bounds=np.array([500, 2000]),
    )
    assert history.on(5).size_class.tolist() == [0, 1, 3]
    assert history.on(6).size_class.tolist() == [2, 1, 3]
    assert np.array_equal(history.on(6).exclusion, [np.nan, 12.0, np.nan], equal_nan=True)
