"""Founding, changing and closing organisations; joining, roles and leaving."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from naves.domains.accounts import queries as accounts
from naves.domains.accounts.models import AuditEntry, User
from naves.domains.organisations import invitations, operations, queries
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.organisations.rules import OrganisationValues
from naves.kernel.errors import Conflict, NotAllowed, Refused
from tests.factories.accounts import PASSWORD
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    make_actor,
    make_administrator,
    make_analyst,
    make_stranger,
    user_of,
)
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
LATER = AT + timedelta(days=1)
CLUB = OrganisationValues(kind="ngo", name="Spolek Zelená náves", ico="66002222", website="https://example.cz")


def found(actor: Actor, values: OrganisationValues = CLUB) -> Organisation:
    return operations.create_organisation(actor=actor, at=AT, values=values)


def again(actor: Actor) -> Actor:
    """Return the actor with the memberships of this moment."""
    return queries.actor_for(user_of(actor))


def test_who_founds_an_organisation_manages_it() -> None:
    founder = make_stranger()
    club = found(founder)
    assert again(founder).acts_for(club.pk, MemberRole.MANAGER)
    assert club.name_folded == "spolek zelena naves"
    assert [line.action for line in accounts.history_of("organisation", club.pk)] == ["organisation.created"]


def test_nobody_names_themselves_a_town_or_a_ministry() -> None:
    litovel = make_country().town("Litovel")
    town = OrganisationValues(kind="municipality", name="Litovel", place_id=litovel.pk)
    for actor in (make_stranger(), make_analyst()):
        with pytest.raises(NotAllowed):
            found(actor, town)
    assert found(make_administrator(), town).place == litovel
    assert not Membership.objects.filter(organisation__place=litovel).exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "x"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "guild"}, "kind"),
        ({"ico": "66002223"}, "ico"),
        ({"kind": "municipality"}, "place"),
    ],
)
def test_an_organisation_without_sense_is_refused(change: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        found(SYSTEM, replace(CLUB, **change))
    assert [problem.code for problem in refused.value.problems] == [code]
    assert not Organisation.objects.exists()


def test_an_organisation_number_is_taken_once() -> None:
    found(make_stranger())
    with pytest.raises(Conflict):
        found(make_stranger(), replace(CLUB, name="Jiný spolek"))
    found(make_stranger(), replace(CLUB, ico=""))
    found(make_stranger(), replace(CLUB, ico=""))


def test_an_edit_notes_before_and_after() -> None:
    manager = make_stranger()
    club = found(manager)
    operations.edit_organisation(
        actor=again(manager), at=LATER, organisation=club, values=replace(CLUB, name="Zelená náves, z. s.")
    )
    change = accounts.history_of("organisation", club.pk)[-1]
    assert [(c.field, c.before, c.after) for c in change.changes] == [
        ("name", "Spolek Zelená náves", "Zelená náves, z. s.")
    ]


def test_a_manager_cannot_turn_a_club_into_a_town() -> None:
    country = make_country()
    manager = make_stranger()
    club = found(manager)
    for change in (
        {"kind": "municipality", "place_id": country.town("Most").pk},
        {"place_id": country.town("Most").pk},
    ):
        with pytest.raises(NotAllowed):
            operations.edit_organisation(actor=again(manager), at=AT, organisation=club, values=replace(CLUB, **change))


def test_a_closed_organisation_gives_no_rights_and_closes_once() -> None:
    manager = make_stranger()
    club = found(manager)
    actor = again(manager)
    closed = operations.close_organisation(actor=actor, at=LATER, organisation=club)
    assert closed.closed_at == LATER
    assert not again(manager).grants
    with pytest.raises(NotAllowed):
        operations.close_organisation(actor=actor, at=LATER, organisation=closed)


def test_a_request_counts_once_a_manager_agrees() -> None:
    manager, applicant = make_stranger(), make_stranger()
    club = found(manager)
    request = operations.request_membership(actor=applicant, at=AT, organisation=club)
    assert not again(applicant).grants
    operations.approve_membership(actor=again(manager), at=LATER, membership=request, role=MemberRole.EDITOR)
    assert again(applicant).acts_for(club.pk, MemberRole.EDITOR)
    with pytest.raises(Conflict):
        operations.approve_membership(actor=again(manager), at=LATER, membership=request)
    with pytest.raises(Conflict):
        operations.request_membership(actor=applicant, at=LATER, organisation=club)


def test_a_request_is_declined_or_withdrawn_and_may_come_again() -> None:
    manager, applicant = make_stranger(), make_stranger()
    club = found(manager)
    for actor in (again(manager), applicant):
        request = operations.request_membership(actor=applicant, at=AT, organisation=club)
        assert operations.end_membership(actor=actor, at=LATER, membership=request).ended_at == LATER
        with pytest.raises(Conflict):
            operations.approve_membership(actor=again(manager), at=LATER, membership=request)


def test_nobody_agrees_to_their_own_request() -> None:
    applicant = make_stranger()
    request = operations.request_membership(actor=applicant, at=AT, organisation=OrganisationFactory())
    with pytest.raises(NotAllowed):
        operations.approve_membership(actor=applicant, at=AT, membership=request)


def test_an_analyst_cannot_make_themselves_manager_of_the_ministry() -> None:
    analyst = make_analyst()
    own = Membership.objects.get(user_id=analyst.user_id)
    with pytest.raises(NotAllowed):
        operations.change_role(actor=analyst, at=AT, membership=own, role=MemberRole.MANAGER)


def test_the_last_manager_stays_until_somebody_else_is_one() -> None:
    manager = make_stranger()
    club = found(manager)
    own = Membership.objects.get(organisation=club)
    for attempt in (
        lambda: operations.end_membership(actor=again(manager), at=AT, membership=own),
        lambda: operations.change_role(actor=again(manager), at=AT, membership=own, role=MemberRole.EDITOR),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert [problem.code for problem in refused.value.problems] == ["last_manager"]
    MembershipFactory(organisation=club, role=MemberRole.MANAGER)
    assert operations.end_membership(actor=again(manager), at=LATER, membership=own).ended_at == LATER


def test_a_role_changes_with_a_line_in_the_log() -> None:
    manager = make_actor(OrganisationKind.NGO, MemberRole.MANAGER)
    member = MembershipFactory(organisation_id=manager.grants[0].organisation_id, role=MemberRole.MEMBER)
    operations.change_role(actor=manager, at=AT, membership=member, role=MemberRole.EDITOR)
    member.refresh_from_db()
    assert member.role == MemberRole.EDITOR
    line = AuditEntry.objects.get(action="membership.role_changed")
    assert (line.before["role"], line.after["role"]) == ("member", "editor")


def invite(email: str = "Jana@Example.cz") -> tuple[Actor, Membership]:
    manager = make_actor(OrganisationKind.NGO, MemberRole.MANAGER)
    club = Organisation.objects.get(pk=manager.grants[0].organisation_id)
    return manager, operations.invite(actor=manager, at=AT, organisation=club, email=email, role=MemberRole.EDITOR)


def test_an_invited_person_sets_a_password_over_the_link_once() -> None:
    _, membership = invite()
    token = invitations.invitation_token(membership)
    assert membership.user.email == "jana@example.cz"
    assert not membership.user.has_usable_password()
    assert "jana" not in token
    user = invitations.accept_invitation(token=token, name="Jana Nová", password=PASSWORD)
    assert user.check_password(PASSWORD)
    with pytest.raises(Refused):
        invitations.accept_invitation(token=token, name="Zlo", password=PASSWORD + "x")


def test_an_invitation_of_somebody_known_makes_no_second_account() -> None:
    known = user_of(make_stranger())
    _, membership = invite(known.email.upper())
    assert membership.user == known


@pytest.mark.parametrize("email", ["", "nobody", "a@b"])
def test_an_invitation_needs_an_address(email: str) -> None:
    with pytest.raises(Refused):
        invite(email)


def test_an_invitation_ends_with_time_with_the_membership_and_when_tampered_with() -> None:
    manager, membership = invite()
    with time_machine.travel(AT, tick=False):
        token = invitations.invitation_token(membership)
        assert invitations.read_invitation(token) == membership
    with time_machine.travel(AT + timedelta(days=15), tick=False), pytest.raises(Refused):
        invitations.read_invitation(token)
    with time_machine.travel(AT, tick=False):
        with pytest.raises(Refused):
            invitations.read_invitation(token + "x")
        operations.end_membership(actor=manager, at=AT, membership=membership)
        with pytest.raises(Refused):
            invitations.read_invitation(token)


def test_a_weak_password_is_refused() -> None:
    _, membership = invite()
    with pytest.raises(Refused):
        invitations.accept_invitation(token=invitations.invitation_token(membership), name="Jana", password="heslo")
    assert not User.objects.get(pk=membership.user_id).has_usable_password()


def test_the_audit_log_holds_no_address_of_the_invited() -> None:
    invite()
    assert "jana" not in str(list(AuditEntry.objects.values())).lower()
