"""Tenants and rights to data: who founds, gives, revokes; what is refused; when a right stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.catalogue.enums import SubjectKind
from naves.domains.catalogue.models import Grant, Tenant
from naves.domains.catalogue.operations.grants import give_grant, revoke_grant
from naves.domains.catalogue.operations.tenants import close_tenant, describe_tenant, found_tenant
from naves.domains.catalogue.permissions import TABLE, Action, may
from naves.domains.catalogue.queries.tenants import get_grant, get_tenant, grants_of, visible_tenants
from naves.domains.catalogue.rules.grants import GrantValues, problems_of, stands
from naves.domains.catalogue.rules.tenants import TenantValues
from naves.domains.organisations.access import ANONYMOUS, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from tests.factories.organisations import make_actor, make_administrator, make_analyst, make_stranger, user_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
VALUES = TenantValues("sensors", "Čidla")
OPEN = GrantValues(subject_kind="public", action="read", purpose="Otevřená data")


def manager(role: MemberRole = MemberRole.MANAGER) -> tuple[Actor, Organisation]:
    actor = make_actor(OrganisationKind.NGO, role)
    return actor, Organisation.objects.get(pk=actor.grants[0].organisation_id)


@pytest.fixture
def owned() -> tuple[Actor, Tenant]:
    actor, organisation = manager()
    return actor, found_tenant(actor=actor, at=AT, owner=organisation, values=VALUES)


def problems(values: GrantValues) -> list[tuple[str, str | None]]:
    return [(each.code, each.field) for each in problems_of(values, today=AT.date())]


def test_a_manager_founds_a_tenant_and_the_log_says_so(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    assert (tenant.name, tenant.title, tenant.owner_id) == ("sensors", "Čidla", actor.grants[0].organisation_id)
    line = AuditEntry.objects.get(kind="tenant", identifier=tenant.pk)
    assert (line.action, line.actor_id) == ("tenant.founded", actor.user_id)


def test_the_name_of_a_tenant_is_taken_once(owned: tuple[Actor, Tenant]) -> None:
    actor, organisation = manager()
    with pytest.raises(Conflict):
        found_tenant(actor=actor, at=AT, owner=organisation, values=VALUES)


@pytest.mark.parametrize("name", ["", "A", "Čidla", "1a", "a-b", "a" * 51, "x y"])
def test_a_name_that_programs_could_not_send_is_refused(name: str) -> None:
    actor, organisation = manager()
    with pytest.raises(Refused) as refused:
        found_tenant(actor=actor, at=AT, owner=organisation, values=replace(VALUES, name=name))
    assert [(each.code, each.value) for each in refused.value.problems] == [("tenant_name", name)]


def test_only_managers_and_administrators_found_describe_and_close(owned: tuple[Actor, Tenant]) -> None:
    _, tenant = owned
    for stranger in (ANONYMOUS, make_stranger(), make_analyst(), make_actor(OrganisationKind.NGO, MemberRole.MANAGER)):
        with pytest.raises(NotAllowed):
            found_tenant(actor=stranger, at=AT, owner=tenant.owner, values=replace(VALUES, name="other"))
        with pytest.raises(NotAllowed):
            describe_tenant(actor=stranger, at=AT, tenant=tenant, title="Jiný", description="")
        with pytest.raises(NotAllowed):
            close_tenant(actor=stranger, at=AT, tenant=tenant)
    assert describe_tenant(actor=owned[0], at=AT, tenant=tenant, title="Jiný", description="x").title == "Jiný"
    assert close_tenant(actor=make_administrator(), at=AT, tenant=tenant).closed_at == AT


def test_a_closed_tenant_is_nowhere_and_takes_no_grants(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    closed = close_tenant(actor=actor, at=AT, tenant=tenant)
    assert close_tenant(actor=actor, at=AT + timedelta(days=1), tenant=closed).closed_at == AT
    with pytest.raises(Conflict):
        give_grant(actor=actor, at=AT, target=closed, values=OPEN)
    with pytest.raises(NotFound):
        get_tenant(actor, "sensors", at=AT)


def test_the_owner_gives_and_revokes_and_the_log_holds_both(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    grant = give_grant(actor=actor, at=AT, target=tenant, values=OPEN)
    assert stands(grant, AT)
    revoked = revoke_grant(actor=actor, at=AT + timedelta(hours=1), grant=grant)
    assert revoke_grant(actor=actor, at=AT + timedelta(hours=2), grant=revoked).revoked_at == AT + timedelta(hours=1)
    assert not stands(revoked, AT + timedelta(hours=1))
    assert list(AuditEntry.objects.filter(kind="grant", identifier=grant.pk).values_list("action", flat=True)) == [
        "grant.given",
        "grant.revoked",
    ]


def test_an_administrator_stops_a_misuse_but_gives_nobody_the_data_of_others(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    administrator = make_administrator()
    with pytest.raises(NotAllowed):
        give_grant(actor=administrator, at=AT, target=tenant, values=OPEN)
    grant = give_grant(actor=actor, at=AT, target=tenant, values=OPEN)
    assert revoke_grant(actor=administrator, at=AT, grant=grant).revoked_by_id == administrator.user_id


@pytest.mark.parametrize("action", list(Action))
def test_the_table_of_rights_is_the_only_way(owned: tuple[Actor, Tenant], action: Action) -> None:
    _, tenant = owned
    member = make_actor(OrganisationKind.NGO, MemberRole.MEMBER)
    assert not may(member, action, tenant.owner_id)
    assert not may(ANONYMOUS, action, None)
    assert may(member, action, member.grants[0].organisation_id) == ("member" in TABLE[action])
    weak = replace(owned[0], scopes=frozenset({"needs:write"}))
    assert may(weak, action, tenant.owner_id) == (action in {Action.SEE_TENANT, Action.SEE_GRANTS})


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"subject_kind": "nobody"}, [("unknown_choice", "subject_kind")]),
        ({"subject_kind": "person"}, [("subject", "person")]),
        ({"subject_kind": "organisation"}, [("subject", "organisation")]),
        ({"subject_kind": "application"}, [("subject", "application")]),
        ({"action": "steal"}, [("unknown_choice", "action")]),
        ({"action": "write"}, [("open_writing", "action")]),
        ({"action": "manage", "subject_kind": "signed_in"}, [("open_writing", "action")]),
        ({"purpose": " "}, [("purpose", "purpose")]),
        ({"types": ("Room",)}, [("not_a_uri", "types")]),
        ({"ids": ("urn:a b",)}, [("not_a_uri", "ids")]),
        ({"ids": tuple(f"urn:x:{n}" for n in range(201))}, [("too_many", "ids")]),
        ({"scope": "/park;;"}, [("scope", "scope")]),
        ({"last_day": date(2026, 2, 28)}, [("days", "last_day")]),
        ({"first_day": date(2026, 5, 2), "last_day": date(2026, 5, 1)}, [("days", "last_day")]),
    ],
)
def test_a_grant_that_means_nothing_is_refused(change: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert problems(replace(OPEN, **change)) == expected  # type: ignore[arg-type]


def test_nobody_who_is_not_there_gets_a_right(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    values = replace(OPEN, subject_kind="person", person_id=tenant.pk)
    with pytest.raises(Refused) as refused:
        give_grant(actor=actor, at=AT, target=tenant, values=values)
    assert [each.code for each in refused.value.problems] == ["unknown_subject"]
    assert not Grant.objects.exists()


def test_a_grant_keeps_one_subject_whatever_else_was_filled_in(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    values = replace(OPEN, person_id=user_of(make_stranger()).pk)
    assert give_grant(actor=actor, at=AT, target=tenant, values=values).person_id is None


def test_days_are_included_and_count_in_prague() -> None:
    grant = Grant(first_day=date(2026, 3, 1), last_day=date(2026, 3, 2))
    assert not stands(grant, datetime(2026, 2, 28, 22, 59, tzinfo=UTC))
    assert stands(grant, datetime(2026, 2, 28, 23, 0, tzinfo=UTC))
    assert stands(grant, datetime(2026, 3, 2, 22, 59, tzinfo=UTC))
    assert not stands(grant, datetime(2026, 3, 2, 23, 0, tzinfo=UTC))


def test_a_tenant_is_seen_by_its_own_people_those_with_a_right_and_administrators(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    stranger = make_stranger()
    assert [list(visible_tenants(each, at=AT)) for each in (actor, make_administrator())] == [[tenant], [tenant]]
    assert not visible_tenants(stranger, at=AT).exists()
    assert not visible_tenants(ANONYMOUS, at=AT).exists()
    one = give_grant(
        actor=actor,
        at=AT,
        target=tenant,
        values=replace(OPEN, subject_kind=SubjectKind.PERSON, person_id=stranger.user_id),
    )
    assert list(visible_tenants(stranger, at=AT)) == [tenant]
    assert not visible_tenants(ANONYMOUS, at=AT).exists()
    revoke_grant(actor=actor, at=AT, grant=one)
    assert not visible_tenants(stranger, at=AT).exists()
    give_grant(actor=actor, at=AT, target=tenant, values=replace(OPEN, first_day=date(2026, 3, 2)))
    assert not visible_tenants(ANONYMOUS, at=AT).exists()
    assert list(visible_tenants(ANONYMOUS, at=AT + timedelta(days=1))) == [tenant]


def test_the_list_of_grants_is_for_the_owner(owned: tuple[Actor, Tenant]) -> None:
    actor, tenant = owned
    later = give_grant(actor=actor, at=AT, target=tenant, values=replace(OPEN, first_day=date(2026, 4, 1)))
    now = give_grant(actor=actor, at=AT, target=tenant, values=OPEN)
    lines = grants_of(actor, tenant, at=AT)
    assert [(line.grant.pk, line.state) for line in lines] == [(now.pk, "stands"), (later.pk, "not_yet")]
    assert grants_of(make_stranger(), tenant, at=AT) == []
    with pytest.raises(NotFound):
        get_grant(make_stranger(), tenant, now.pk)
    assert get_grant(actor, tenant, now.pk) == now
