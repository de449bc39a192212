"""How many people live where, as it was known on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from naves.domains.places.models import Place, Population
from naves.domains.places.rules.populations import Count, count_as_of


def population_history(place: Place) -> QuerySet[Population]:
    """Return every count on record, the oldest reference date first, corrections after what they correct."""
    return place.populations.order_by("reference_date", "recorded_at")


def population_as_of(place: Place, day: date) -> Count | None:
    """Return the count that held as of ``day`` (see rules.populations), or None."""
    rows = place.populations.values_list("reference_date", "recorded_at", "people")
    return count_as_of([Count(*row) for row in rows], day)


def populations_as_of(day: date, place_ids: Iterable[int] | None = None) -> dict[int, int]:
    """Return people by place as of ``day``, of all places or of those asked for (one query)."""
    rows = Population.objects.values_list("place_id", "reference_date", "recorded_at", "people")
    if place_ids is not None:
        rows = rows.filter(place_id__in=list(place_ids))
    counts: dict[int, list[Count]] = defaultdict(list)
    for place_id, reference_date, recorded_at, people in rows.iterator(chunk_size=10_000):
        counts[place_id].append(Count(reference_date, recorded_at, people))
    return {
        place_id: count.people
        for place_id, known in counts.items()
        if (count := known[0] if len(known) == 1 else count_as_of(known, day)) is not None
    }
