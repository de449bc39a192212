"""The one rule that puts towns in order: a town of few needs has no place in it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.rules.ladder import ranked
from naves.domains.monitor.rules.method import MIN_NEEDS_TO_RANK

towns = st.lists(st.tuples(st.none() | st.floats(0, 1), st.integers(0, 12)), max_size=25)


@given(towns, st.booleans())
def test_towns_of_few_needs_stand_behind_the_ranked_ones_in_the_order_given(
    rows: list[tuple[float | None, int]], highest_first: bool
) -> None:
    values = np.array([np.nan if value is None else value for value, _ in rows], dtype=np.float64)
    order = ranked(values, np.array([needs for _, needs in rows], dtype=np.int64), highest_first=highest_first).tolist()
    can = [row for row, (value, needs) in enumerate(rows) if value is not None and needs >= MIN_NEEDS_TO_RANK]
    assert sorted(order) == list(range(len(rows)))
    assert order[len(can) :] == [row for row in range(len(rows)) if row not in can]
    shown = [rows[row][0] for row in order[: len(can)]]
    assert shown == sorted(shown, reverse=highest_first)
