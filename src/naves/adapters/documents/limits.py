"""How much of a document is read, and for how long."""

from typing import Final

MAX_BYTES: Final = 20_000_000
MAX_PAGES: Final = 400
MAX_UNPACKED_BYTES: Final = 60_000_000
"""Of the parts of a DOCX that hold text; pictures are never unpacked."""
MAX_RATIO: Final = 150
SMALL_PART: Final = 1_000_000
MAX_PARTS: Final = 5_000
MAX_CHARACTERS: Final = 600_000
SECONDS: Final = 20
MEMORY_BYTES: Final = 1_500_000_000
