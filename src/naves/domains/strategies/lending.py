"""Drafts that a higher domain lends for reading, such as those under consultation; `config/wiring.py` says which.

Where nobody lends, nothing is lent.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import StrategyVersion

Lender = Callable[[Actor], QuerySet[Any, uuid.UUID] | None]
"""Returns the ids of versions lent to the actor, as a query; None where there can be none."""

_lender: Lender | None = None


def provide(lender: Lender | None) -> None:
    """Say who lends."""
    global _lender  # noqa: PLW0603  # set once, by the wiring
    _lender = lender


def lent_to(actor: Actor) -> Q | None:
    """Return the condition of drafts lent to ``actor``, None where there can be none."""
    lent = _lender(actor) if _lender is not None and not actor.is_anonymous else None
    return None if lent is None else Q(status="draft", pk__in=lent)


def is_lent(actor: Actor, version: StrategyVersion) -> bool:
    """Whether the draft is lent to ``actor`` (at most one query)."""
    lent = lent_to(actor)
    return lent is not None and StrategyVersion.objects.filter(lent, pk=version.pk).exists()
