"""API tokens: made once, kept as hashes, ending, revocable, their use noted sparingly."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from naves.domains.accounts import operations, queries
from naves.domains.accounts.models import ApiToken, AuditEntry, User
from naves.domains.accounts.rules import digest
from naves.domains.accounts.scopes import SCOPES
from naves.kernel.errors import NotAllowed, NotFound, Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
END = AT + timedelta(days=90)


def make(user: User, *, scopes: tuple[str, ...] = ("needs:read",), expires_at: datetime = END) -> tuple[ApiToken, str]:
    return operations.create_token(user=user, by=user, name="úřední deska", scopes=scopes, expires_at=expires_at, at=AT)


def test_the_secret_is_shown_once_and_only_its_hash_is_kept() -> None:
    token, secret = make(UserFactory())
    assert secret.startswith("nvs_")
    assert (token.prefix, token.digest) == (secret[:12], digest(secret))
    assert secret not in str(ApiToken.objects.values().get())
    assert secret not in str(list(AuditEntry.objects.values()))


def test_a_token_stands_for_its_owner_until_it_ends() -> None:
    token, secret = make(UserFactory())
    assert operations.authenticate_token(secret=secret, at=AT) == token
    assert operations.authenticate_token(secret=secret, at=END - timedelta(seconds=1)) == token
    assert operations.authenticate_token(secret=secret, at=END) is None


def test_a_wrong_secret_is_nobody(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _, secret = make(UserFactory())
    assert operations.authenticate_token(secret=secret + "x", at=AT) is None
    with django_assert_num_queries(0):
        assert operations.authenticate_token(secret="Basic YTpi", at=AT) is None


def test_the_last_use_is_written_at_most_once_a_minute(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    token, secret = make(UserFactory())
    operations.authenticate_token(secret=secret, at=AT)
    with django_assert_num_queries(1):
        operations.authenticate_token(secret=secret, at=AT + timedelta(seconds=59))
    token.refresh_from_db()
    assert token.last_used_at == AT
    operations.authenticate_token(secret=secret, at=AT + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_used_at == AT + timedelta(seconds=60)


def test_a_revoked_token_is_nobody_and_revoking_twice_is_once() -> None:
    user = UserFactory()
    token, secret = make(user)
    operations.revoke_token(token_id=token.pk, by=user, at=AT)
    again = operations.revoke_token(token_id=token.pk, by=user, at=END)
    assert again.revoked_at == AT
    assert operations.authenticate_token(secret=secret, at=AT) is None
    assert [line.action for line in queries.history_of("token", token.pk)] == ["token.created", "token.revoked"]


def test_the_tokens_of_somebody_blocked_do_not_work() -> None:
    user = UserFactory()
    _, secret = make(user)
    operations.block_person(user=user, by=UserFactory(is_superuser=True), at=AT)
    assert operations.authenticate_token(secret=secret, at=AT) is None


def test_nobody_revokes_or_even_sees_another_ones_token() -> None:
    token, _ = make(UserFactory())
    with pytest.raises(NotFound):
        operations.revoke_token(token_id=token.pk, by=UserFactory(), at=AT)
    operations.revoke_token(token_id=token.pk, by=UserFactory(is_superuser=True), at=AT)


def test_nobody_makes_a_token_for_another() -> None:
    with pytest.raises(NotAllowed):
        operations.create_token(
            user=UserFactory(),
            by=UserFactory(is_superuser=True),
            name="x",
            scopes=["needs:read"],
            expires_at=END,
            at=AT,
        )


@pytest.mark.parametrize(
    ("scopes", "expires_at", "name", "codes"),
    [
        ((), END, "deska", ["no_scope"]),
        (("needs:eat",), END, "deska", ["unknown_scope"]),
        (("needs:read",), AT, "deska", ["token_life"]),
        (("needs:read",), AT + timedelta(days=367), "deska", ["token_life"]),
        (("needs:read",), END, "  ", ["token_name"]),
    ],
)
def test_a_token_without_sense_is_refused(
    scopes: tuple[str, ...], expires_at: datetime, name: str, codes: list[str]
) -> None:
    user = UserFactory()
    with pytest.raises(Refused) as refused:
        operations.create_token(user=user, by=user, name=name, scopes=scopes, expires_at=expires_at, at=AT)
    assert [problem.code for problem in refused.value.problems] == codes
    assert not ApiToken.objects.exists()


def test_every_permission_of_a_token_is_described() -> None:
    assert all(SCOPES.values())
    assert all(":" in scope for scope in SCOPES)
