"""How many needs of a place are public, for lists of places."""

from collections.abc import Collection

from django.db.models import Count

from naves.domains.needs.models import Need
from naves.domains.needs.queries.filters import OPEN_STATUSES


def open_counts(place_ids: Collection[int]) -> dict[int, int]:
    """Return how many needs stand published or answered in each municipality that has any (one query)."""
    needs = Need.objects.filter(place__in=place_ids, status__in=OPEN_STATUSES).order_by()
    return dict(needs.values_list("place_id").annotate(count=Count("pk")))
