"""Pairs of the sample on which two people were not of one mind."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchJudgement
from naves.domains.strategies.matching.queries.judged import standing


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the first and the second said; the first one's verdict acted."""

    first: MatchJudgement
    second: MatchJudgement


def disagreements(limit: int = 50) -> list[Disagreement]:
    """Return pairs judged differently by two, the newest first (one query)."""
    rows = standing().filter(origin=Origin.DOUBLE).select_related("need__place", "measure")
    pairs: defaultdict[tuple[uuid.UUID, uuid.UUID], list[MatchJudgement]] = defaultdict(list)
    for row in rows:
        pairs[row.need_id, row.measure_id].append(row)
    found = [
        Disagreement(said[0], said[1])
        for said in pairs.values()
        if len(said) > 1 and said[0].verdict != said[1].verdict and Verdict.UNSURE not in {one.verdict for one in said}
    ]
    return sorted(found, key=lambda one: one.second.at, reverse=True)[:limit]
