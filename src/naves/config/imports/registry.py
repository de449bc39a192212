"""The list of all imports; where two could take a table, the first does, so narrower ones come first."""

from naves.config.imports import indicators, needs, places, posts, responses, strategies
from naves.config.imports.importer import Importer, TextImporter

IMPORTERS: tuple[Importer, ...] = (
    *indicators.IMPORTERS,
    *places.IMPORTERS,
    *responses.IMPORTERS,
    *strategies.IMPORTERS,
    *posts.IMPORTERS,
    *needs.IMPORTERS,
)
TEXT_IMPORTERS: tuple[TextImporter, ...] = strategies.TEXT_IMPORTERS


def kinds() -> list[str]:
    """Return the kinds of records that can be imported, each once."""
    return list(dict.fromkeys([*(table.kind for table in IMPORTERS), *(text.kind for text in TEXT_IMPORTERS)]))
