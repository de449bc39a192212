"""Constants of the published method. Changing any of them changes METHOD_VERSION (docs/guide/method.md)."""

from typing import Final

METHOD_VERSION: Final = "1.1"
PERCENTILES: Final = "1.0"
"""The method before: percentile intervals, and a lone town of its size class left as it is."""
KNOWN_METHODS: Final = (PERCENTILES, METHOD_VERSION)
"""Figures published under any of them are computed again by the same one."""

LEVELS: Final = (1, 2, 3, 4)
DRAWS: Final = 200
SEED: Final = 20_260_101
CONFIDENCE: Final = 0.95
LOW_TAIL: Final = 0.10
HALF: Final = 0.5
EXCLUSION_SCALE: Final = 30.0
MIN_NEEDS_TO_RANK: Final = 5
