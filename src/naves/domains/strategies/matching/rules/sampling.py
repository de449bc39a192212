"""Which pairs are judged by two people: drawn by the pair itself, so that nobody can choose and it can be repeated."""

import hashlib
import math
import uuid
from typing import Final

SEED: Final = "naves-match-1"
SHARE: Final = 0.05
"""Share of the suggested pairs that belong to the sample."""
EVERY: Final = 10
"""Every so many pairs the desk brings one of the sample."""


def draw(need: uuid.UUID, measure: uuid.UUID, seed: str = SEED) -> float:
    """Return the pair's lot, 0-1, evenly spread and always the same."""
    digest = hashlib.blake2b(seed.encode() + need.bytes + measure.bytes, digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def is_sampled(lot: float, share: float = SHARE) -> bool:
    """Whether a pair with this lot belongs to the sample."""
    return lot < share


def usefulness(likelihood: float, people: int | None, *, learned: bool) -> float:
    """Return how much a judgement of the pair is worth: doubt times the logarithm of the people affected.

    Before anything is learned the score means no probability; then the likeliest pairs come first,
    for they answer needs at once and teach what a pair that belongs together looks like.
    """
    doubt = 4 * likelihood * (1 - likelihood) if learned else likelihood
    return doubt * math.log2(2 + (people or 0))
