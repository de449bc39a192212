"""The whole table of who may do what with an organisation, open or closed."""

import pytest

from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.permissions import Action, may, require
from naves.domains.organisations.queries import actor_for
from naves.kernel.errors import NotAllowed
from tests.factories.accounts import AT, UserFactory
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    make_actor,
    make_administrator,
    make_analyst,
)

pytestmark = pytest.mark.django_db

EVERYBODY = {"anonymous", "stranger", "applicant", "former", "member", "editor", "manager", "analyst", "administrator"}
SIGNED_IN = EVERYBODY - {"anonymous"}
MEMBERS = {"member", "editor", "manager"}
OPEN = {
    Action.VIEW: EVERYBODY,
    Action.SEE_MEMBERS: MEMBERS | {"analyst", "administrator"},
    Action.EDIT: {"manager", "administrator"},
    Action.CLOSE: {"manager", "administrator"},
    Action.REQUEST_MEMBERSHIP: SIGNED_IN,
    Action.WITHDRAW_REQUEST: SIGNED_IN,
    Action.MANAGE_MEMBERS: {"manager", "administrator"},
    Action.LEAVE: MEMBERS,
    Action.CREATE: SIGNED_IN,
    Action.CREATE_OFFICIAL: {"administrator"},
}
# Memberships of a closed organisation no longer count, so its members are strangers to it.
CLOSED = {
    Action.VIEW: EVERYBODY,
    Action.SEE_MEMBERS: {"analyst", "administrator"},
    Action.WITHDRAW_REQUEST: SIGNED_IN,
}


def actor(role: str, organisation: Organisation) -> Actor:
    if role == "anonymous":
        return ANONYMOUS
    if role == "analyst":
        return make_analyst()
    if role == "administrator":
        return make_administrator()
    user = UserFactory()
    if role in MEMBERS:
        MembershipFactory(organisation=organisation, user=user, role=MemberRole(role))
    if role == "applicant":
        MembershipFactory(organisation=organisation, user=user, role=MemberRole.MANAGER, approved_at=None)
    if role == "former":
        MembershipFactory(organisation=organisation, user=user, role=MemberRole.MANAGER, ended_at=AT)
    return actor_for(user)


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("action", list(Action))
def test_the_whole_table(action: Action, closed: bool) -> None:
    organisation = OrganisationFactory(closed_at=AT if closed else None)
    expected = (CLOSED if closed else OPEN).get(action, set())
    assert {role for role in EVERYBODY if may(actor(role, organisation), action, organisation)} == expected


def test_a_manager_of_another_organisation_is_a_stranger() -> None:
    assert not may(make_actor(OrganisationKind.NGO, MemberRole.MANAGER), Action.EDIT, OrganisationFactory())


def test_a_program_needs_the_scope_to_write_and_none_to_look() -> None:
    organisation = OrganisationFactory()
    user = MembershipFactory(organisation=organisation, role=MemberRole.MANAGER).user
    without, with_it = (actor_for(user, scopes=frozenset(scopes)) for scopes in ((), ("organisations:write",)))
    assert may(without, Action.VIEW, organisation)
    assert not may(without, Action.EDIT, organisation)
    assert may(with_it, Action.EDIT, organisation)


def test_somebody_blocked_is_nobody() -> None:
    membership = MembershipFactory(user=UserFactory(is_active=False), role=MemberRole.MANAGER)
    assert actor_for(membership.user) == ANONYMOUS


def test_the_system_founds_any_organisation() -> None:
    assert may(SYSTEM, Action.CREATE)
    assert may(SYSTEM, Action.CREATE_OFFICIAL)


def test_require_raises_where_the_table_refuses() -> None:
    with pytest.raises(NotAllowed):
        require(ANONYMOUS, Action.CREATE)
