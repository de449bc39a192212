"""The verbs of accounts: tokens for programs."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from naves.domains.accounts import audit
from naves.domains.accounts.models import ApiToken, User
from naves.domains.accounts.scopes import SCOPES
from naves.kernel.errors import NotFound, Problem, Refused, gettext_noop

PREFIX: Final = "nvs_"
SHOWN_CHARACTERS: Final = 10
LONGEST_LIFE: Final = timedelta(days=366)
USE_IS_NOTED_EVERY: Final = timedelta(minutes=1)


@transaction.atomic
def create_token(
    *, user: User, name: str, scopes: Collection[str], expires_at: datetime, at: datetime, request_id: str = ""
) -> tuple[ApiToken, str]:
    """Make a token and return it with its secret, which is shown this once and never kept."""
    if problems := token_problems(name=name, scopes=scopes, expires_at=expires_at, at=at):
        raise Refused(problems)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        prefix=secret[:SHOWN_CHARACTERS],
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        created_at=at,
        expires_at=expires_at,
    )
    audit.record(
        actor_id=user.pk,
        action="accounts.create_token",
        kind="token",
        identifier=token.pk,
        at=at,
        after={"prefix": token.prefix, "scopes": token.scopes, "expires_at": expires_at},
        request_id=request_id,
    )
    return token, secret


def token_problems(*, name: str, scopes: Collection[str], expires_at: datetime, at: datetime) -> list[Problem]:
    """Return what is wrong with a token that somebody asks for."""
    problems = []
    if not name.strip():
        problems.append(
            Problem(
                code="required",
                field="name",
                value=name,
                message=gettext_noop("The token has no name."),
                remedy=gettext_noop("Name the program that will use it, so that you recognise it later."),
            )
        )
    problems += [
        Problem(
            code="unknown_scope",
            field="scopes",
            value=scope,
            message=gettext_noop("“%(value)s” is not a scope."),
            params={"value": scope, "known": ", ".join(SCOPES)},
            remedy=gettext_noop("Choose from: %(known)s."),
        )
        for scope in sorted(set(scopes) - set(SCOPES))
    ]
    if not scopes:
        problems.append(
            Problem(
                code="required",
                field="scopes",
                message=gettext_noop("The token would be allowed nothing."),
                remedy=gettext_noop("Choose at least one thing that it may do."),
            )
        )
    if not at < expires_at <= at + LONGEST_LIFE:
        problems.append(
            Problem(
                code="expiry",
                field="expires_at",
                value=expires_at,
                message=gettext_noop("A token ends in the future, within a year at the latest."),
                remedy=gettext_noop("Choose a day within the coming year."),
            )
        )
    return problems


def digest_of(secret: str) -> str:
    """Return what is kept of a secret; it is long and random, so a plain SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def revoke_token(*, user: User, token: ApiToken, at: datetime, request_id: str = "") -> ApiToken:
    """End a token at once; revoking twice changes nothing."""
    own = ApiToken.objects.select_for_update().filter(pk=token.pk, user=user).first()
    if own is None:
        raise NotFound("token", token.pk)
    if own.revoked_at is None:
        own.revoked_at = at
        own.save(update_fields=["revoked_at"])
        audit.record(
            actor_id=user.pk,
            action="accounts.revoke_token",
            kind="token",
            identifier=own.pk,
            at=at,
            request_id=request_id,
        )
    return own


def authenticate_token(*, secret: str, at: datetime) -> ApiToken | None:
    """Return the live token behind ``secret``, or None; its use is noted at most once a minute."""
    if not secret.startswith(PREFIX):
        return None
    token = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if token is None or token.revoked_at is not None or token.expires_at <= at or not token.user.is_active:
        return None
    if token.last_used_at is None or at - token.last_used_at >= USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
        token.last_used_at = at
    return token
