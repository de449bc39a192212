"""Reads about accounts."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from naves.domains.accounts.models import ApiToken, AuditEntry, User


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return a person's tokens, the newest first."""
    return ApiToken.objects.filter(user=user).order_by("-created_at")


def history_of(kind: str, identifier: object) -> QuerySet[AuditEntry]:
    """Return the lines of the audit log about an object, the oldest first."""
    return AuditEntry.objects.filter(kind=kind, identifier=str(identifier)).order_by("sequence")


def names_of(user_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Return the names of people by id (one query); who was erased has none."""
    ids = {user_id for user_id in user_ids if user_id is not None}
    users = User.objects.filter(pk__in=ids, erased_at=None)
    return {user.pk: str(user) for user in users.only("pk", "name", "email")}
