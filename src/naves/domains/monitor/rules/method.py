"""Constants of the published method. Changing any of them changes METHOD_VERSION (docs/guide/method.md)."""

from typing import Final

METHOD_VERSION: Final = "1.0"

LEVELS: Final = (1, 2, 3, 4)
DRAWS: Final = 200
SEED: Final = 20_260_101
CONFIDENCE: Final = 0.95
LOW_TAIL: Final = 0.10
HALF: Final = 0.5
EXCLUSION_SCALE: Final = 30.0
MIN_NEEDS_TO_RANK: Final = 5
