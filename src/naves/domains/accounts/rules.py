"""Tokens: what their secret looks like, when they hold, when their use is noted."""

import hashlib
from datetime import datetime, timedelta
from typing import Protocol

from naves.kernel.errors import Problem, gettext_noop

PREFIX = "nvs_"
SHOWN_CHARACTERS = 12
LONGEST_LIFE = timedelta(days=366)
USE_NOTED_EVERY = timedelta(minutes=1)


class Token(Protocol):
    """The moments of a token."""

    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


def digest(secret: str) -> str:
    """Return what is kept of a secret: SHA-256 in hex. It is 256 random bits, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holds(token: Token, at: datetime) -> bool:
    """Whether the token may be used."""
    return token.revoked_at is None and at < token.expires_at


def use_is_to_be_noted(token: Token, at: datetime) -> bool:
    """Whether the last use on record is so old that a new one is worth a write."""
    return token.last_used_at is None or at - token.last_used_at >= USE_NOTED_EVERY


def life_problems(*, created_at: datetime, expires_at: datetime) -> list[Problem]:
    """Return what is wrong with the end of a token."""
    if created_at < expires_at <= created_at + LONGEST_LIFE:
        return []
    return [
        Problem(
            code="token_life",
            message=gettext_noop("The token must end in the future, at most %(days)s days from now."),
            remedy=gettext_noop("Choose an earlier or later day."),
            params={"days": LONGEST_LIFE.days},
            field="expires_at",
            value=expires_at,
        )
    ]
