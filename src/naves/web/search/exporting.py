"""Results as rows of a table."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from naves.kernel.search import Shown
from naves.kernel.tables import Column
from naves.web.search.looks import address

FACETS: Final = ("theme", "region", "status", "level", "year")
COLUMNS: Final = (
    Column("kind", label=_("Kind")),
    Column("id", label=_("Identifier")),
    Column("title", label=_("Title")),
    Column("place", label=_("Place or strategy")),
    Column("text", label=_("Text")),
    Column("theme", label=_("Theme")),
    Column("region", label=_("Region")),
    Column("status", label=_("Status")),
    Column("level", label=_("Level")),
    Column("year", label=_("Year")),
    Column("address", label=_("Address of the page")),
)


def rows_of(found: Iterable[Shown]) -> Iterator[dict[str, object]]:
    """Yield a row for each record; several themes as `mobility;safety`."""
    for shown in found:
        yield {
            "kind": shown.kind,
            "id": shown.identifier,
            "title": shown.title,
            "place": shown.place,
            "text": shown.text,
            **{facet: ";".join(shown.labels.get(facet, ())) for facet in FACETS},
            "address": address(shown.kind, shown.identifier),
        }
