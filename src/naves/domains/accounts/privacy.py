"""What Náves keeps about people: listed, handed out and erased, across all domains.

Each domain that keeps personal data has a module ``personal_data`` with ``PERSONAL_DATA`` (a list of
:class:`PersonalField`) and may have ``export_person(user)`` and ``erase_person(user=…, at=…)``.
The record of processing (Article 30 GDPR) is generated from these lists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings
from django.db import transaction

from naves.domains.accounts import audit
from naves.domains.accounts.models import User


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A field that holds personal data: why it is kept, on what basis, and for how long."""

    model: str
    field: str
    purpose: str
    basis: str
    retention: str


def modules() -> Iterator[ModuleType]:
    """Yield the ``personal_data`` module of each domain that has one, the lowest domain first."""
    for domain in reversed(settings.DOMAINS):
        name = f"naves.domains.{domain}.personal_data"
        if find_spec(name) is not None:
            yield import_module(name)


def record_of_processing() -> list[PersonalField]:
    """Return every field of the installation that holds personal data."""
    return [field for module in modules() for field in module.PERSONAL_DATA]


def export_person(user: User) -> Mapping[str, Any]:
    """Return all that Náves keeps about a person, by domain, as JSON types."""
    return {
        module.__name__.split(".")[-2]: module.export_person(user)
        for module in modules()
        if hasattr(module, "export_person")
    }


@transaction.atomic
def erase_person(*, user: User, at: datetime, request_id: str = "") -> None:
    """Remove what identifies a person; what they did for the public stays, without their name.

    The highest domain goes first, so that each may still look the person up below.
    """
    for module in reversed(list(modules())):
        if hasattr(module, "erase_person"):
            module.erase_person(user=user, at=at)
    audit.record(
        actor_id=user.pk, action="accounts.erase", kind="user", identifier=user.pk, at=at, request_id=request_id
    )
