"""What is said of a merged need holds, while it is merged, for the need that it was merged into."""

import numpy as np

from naves.domains.monitor.facts.rows import MergeRows
from naves.domains.monitor.rules.arrays import Counts, Days, Ids

Followed = tuple[Counts, Ids, Days, Days]
"""Row that a new spell comes from, the need it is for, and its days."""


def follow(need: Ids, from_day: Days, until_day: Days, merges: MergeRows) -> Followed:
    """Spells for the needs that others were merged into, along chains of mergers."""
    order = np.argsort(merges.need, kind="stable")
    merges = merges.take(order)
    row = np.arange(len(need))
    found: list[Followed] = []
    # A chain is no longer than there are mergers; spells shrink to the days that all of its mergers share.
    for _ in range(len(merges)):
        row, need, from_day, until_day = _step(row, need, from_day, until_day, merges)
        if len(row) == 0:
            break
        found.append((row, need, from_day, until_day))
    nothing = np.zeros(0, dtype=np.int32)
    if not found:
        return np.zeros(0, dtype=np.int64), nothing, nothing, nothing
    rows, needs, starts, ends = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(needs), np.concatenate(starts), np.concatenate(ends)


def _step(row: Counts, need: Ids, from_day: Days, until_day: Days, merges: MergeRows) -> Followed:
    first = np.searchsorted(merges.need, need, "left")
    count = np.searchsorted(merges.need, need, "right") - first
    source = np.repeat(np.arange(len(need)), count)
    merge = np.repeat(first, count) + np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    start = np.maximum(from_day[source], merges.from_day[merge])
    end = np.minimum(until_day[source], merges.until_day[merge])
    held = start < end
    return row[source[held]], merges.into[merge[held]], start[held], end[held]
