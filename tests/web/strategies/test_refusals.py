"""Who may open which form: others are sent to sign in, or told that their role does not allow it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.web.strategies.world import World

Address = Callable[[World], str]


def _version(name: str) -> Address:
    return lambda world: reverse(f"strategies:{name}", args=[world.draft.strategy_id, world.draft.number])


def _of(name: str, attribute: str) -> Address:
    return lambda world: reverse(f"strategies:{name}", args=[getattr(world, attribute).pk])


EDITORS = {"manager", "clerk", "analyst"}
TOWN = {"manager", "clerk", "analyst"}
DECIDERS = {"manager", "analyst"}
FORMS: list[tuple[str, Address, set[str]]] = [
    ("new", lambda _: reverse("strategies:new"), {"manager", "clerk", "analyst", "neighbour", "company"}),
    ("rename", lambda world: reverse("strategies:rename", args=[world.version.strategy_id]), EDITORS),
    ("new_version", lambda world: reverse("strategies:new_version", args=[world.version.strategy_id]), EDITORS),
    ("edit_version", _version("edit_version"), EDITORS),
    ("places", _version("places"), EDITORS),
    ("approve", _version("approve"), DECIDERS),
    ("withdraw", _version("withdraw"), DECIDERS),
    ("new_goal", _version("new_goal"), EDITORS),
    ("new_measure", _version("new_measure"), EDITORS),
    ("edit_goal", _of("edit_goal", "draft_goal"), EDITORS),
    ("remove_goal", _of("remove_goal", "draft_goal"), EDITORS),
    ("edit_measure", _of("edit_measure", "draft_measure"), EDITORS),
    ("remove_measure", _of("remove_measure", "draft_measure"), EDITORS),
    ("measure_status", _of("measure_status", "measure"), EDITORS),
    ("new_indicator", _of("new_indicator", "draft_measure"), EDITORS),
    ("edit_indicator", _of("edit_indicator", "draft_indicator"), EDITORS),
    ("remove_indicator", _of("remove_indicator", "draft_indicator"), EDITORS),
    ("new_reading", _of("new_reading", "indicator"), {*EDITORS, "neighbour"}),
    ("propose", _of("propose", "open_need"), {"manager", "clerk", "analyst", "neighbour", "company"}),
    ("propose_for_measure", _of("propose_for_measure", "measure"), {*EDITORS, "neighbour", "company"}),
    ("confirm", _of("confirm", "proposal"), TOWN),
    ("claim", _of("claim", "response"), TOWN),
    ("contradicts", _of("contradicts", "response"), TOWN),
    ("withdraw_response", _of("withdraw_response", "response"), TOWN),
    ("lapse", _of("lapse", "claim"), TOWN),
    ("withdraw_claim", _of("withdraw_claim", "claim"), TOWN),
]
PEOPLE = ["manager", "clerk", "member", "analyst", "neighbour", "company", "stranger"]


@pytest.mark.parametrize(("name", "address", "allowed"), FORMS, ids=[name for name, *_ in FORMS])
def test_form_opens_for_those_whom_the_table_allows_and_nobody_else(
    world: World, name: str, address: Address, allowed: set[str]
) -> None:
    answers = {who: world.client(who).get(address(world)).status_code for who in PEOPLE}
    assert {who for who, status in answers.items() if status == 200} == allowed
    assert {status for who, status in answers.items() if who not in allowed} <= {403, 404}


# What a stranger may not see at all is not there for them; what they may see but not do leads to signing in.
HIDDEN = {
    "edit_version", "places", "approve", "withdraw", "new_goal", "new_measure", "edit_goal", "remove_goal",
    "edit_measure", "remove_measure", "new_indicator", "edit_indicator", "remove_indicator", "confirm",
}  # fmt: skip


@pytest.mark.parametrize(("name", "address", "allowed"), FORMS, ids=[name for name, *_ in FORMS])
def test_whoever_is_not_signed_in_is_sent_to_sign_in(
    world: World, name: str, address: Address, allowed: set[str]
) -> None:
    response = world.client("nobody").get(address(world))
    if name in HIDDEN:
        assert response.status_code == 404
    else:
        assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize(("name", "address", "allowed"), FORMS, ids=[name for name, *_ in FORMS])
def test_member_without_a_role_to_write_changes_nothing_by_posting(
    world: World, name: str, address: Address, allowed: set[str]
) -> None:
    assert world.client("member").post(address(world), {"reason": "Protože."}).status_code == 403
