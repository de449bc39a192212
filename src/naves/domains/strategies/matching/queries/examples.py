"""What there is to learn from, and how well the present order does."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import DECIDED, MatchModel
from naves.domains.strategies.matching.queries.judged import standing
from naves.domains.strategies.matching.rules.learning import FEWEST_OF_EACH, FEWEST_PAIRS


@dataclass(frozen=True, slots=True)
class Examples:
    """Judged pairs: the need, the features as they were, and whether the two belong together."""

    needs: list[uuid.UUID]
    features: list[list[float]]
    truth: list[bool]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the desk tells about itself."""

    pairs: int
    confirmed: int
    rejected: int
    model: MatchModel | None
    double: int
    agreed: int

    @property
    def knows_enough(self) -> bool:
        """Whether a model could be learned."""
        return self.pairs >= FEWEST_PAIRS and min(self.confirmed, self.rejected) >= FEWEST_OF_EACH


def examples() -> Examples:
    """Return the decided pairs, each once; those on which people are divided evenly teach nothing (one query)."""
    votes: defaultdict[tuple[uuid.UUID, uuid.UUID], list[tuple[bool, list[float]]]] = defaultdict(list)
    rows = standing().filter(verdict__in=DECIDED)
    for need, measure, verdict, features in rows.values_list("need_id", "measure_id", "verdict", "features"):
        votes[need, measure].append((verdict == Verdict.CONFIRM, features))
    found = Examples([], [], [])
    for (need, _), said in votes.items():
        confirmed = sum(vote for vote, _ in said)
        if 2 * confirmed == len(said):
            continue
        found.needs.append(need)
        found.features.append(said[-1][1])
        found.truth.append(2 * confirmed > len(said))
    return found


def knowledge() -> Knowledge:
    """Return how much was judged, what was learned from it, and how far two people agreed."""
    known = examples()
    confirmed = sum(known.truth)
    double: defaultdict[tuple[uuid.UUID, uuid.UUID], list[str]] = defaultdict(list)
    for need, measure, verdict in (
        standing().filter(origin=Origin.DOUBLE).values_list("need_id", "measure_id", "verdict")
    ):
        double[need, measure].append(verdict)
    pairs = [said for said in double.values() if len(said) > 1]
    return Knowledge(
        len(known.truth),
        confirmed,
        len(known.truth) - confirmed,
        MatchModel.objects.first(),
        len(pairs),
        sum(len(set(said)) == 1 for said in pairs),
    )
