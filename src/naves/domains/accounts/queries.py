"""Reads about accounts and the audit log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from naves.domains.accounts.models import ApiToken, AuditEntry, User
from naves.kernel.errors import NotFound
from naves.kernel.paging import Page, decode_cursor, encode_cursor

MOST_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an object before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One write, with the name that its actor goes by today (empty for the system or an erased person)."""

    sequence: int
    at: datetime
    actor_id: UUID | None
    actor_name: str
    action: str
    kind: str
    identifier: str
    changes: Sequence[Change]
    request_id: str


def names_of(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of people by id (one query); who was erased has none."""
    ids = {user_id for user_id in user_ids if user_id is not None}
    people = User.objects.filter(pk__in=ids, erased_at=None)
    return {user.pk: str(user) for user in people.only("pk", "name", "email")}


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return the tokens of a person, the newest first."""
    return user.tokens.order_by("-created_at")


def user_by_id(user_id: UUID) -> User:
    """Return the person, or raise :class:`NotFound`."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound("user", user_id)
    return user


def user_by_email(email: str) -> User:
    """Return the person who signs in with this address, or NotFound."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise NotFound("user", email)
    return user


def history_of(kind: str, identifier: object) -> list[HistoryLine]:
    """Return everything that was ever written about an object, the oldest first (two queries)."""
    return _lines(AuditEntry.objects.filter(kind=kind, identifier=str(identifier)).order_by("sequence"))


def audit_log(
    *, kind: str = "", action: str = "", actor_id: UUID | None = None, cursor: str = "", limit: int = 50
) -> Page[HistoryLine]:
    """Return a page of the log, the newest first."""
    entries = AuditEntry.objects.order_by("-sequence")
    for name, value in (("kind", kind), ("action", action), ("actor_id", actor_id)):
        if value:
            entries = entries.filter(**{name: value})
    if cursor:
        (last,) = decode_cursor(cursor, size=1)
        entries = entries.filter(sequence__lt=last)
    size = min(max(limit, 1), MOST_PER_PAGE)
    lines = _lines(entries[: size + 1])
    following = encode_cursor((lines[size - 1].sequence,)) if len(lines) > size else None
    return Page(lines[:size], following)


def _lines(entries: QuerySet[AuditEntry]) -> list[HistoryLine]:
    found = list(entries)
    names = names_of(entry.actor_id for entry in found)
    return [
        HistoryLine(
            sequence=entry.sequence,
            at=entry.at,
            actor_id=entry.actor_id,
            actor_name=names.get(entry.actor_id, "") if entry.actor_id else "",
            action=entry.action,
            kind=entry.kind,
            identifier=entry.identifier,
            changes=changes(entry.before, entry.after),
            request_id=entry.request_id,
        )
        for entry in found
    ]


def changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Change]:
    """Return the fields that differ, in the order of their names."""
    old, new = before or {}, after or {}
    return [
        Change(name, old.get(name), new.get(name))
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name) or name not in old or name not in new
    ]
