"""Who hears of a need."""

import uuid

from naves.domains.needs.models import NeedFollower


def follower_ids(need_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the people who follow the need, or one that was merged into it (two queries)."""
    own = NeedFollower.objects.filter(need=need_id).values_list("user_id", flat=True)
    of_merged = NeedFollower.objects.filter(need__merged_into=need_id).values_list("user_id", flat=True)
    return {*own, *of_merged}
