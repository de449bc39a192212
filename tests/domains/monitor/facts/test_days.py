"""Moments of the database as days in Prague."""

from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.monitor.facts.days import ordinals, prague_days
from naves.domains.monitor.rules.facts import FOREVER
from naves.kernel.clock import prague_date

moments = st.integers(0, 2**32)
around_changes_of_the_clock = st.builds(
    lambda year, month, day, second: int(datetime(year, month, day, tzinfo=UTC).timestamp()) + second,
    st.integers(1980, 2060),
    st.sampled_from([3, 10]),
    st.integers(24, 31),
    st.integers(0, 86_399),
)


@given(st.lists(moments | around_changes_of_the_clock))
def test_days_are_those_of_the_clock(seconds: list[int]) -> None:
    expected = [prague_date(datetime.fromtimestamp(second, tz=UTC)).toordinal() for second in seconds]
    assert prague_days(seconds).tolist() == expected


def test_what_has_not_happened_lies_beyond_all_days() -> None:
    assert prague_days([-1]).tolist() == ordinals([-1]).tolist() == [FOREVER]
    assert prague_days([]).tolist() == ordinals(np.array([])).tolist() == []
