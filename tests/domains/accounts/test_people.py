"""Accounts of people, and the table of who may do what with them."""

from datetime import UTC, datetime

import pytest

from naves.domains.accounts import operations, queries
from naves.domains.accounts.models import AuditEntry, User
from naves.domains.accounts.permissions import ALLOWED, Relation, State, allowed
from naves.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from naves.kernel.ids import new_id
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_a_person_signs_in_with_the_address_in_small_letters() -> None:
    user = operations.create_person(email=" Jana@Example.CZ ", password=PASSWORD, name="Jana", at=AT)
    assert (user.email, user.check_password(PASSWORD), user.is_superuser) == ("jana@example.cz", True, False)


def test_the_audit_log_holds_no_name_and_no_address() -> None:
    user = operations.create_person(email="jana@example.cz", name="Jana Nováková", at=AT)
    operations.edit_person(user=user, by=user, name="Jana Dvořáková", language="en", at=AT)
    log = str(list(AuditEntry.objects.values()))
    assert "jana" not in log.lower()
    assert [line.action for line in queries.history_of("user", user.pk)] == ["person.created", "person.edited"]
    user.refresh_from_db()
    assert (user.name, user.language) == ("Jana Dvořáková", "en")


def test_an_edit_that_changes_nothing_leaves_no_line() -> None:
    user = UserFactory(name="Jana")
    operations.edit_person(user=user, by=user, name="Jana", at=AT)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [("not an address", None, "bad_email"), ("jana@example.cz", "heslo", "weak_password")],
)
def test_a_bad_address_or_password_is_refused(email: str, password: str | None, code: str) -> None:
    with pytest.raises(Refused) as refused:
        operations.create_person(email=email, password=password, at=AT)
    assert code in {problem.code for problem in refused.value.problems}
    assert not User.objects.exists()


def test_an_address_is_taken_once() -> None:
    UserFactory(email="jana@example.cz")
    with pytest.raises(Conflict):
        operations.create_person(email="JANA@example.cz", at=AT)


def test_blocking_shuts_out_and_can_be_undone() -> None:
    user, administrator = UserFactory(), UserFactory(is_superuser=True)
    operations.block_person(user=user, by=administrator, at=AT)
    assert not User.objects.get(pk=user.pk).is_active
    operations.unblock_person(user=user, by=administrator, at=AT)
    assert User.objects.get(pk=user.pk).is_active
    with pytest.raises(NotAllowed):
        operations.block_person(user=administrator, by=user, at=AT)


def test_an_unknown_person_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.user_by_id(new_id())


EXPECTED = {
    ("create_token", Relation.SELF): {State.ACTIVE},
    ("see_tokens", Relation.SELF): {State.ACTIVE},
    ("see_tokens", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED},
    ("revoke_token", Relation.SELF): {State.ACTIVE},
    ("revoke_token", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED},
    ("edit", Relation.SELF): {State.ACTIVE},
    ("edit", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED},
    ("export", Relation.SELF): {State.ACTIVE},
    ("export", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED},
    ("erase", Relation.SELF): {State.ACTIVE},
    ("erase", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED},
    ("see_import", Relation.SELF): {State.ACTIVE},
    ("see_import", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED, State.ERASED},
    ("handle_import", Relation.SELF): {State.ACTIVE},
    ("block", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED},
    ("see_audit", Relation.ADMINISTRATOR): {State.ACTIVE, State.BLOCKED, State.ERASED},
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("relation", list(Relation))
@pytest.mark.parametrize("action", [*ALLOWED, "something else"])
def test_the_whole_table_of_permissions(action: str, relation: Relation, state: State) -> None:
    of = UserFactory(is_active=state == State.ACTIVE, erased_at=AT if state == State.ERASED else None)
    by = {
        Relation.ANONYMOUS: lambda: None,
        Relation.OTHER: UserFactory,
        Relation.SELF: lambda: of,
        Relation.ADMINISTRATOR: lambda: UserFactory(is_superuser=True),
    }[relation]()
    assert allowed(by, action, of) == (state in EXPECTED.get((action, relation), set()))
