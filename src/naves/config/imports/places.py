"""Importing the territory."""

from collections.abc import Callable, Mapping
from typing import Protocol

from naves.adapters.csu import municipalities
from naves.adapters.territory import tree
from naves.config.imports.importer import Context, Importer
from naves.domains.places.operations import import_places
from naves.domains.places.rules.rows import PlaceRow
from naves.kernel.errors import gettext_noop
from naves.kernel.imports import ImportReport
from naves.kernel.tables import TableReader


class Reading(Protocol):
    """What both forms of the territory are read into."""

    @property
    def rows(self) -> list[PlaceRow]: ...

    @property
    def headings(self) -> dict[str, str]: ...

    @property
    def source(self) -> str: ...


def _importing(read: Callable[[TableReader], Reading]) -> Callable[[TableReader, Context], ImportReport]:
    def run(table: TableReader, context: Context) -> ImportReport:
        reading = read(table)
        headings: Mapping[str, str] = reading.headings
        return import_places(
            actor=context.actor,
            rows=reading.rows,
            at=context.at,
            source=context.source or reading.source,
            columns=headings,
            dry_run=context.dry_run or bool(table.problems),
        )

    return run


IMPORTERS = (
    Importer(
        kind="places",
        label=gettext_noop("municipalities with the units above them (ČSÚ)"),
        recognises=municipalities.recognises,
        run=_importing(municipalities.read),
        columns=municipalities.COLUMNS,
    ),
    Importer(
        kind="places",
        label=gettext_noop("territory as a tree: code, name, level, code of the unit above"),
        recognises=tree.recognises,
        run=_importing(tree.read),
        columns=tree.COLUMNS,
    ),
)
