"""Kaplan-Meier against statsmodels and the textbook data of Freireich and others (Blood 21, 1963)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from naves.domains.monitor.rules.survival import Curves, Waits, curves, log_rank, medians

TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
rows = st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.integers(0, 2)), min_size=2, max_size=60)


def waits(days: list[int], answered: list[bool], group: list[int] | None = None) -> Waits:
    groups = [0] * len(days) if group is None else group
    return Waits(np.array(days), np.array(answered), np.array(groups, dtype=np.int16))


def leukaemia() -> Curves:
    days = TREATED + CENSORED + PLACEBO
    answered = [True] * 9 + [False] * 12 + [True] * 21
    return curves(waits(days, answered, [0] * 21 + [1] * 21), 2)


def test_the_textbook_curve_its_errors_and_medians() -> None:
    found = leukaemia()
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {day: round(float(found.survival[0, day]), 3) for day in published} == published
    assert round(float(np.sqrt(found.variance[0, 6])), 4) == 0.0764
    middle, low, high = medians(found)
    assert middle.tolist() == [23, 8]
    assert (low[0], np.isnan(high[0])) == (13, True)
    assert (low[1], high[1]) == (4, 11)


def test_the_textbook_log_rank() -> None:
    found = log_rank(leukaemia())
    assert (found.degrees, round(found.statistic or 0, 2)) == (1, 16.79)
    assert found.p_value == pytest.approx(4.17e-5, rel=0.01)


@settings(max_examples=40, deadline=None)
@given(rows)
def test_curve_error_and_median_equal_those_of_statsmodels(found: list[tuple[int, bool, int]]) -> None:
    days, answered = [row[0] for row in found], [row[1] for row in found]
    ours = curves(waits(days, answered), 1)
    if not any(answered):
        assert np.all(ours.survival[0] == 1)
        return
    # statsmodels takes no zero for a time, so all is moved by a day.
    theirs = SurvfuncRight(np.array(days) + 1, np.array(answered, dtype=int))
    at = theirs.surv_times.astype(int) - 1
    assert ours.survival[0, at] == pytest.approx(theirs.surv_prob)
    assert ours.waiting[0, at].tolist() == theirs.n_risk.tolist()
    inner = theirs.surv_prob > 0
    assert np.sqrt(ours.variance[0, at][inner]) == pytest.approx(theirs.surv_prob_se[inner])
    # At exactly one half statsmodels waits for the next step; the first day at or below one half is ours.
    if not np.any(np.isclose(theirs.surv_prob, 0.5)):
        assert medians(ours)[0][0] == pytest.approx(theirs.quantile(0.5) - 1, nan_ok=True)


@settings(max_examples=30, deadline=None)
@given(rows.filter(lambda found: len({row[2] for row in found}) > 1 and any(row[1] for row in found)))
def test_the_log_rank_equals_that_of_statsmodels(found: list[tuple[int, bool, int]]) -> None:
    days, answered, group = (list(column) for column in zip(*found, strict=True))
    ours = log_rank(curves(waits(days, answered, group), 3))
    try:
        statistic, p_value = survdiff(np.array(days) + 1, np.array(answered, dtype=int), np.array(group))
    except np.linalg.LinAlgError:
        return
    if np.isfinite(statistic):
        assert (ours.statistic, ours.p_value) == (pytest.approx(statistic, abs=1e-6), pytest.approx(p_value, abs=1e-6))


def test_limits_are_the_log_log_ones() -> None:
    found = leukaemia()
    share, error = found.survival[0, 10], np.sqrt(found.variance[0, 10])
    spread = 1.959964 * error / (share * np.log(share))
    assert (found.low[0, 10], found.high[0, 10]) == pytest.approx(
        (share ** np.exp(-spread), share ** np.exp(spread)), rel=1e-6
    )


def test_a_group_without_needs_is_not_assessed_and_no_answers_are_no_median() -> None:
    found = curves(waits([5, 9], [False, False], [0, 0]), 2)
    assert np.isnan(found.survival[1]).all()
    assert np.isnan(medians(found)).all()
    assert log_rank(found).p_value is None
