"""Which municipality a council belongs to, from its name."""

import re

_ORGAN = re.compile(
    r"^\s*(?:rada|zastupitelstvo)\s+(?:obce|městyse|města|statutárního\s+města|hlavního\s+města)\s+(?P<name>.+?)\s*$",
    re.IGNORECASE,
)


def municipality_of(organ: str) -> str:
    """Return the name in "Rada města Litovel"; the whole text where it is built otherwise.

    A name in the genitive ("Rada města Brna") stays so: it names no municipality, and is asked about.
    """
    found = _ORGAN.match(organ)
    return found["name"] if found else organ.strip()
