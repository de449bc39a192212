"""Chains of mergers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.needs.rules.merging import absorbed_by, canonical, makes_circle

# Every need joins a smaller number, so that there is no circle.
CHAINS = st.dictionaries(st.integers(1, 30), st.integers(0, 29)).map(
    lambda into: {need: target for need, target in into.items() if target < need}
)


@given(CHAINS, st.integers(0, 30))
def test_the_end_of_a_chain_is_merged_no_further(into: dict[int, int], need: int) -> None:
    assert canonical(need, into) not in into


@given(CHAINS, st.integers(0, 30))
def test_a_need_stands_for_exactly_those_whose_chain_passes_it(into: dict[int, int], need: int) -> None:
    def passes(other: int) -> bool:
        while other in into:
            other = into[other]
            if other == need:
                return True
        return False

    assert absorbed_by(need, into.items()) == {other for other in range(31) if passes(other)}


@given(CHAINS, st.integers(0, 30))
def test_joining_the_end_of_a_chain_to_its_beginning_closes_a_circle(into: dict[int, int], need: int) -> None:
    assert makes_circle(canonical(need, into), need, into)


def test_a_circle_in_the_data_is_reported() -> None:
    with pytest.raises(ValueError, match="circle"):
        canonical(1, {1: 2, 2: 1})
