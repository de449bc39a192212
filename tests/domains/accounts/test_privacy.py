"""Personal data: listed, given out, erased, aged away."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db import models

from naves.domains.accounts import audit, operations
from naves.domains.accounts.models import ApiToken, User
from naves.domains.accounts.privacy import (
    OnErasure,
    erase_person,
    export_person,
    record_of_processing,
    run_retention,
)
from naves.domains.accounts.privacy.links import links
from naves.domains.organisations.models import Membership
from naves.kernel.errors import Conflict, NotAllowed
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def person_with_traces() -> User:
    user = UserFactory(email="jana@example.cz", name="Jana Nováková")
    MembershipFactory(user=user)
    operations.create_token(
        user=user, by=user, name="deska", scopes=["needs:read"], expires_at=AT + timedelta(days=9), at=AT
    )
    EmailAddress.objects.create(user=user, email="jana.jinde@example.cz")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "TAJNY-KLIC"})
    AccessAttempt.objects.create(username="jana@example.cz", ip_address="192.0.2.7", failures_since_start=1)
    return user


def test_an_export_holds_everything_of_the_person_but_no_secret() -> None:
    user = person_with_traces()
    exported = export_person(user=user, by=user)
    text = json.dumps(exported, ensure_ascii=False)
    assert exported["person"]["email"] == "jana@example.cz"
    assert {"accounts.ApiToken", "organisations.Membership", "account.EmailAddress", "mfa.Authenticator"} <= set(
        exported["records"]
    )
    assert "jana.jinde@example.cz" in text
    assert "TAJNY-KLIC" not in text
    assert user.password not in text
    assert [line["action"] for line in exported["actions"]] == ["token.created"]


def test_erasing_leaves_no_trace_of_who_it_was_and_breaks_no_hash() -> None:
    user = person_with_traces()
    erase_person(user=user, by=user, at=AT)
    user.refresh_from_db()
    assert (user.name, user.is_active, user.erased_at) == ("", False, AT)
    assert "jana" not in user.email
    assert not user.check_password(PASSWORD)
    for model in (ApiToken, Membership, EmailAddress, Authenticator, AccessAttempt):
        assert not model.objects.exists()
    assert audit.verify().holds
    assert "jana" not in json.dumps(export_everything()).lower()


def export_everything() -> list[str]:
    """Return every text in every row that points to a person, and in the people themselves."""
    rows = [*User.objects.values_list("email", "name")]
    for link in links():
        texts = [field.name for field in link.model._meta.concrete_fields if isinstance(field, models.CharField)]
        rows.extend(link.model._default_manager.values_list(*texts))
    return [str(row) for row in rows]


def test_others_may_neither_export_nor_erase() -> None:
    user = person_with_traces()
    with pytest.raises(NotAllowed):
        export_person(user=user, by=UserFactory())
    with pytest.raises(NotAllowed):
        erase_person(user=user, by=UserFactory(), at=AT)


def test_the_last_administrator_stays() -> None:
    administrator = UserFactory(is_superuser=True)
    with pytest.raises(Conflict):
        erase_person(user=administrator, by=administrator, at=AT)
    UserFactory(is_superuser=True)
    assert erase_person(user=administrator, by=administrator, at=AT).erased_at == AT


def test_the_record_of_processing_lists_every_link_to_a_person() -> None:
    entries = {(entry.model, entry.field): entry for entry in record_of_processing()}
    assert {(link.model._meta.label, link.field.name) for link in links()} <= set(entries)
    assert entries["organisations.Membership", "user"].on_erasure == OnErasure.DELETED
    assert entries["needs.Need", "created_by"].on_erasure == OnErasure.PSEUDONYMOUS
    assert all(entry.purpose and entry.legal_basis and entry.retention for entry in entries.values())


def test_the_record_lists_every_personal_field_of_an_account() -> None:
    listed = {entry.field for entry in record_of_processing() if entry.model == "accounts.User"}
    harmless = {"id", "is_superuser", "is_active", "erased_at"}
    assert listed == {field.name for field in User._meta.concrete_fields} - harmless


def test_what_has_aged_goes_and_what_has_not_stays() -> None:
    user = UserFactory()
    for days in (200, 10):
        ApiToken.objects.create(
            user=user,
            name="deska",
            digest=str(days),
            created_at=AT - timedelta(days=300),
            expires_at=AT - timedelta(days=days),
        )
        Session.objects.create(session_key=str(days), session_data="", expire_date=AT + timedelta(days=days - 100))
        for log in (AccessAttempt, AccessLog):
            extra = {"failures_since_start": 1} if log is AccessAttempt else {}
            row = log.objects.create(username=str(days), ip_address="192.0.2.7", **extra)
            log.objects.filter(pk=row.pk).update(attempt_time=AT - timedelta(days=days))
    aged = {"dead_tokens": 1, "sign_ins": 2, "sessions": 1, "uploads": 0}
    assert run_retention(AT).items() >= aged.items()
    assert set(run_retention(AT).values()) == {0}
