"""Giving a person everything that is kept about them (GDPR, Art. 15 and 20)."""

from typing import Any

from django.db import models

from naves.domains.accounts import permissions
from naves.domains.accounts.audit import plain
from naves.domains.accounts.models import AuditEntry, User
from naves.domains.accounts.privacy.links import links, model_label

SECRET = frozenset({"password", "digest", "data", "secret", "token", "key", "session_data"})
"""Fields that would let whoever holds the export act as the person."""

OF_PERSON = ("id", "email", "name", "language", "date_joined", "last_login", "is_superuser")


def export_person(*, user: User, by: User) -> dict[str, Any]:
    """Return plain values: the person, every record that is theirs or names them, and what they did."""
    permissions.require(by, "export", user)
    records: dict[str, list[dict[str, Any] | None]] = {}
    for link in links():
        rows = link.model._default_manager.filter(**{link.field.name: user}).order_by("pk")
        found = [plain(_whole(row) if link.is_own_row else _named(row, link.field.name)) for row in rows]
        if found:
            records.setdefault(model_label(link.model), []).extend(found)
    return {
        "person": plain({name: getattr(user, name) for name in OF_PERSON}),
        "records": records,
        "actions": [
            plain(line)
            for line in AuditEntry.objects.filter(actor_id=user.pk)
            .order_by("sequence")
            .values("at", "action", "kind", "identifier")
        ],
    }


def _whole(row: models.Model) -> dict[str, Any]:
    return {
        field.attname: _safe(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in SECRET
    }


def _named(row: models.Model, field: str) -> dict[str, Any]:
    return {"id": _safe(row.pk), "as": field, "what": str(row)}


def _safe(value: Any) -> Any:
    return str(value) if isinstance(value, bytes | memoryview) else value
