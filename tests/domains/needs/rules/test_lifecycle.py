"""The steps of a need."""

import pytest

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.rules.lifecycle import TRANSITIONS, may_step, reason_problem, step_problem

DRAFT, PUBLISHED, ANSWERED, MERGED, WITHDRAWN = NeedStatus
ALLOWED = {
    (DRAFT, PUBLISHED),
    (DRAFT, MERGED),
    (DRAFT, WITHDRAWN),
    (PUBLISHED, ANSWERED),
    (PUBLISHED, MERGED),
    (PUBLISHED, WITHDRAWN),
    (ANSWERED, PUBLISHED),
    (ANSWERED, MERGED),
    (ANSWERED, WITHDRAWN),
    (MERGED, DRAFT),
    (MERGED, PUBLISHED),
    (MERGED, ANSWERED),
    (WITHDRAWN, PUBLISHED),
}


@pytest.mark.parametrize("from_status", NeedStatus)
@pytest.mark.parametrize("to_status", NeedStatus)
def test_a_step_is_allowed_exactly_where_the_table_says(from_status: NeedStatus, to_status: NeedStatus) -> None:
    assert may_step(from_status, to_status) == ((from_status, to_status) in ALLOWED)


@pytest.mark.parametrize("from_status", NeedStatus)
@pytest.mark.parametrize("to_status", NeedStatus)
def test_an_impossible_step_says_from_where_and_how_to_mend_it(from_status: NeedStatus, to_status: NeedStatus) -> None:
    problem = step_problem(from_status, to_status)
    assert (problem is None) == ((from_status, to_status) in ALLOWED)
    if problem is not None:
        assert problem.field == "status"
        assert problem.value == from_status
        assert str(from_status.label) in problem.text()
        assert problem.remedy_text()


def test_every_status_has_a_way_out() -> None:
    assert all(TRANSITIONS[status] for status in NeedStatus)


def test_a_reason_of_spaces_is_no_reason() -> None:
    problem = reason_problem(" \n ")
    assert problem is not None
    assert problem.field == "reason"
    assert reason_problem("Zapsáno omylem.") is None
