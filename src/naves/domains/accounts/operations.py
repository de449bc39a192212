"""Changing accounts. The audit log holds ids only, never names or addresses."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from naves.domains.accounts import audit, permissions, rules
from naves.domains.accounts.models import ApiToken, User
from naves.domains.accounts.scopes import unknown_scopes
from naves.kernel.errors import Conflict, NotFound, Problem, Refused, gettext_noop

RANDOM_BYTES = 32
LONGEST_NAME = 100


@transaction.atomic
def create_person(
    *,
    email: str,
    at: datetime,
    name: str = "",
    password: str | None = None,
    language: str = "cs",
    is_administrator: bool = False,
    by: User | None = None,
) -> User:
    """Make an account; without a password the person signs in over OIDC or sets one by e-mail."""
    address = _sound_address(email)
    if User.objects.filter(email=address).exists():
        raise Conflict(
            Problem(
                code="email_taken",
                message=gettext_noop("Somebody with the address “%(value)s” has an account already."),
                remedy=gettext_noop("Sign in with it, or use another address."),
                params={"value": address},
                field="email",
                value=address,
            )
        )
    if password is not None:
        _check_password(password)
    user = User.objects.create_user(
        address, password, name=name.strip(), language=language, is_superuser=is_administrator
    )
    _note("person.created", user, by, at, after={"is_administrator": is_administrator, "language": language})
    return user


@transaction.atomic
def edit_person(*, user: User, by: User, at: datetime, name: str | None = None, language: str | None = None) -> User:
    """Change how a person is called and spoken to."""
    permissions.require(by, "edit", user)
    changed = []
    if name is not None and name.strip() != user.name:
        user.name = name.strip()[:200]
        changed.append("name")
    if language is not None and language != user.language:
        user.language = language
        changed.append("language")
    if changed:
        user.save(update_fields=changed)
        _note("person.edited", user, by, at, after={"changed": changed})
    return user


@transaction.atomic
def block_person(*, user: User, by: User, at: datetime) -> User:
    """Shut a person out without erasing anything."""
    permissions.require(by, "block", user)
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        _note("person.blocked", user, by, at)
    return user


@transaction.atomic
def unblock_person(*, user: User, by: User, at: datetime) -> User:
    """Let a person in again."""
    permissions.require(by, "block", user)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
        _note("person.unblocked", user, by, at)
    return user


@transaction.atomic
def create_token(
    *,
    user: User,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime,
    at: datetime,
    by: User | None = None,
    request_id: str = "",
) -> tuple[ApiToken, str]:
    """Make a token; the secret is returned now and never again, only its hash is kept.

    ``by`` is the one who acts where it is not the owner; the table of permissions then refuses.
    """
    permissions.require(by or user, "create_token", user)
    wanted = sorted(set(scopes))
    problems = [*unknown_scopes(wanted), *rules.life_problems(created_at=at, expires_at=expires_at)]
    called = name.strip()
    if not 0 < len(called) <= LONGEST_NAME:
        problems.append(
            Problem(
                code="token_name",
                message=gettext_noop("The token needs a name of at most %(limit)s characters."),
                remedy=gettext_noop("Write which program will use it."),
                params={"limit": LONGEST_NAME},
                field="name",
                value=name,
            )
        )
    if problems:
        raise Refused(problems)
    secret = rules.PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    token = ApiToken.objects.create(
        user=user,
        name=called,
        prefix=secret[: rules.SHOWN_CHARACTERS],
        digest=rules.digest(secret),
        scopes=wanted,
        created_at=at,
        expires_at=expires_at,
    )
    audit.record(
        actor_id=user.pk,
        action="token.created",
        kind="token",
        identifier=token.pk,
        after={"scopes": wanted, "expires_at": expires_at},
        at=at,
        request_id=request_id,
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token_id: uuid.UUID, by: User, at: datetime, request_id: str = "") -> ApiToken:
    """End a token at once; ending it twice is once."""
    token = ApiToken.objects.select_for_update().select_related("user").filter(pk=token_id).first()
    if token is None or not permissions.allowed(by, "see_tokens", token.user):
        raise NotFound("token", token_id)
    permissions.require(by, "revoke_token", token.user)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        audit.record(
            actor_id=by.pk,
            action="token.revoked",
            kind="token",
            identifier=token.pk,
            at=at,
            request_id=request_id,
        )
    return token


def authenticate_token(*, secret: str, at: datetime) -> ApiToken | None:
    """Return the token behind ``secret`` with its owner, or None; notes its use at most once a minute."""
    if not secret.startswith(rules.PREFIX):
        return None
    token = ApiToken.objects.select_related("user").filter(digest=rules.digest(secret)).first()
    if token is None or not rules.holds(token, at) or not token.user.is_active:
        return None
    if rules.use_is_to_be_noted(token, at):
        stale = Q(last_used_at=None) | Q(last_used_at__lte=at - rules.USE_NOTED_EVERY)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
        token.last_used_at = at
    return token


def _sound_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            Problem(
                code="bad_email",
                message=gettext_noop("“%(value)s” is not an e-mail address."),
                remedy=gettext_noop("Write it as in jana.novakova@example.cz."),
                params={"value": email},
                field="email",
                value=email,
            )
        ) from None
    return address


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused(
            [
                Problem(
                    code="weak_password",
                    message=gettext_noop("The password is too easy to guess: %(reason)s"),
                    params={"reason": reason},
                    field="password",
                )
                for reason in error.messages
            ]
        ) from None


def _note(action: str, user: User, by: User | None, at: datetime, after: audit.Values | None = None) -> None:
    audit.record(actor_id=by.pk if by else None, action=action, kind="user", identifier=user.pk, after=after, at=at)
