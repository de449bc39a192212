"""How many strategies organisations own, for their lists."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Count

from naves.domains.strategies.queries.holding import versions_in_force


def owned_in_force(owner_ids: Collection[uuid.UUID], today: date) -> dict[uuid.UUID, int]:
    """Return how many strategies in force each organisation owns that has any (one query)."""
    versions = versions_in_force(today).filter(strategy__owner__in=list(owner_ids)).order_by()
    return dict(versions.values_list("strategy__owner").annotate(count=Count("pk")))
