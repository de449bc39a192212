"""The tables of permissions, spelled out: whoever and whatever is not named is refused."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.organisations.access import ANONYMOUS, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.domains.strategies import permissions, queries
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Response, StrategyVersion
from naves.domains.strategies.permissions import (
    RESPONSE_TABLE,
    TABLE,
    Action,
    Relation,
    ResponseAction,
    ResponseState,
    allowed,
    response_allowed,
)
from naves.kernel.errors import NotAllowed, NotFound
from tests.factories.accounts import AT
from tests.factories.organisations import make_actor, make_analyst, make_clerk, make_stranger
from tests.factories.places import PlaceFactory
from tests.factories.strategies import GoalFactory, MeasureFactory, ResponseFactory, VersionFactory, make_need

D, A, S, W = VersionStatus.DRAFT, VersionStatus.APPROVED, VersionStatus.SUPERSEDED, VersionStatus.WITHDRAWN
PUBLIC, EVERY = {A, S, W}, {D, A, S, W}

EXPECTED = {
    Action.VIEW: ("anybody:A,S,W", "guest:D", "owner_member:*", "owner_editor:*", "owner_manager:*", "analyst:*"),
    Action.CREATE: ("owner_editor:-", "owner_manager:-", "analyst:-"),
    Action.EDIT: ("owner_editor:D", "owner_manager:D", "analyst:D"),
    Action.RENAME: ("owner_editor:*", "owner_manager:*", "analyst:*"),
    Action.NEW_VERSION: ("owner_editor:*", "owner_manager:*", "analyst:*"),
    Action.APPROVE: ("owner_manager:D", "analyst:D"),
    Action.WITHDRAW: ("owner_manager:D,A", "analyst:D,A"),
    Action.CHANGE_STATUS: ("owner_editor:D,A", "owner_manager:D,A", "analyst:D,A"),
    Action.RECORD_READING: ("owner_editor:A,S", "owner_manager:A,S", "town_editor:A,S", "analyst:A,S"),
}
LETTERS = {"D": D, "A": A, "S": S, "W": W, "-": None}
RESPONSES = {
    ResponseAction.VIEW: (
        "anybody:confirmed,withdrawn",
        "owner_member:*",
        "town_editor:*",
        "analyst:*",
    ),
    ResponseAction.PROPOSE: ("owner_editor:new", "town_editor:new", "analyst:new"),
    ResponseAction.CONFIRM: ("town_editor:proposed", "analyst:proposed"),
    ResponseAction.CLAIM: ("town_editor:confirmed", "analyst:confirmed"),
    ResponseAction.CONTRADICT: ("town_editor:proposed,confirmed", "analyst:proposed,confirmed"),
    ResponseAction.WITHDRAW: ("town_editor:proposed,confirmed", "analyst:proposed,confirmed"),
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("status", [*VersionStatus, None])
def test_the_table_of_strategies_is_as_decided(
    action: Action, relation: Relation, status: VersionStatus | None
) -> None:
    granted = dict(entry.split(":") for entry in EXPECTED[action]).get(relation, "")
    statuses = EVERY if granted == "*" else {LETTERS[letter] for letter in granted.split(",") if letter}
    assert allowed(action, relation, status) == (status in statuses)


@pytest.mark.parametrize("action", ResponseAction)
@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("state", ResponseState)
def test_the_table_of_responses_is_as_decided(action: ResponseAction, relation: Relation, state: ResponseState) -> None:
    granted = dict(entry.split(":") for entry in RESPONSES[action]).get(relation, "")
    assert response_allowed(action, relation, state) == (granted == "*" or state.value in granted.split(","))


def test_both_tables_decide_about_every_action() -> None:
    assert (set(TABLE), set(RESPONSE_TABLE)) == (set(Action), set(ResponseAction))


class World:
    """A company with a strategy that covers a town, and everybody who may want something of it."""

    def __init__(self) -> None:
        self.town = PlaceFactory()
        self.people: dict[str, Actor] = {
            "anonymous": ANONYMOUS,
            "stranger": make_stranger(),
            "analyst": make_analyst(),
            "clerk": make_clerk(self.town),
            "region": make_actor(OrganisationKind.REGION, place=self.town.region, name="Kraj"),
            "neighbour": make_clerk(PlaceFactory()),
            "town_member": make_clerk(self.town, MemberRole.MEMBER),
        }
        manager = make_actor(OrganisationKind.COMPANY, MemberRole.MANAGER, name="Dopravní podnik")
        self.company = Organisation.objects.get(pk=manager.grants[0].organisation_id)
        self.people |= {"owner_manager": manager}
        for role in (MemberRole.EDITOR, MemberRole.MEMBER):
            grant = type(manager.grants[0])(self.company.pk, OrganisationKind.COMPANY, role)
            self.people[f"owner_{role}"] = Actor(make_stranger().user_id, (grant,))

    def version(self, status: VersionStatus) -> StrategyVersion:
        ended = {"ended_at": AT, "approved_at": AT} if status in {S, W} else {}
        return VersionFactory(strategy__owner=self.company, status=status, places=[self.town], **ended)

    def who(self, may: object) -> set[str]:
        return {name for name, actor in self.people.items() if may(actor)}  # type: ignore[operator]


OWNER_EDITORS = {"owner_editor", "owner_manager"}


@pytest.mark.django_db
def test_who_may_do_what_to_a_draft() -> None:
    world = World()
    draft = world.version(D)
    assert world.who(lambda actor: permissions.may(actor, Action.VIEW, draft)) == {
        *OWNER_EDITORS,
        "owner_member",
        "analyst",
    }
    assert world.who(lambda actor: permissions.may(actor, Action.EDIT, draft)) == {*OWNER_EDITORS, "analyst"}
    assert world.who(lambda actor: permissions.may(actor, Action.APPROVE, draft)) == {"owner_manager", "analyst"}


@pytest.mark.django_db
def test_who_may_confirm_is_the_town_and_not_the_company_whose_strategy_it_is() -> None:
    world = World()
    proposal = ResponseFactory(
        need=make_need(world.town), measure=MeasureFactory(goal__version=world.version(A)), confirmed_at=None
    )
    new = Response(need=proposal.need, measure=proposal.measure)
    town = {"clerk", "region", "analyst"}
    assert world.who(lambda actor: permissions.may_respond(actor, ResponseAction.PROPOSE, new)) == town | OWNER_EDITORS
    for action in (ResponseAction.CONFIRM, ResponseAction.WITHDRAW, ResponseAction.CONTRADICT):
        assert world.who(lambda actor, action=action: permissions.may_respond(actor, action, proposal)) == town


@pytest.mark.django_db
@pytest.mark.parametrize("status", [D, A, S, W])
@pytest.mark.parametrize("was_approved", [True, False])
def test_lists_of_versions_show_what_the_table_lets_see(status: VersionStatus, *, was_approved: bool) -> None:
    world = World()
    version = world.version(status)
    if not was_approved and status == W:
        StrategyVersion.objects.update(approved_at=None)
        version.refresh_from_db()
    by_table = world.who(lambda actor: permissions.may(actor, Action.VIEW, version))
    assert world.who(lambda actor: version in queries.visible_versions(actor)) == by_table
    assert world.who(lambda actor: version.strategy in queries.visible_strategies(actor)) == by_table


@pytest.mark.django_db
@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("withdrawn", [True, False])
@pytest.mark.parametrize("to_goal", [True, False])
def test_lists_of_responses_show_what_the_table_lets_see(*, confirmed: bool, withdrawn: bool, to_goal: bool) -> None:
    world = World()
    version = world.version(A)
    response = ResponseFactory(
        need=make_need(world.town),
        goal=GoalFactory(version=version) if to_goal else None,
        measure=None if to_goal else MeasureFactory(goal__version=version),
        confirmed_at=AT if confirmed else None,
        withdrawn_at=AT + timedelta(days=1) if withdrawn else None,
        withdrawn_reason="Omyl" if withdrawn else "",
    )
    by_table = world.who(lambda actor: permissions.may_respond(actor, ResponseAction.VIEW, response))
    assert world.who(lambda actor: response in queries.visible_responses(actor)) == by_table
    assert by_table >= {"analyst", "clerk", "region", "owner_member"}


@pytest.mark.django_db
def test_what_one_may_not_see_does_not_exist() -> None:
    draft = World().version(D)
    with pytest.raises(NotFound):
        queries.get_version(ANONYMOUS, draft.strategy_id)


@pytest.mark.django_db
def test_a_token_does_what_its_scopes_allow_and_no_more() -> None:
    world = World()
    analyst, draft = world.people["analyst"], world.version(D)
    proposal = ResponseFactory(need=make_need(world.town), confirmed_at=None)

    def with_scopes(*scopes: str) -> Actor:
        return Actor(analyst.user_id, analyst.grants, scopes=frozenset(scopes))

    reader, writer, responder = (
        with_scopes("strategies:read"),
        with_scopes("strategies:write"),
        with_scopes("responses:write"),
    )
    assert permissions.may(reader, Action.VIEW, draft)
    assert not permissions.may(reader, Action.EDIT, draft)
    assert permissions.may(writer, Action.EDIT, draft)
    assert not permissions.may(writer, Action.VIEW, draft)
    assert not permissions.may_respond(writer, ResponseAction.CONFIRM, proposal)
    assert permissions.may_respond(responder, ResponseAction.CONFIRM, proposal)
    assert not queries.visible_versions(writer).exists()
    with pytest.raises(NotAllowed, match="strategies:write"):
        permissions.require(reader, Action.EDIT, draft)


@given(st.sampled_from(Action), st.sampled_from([*VersionStatus, None]))
def test_managers_and_analysts_may_whatever_editors_may(action: Action, status: VersionStatus | None) -> None:
    if allowed(action, Relation.OWNER_EDITOR, status):
        assert allowed(action, Relation.OWNER_MANAGER, status)
        assert allowed(action, Relation.ANALYST, status)
