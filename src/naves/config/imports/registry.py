"""The list of all imports; where two could take a table, the first does, so narrower ones come first."""

from naves.config.imports import indicators, places
from naves.config.imports.importer import Importer

IMPORTERS: tuple[Importer, ...] = (*indicators.IMPORTERS, *places.IMPORTERS)


def kinds() -> list[str]:
    """Return the kinds of records that can be imported, each once."""
    return list(dict.fromkeys(importer.kind for importer in IMPORTERS))
