"""A download: what is chosen, as whom, in which form; ``parts`` yields the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from naves.hub.bulk.downloads import formats, history, state
from naves.hub.context.terms import Context
from naves.hub.query.selection import Selection
from naves.hub.runtime import Hub
from naves.hub.store import series
from naves.hub.store.database import Connection
from naves.hub.store.finder import Finder, Nothing
from naves.hub.store.series import Window

FormatName = Literal["csv", "geojson", "parquet"]


@dataclass(frozen=True, slots=True)
class Download:
    """``readable`` is what the reader's rights choose, None for everything."""

    hub: Hub
    tenant: int
    readable: Selection | None
    chosen: Selection
    context: Context
    format: FormatName
    window: Window | None = None
    """None for the state, an interval for history."""

    def parts(self) -> Iterator[bytes]:
        """Yield the file. Every entity is whole; what is written meanwhile may be in it or not."""
        connection = self.hub.downloads.take()
        try:
            finder = self.hub.finder(connection, self.tenant, self.hub.stamp(), self.readable)
            yield from self._state(finder) if self.window is None else self._history(connection, finder)
        finally:
            self.hub.downloads.give_back(connection)

    def _state(self, finder: Finder) -> Iterator[bytes]:
        def docs() -> Iterator[Any]:
            return finder.stream(self.chosen)

        if self.format == "geojson":
            return formats.geojson_parts(state.features(docs, self.context))
        columns, rows = state.table(docs, self.context)
        return _tabular(self.format)(columns, rows)

    def _history(self, connection: Connection, finder: Finder) -> Iterator[bytes]:
        told = self._told(connection, finder)
        if self.format == "geojson":
            # Instances come entity by entity: one place is remembered.
            place_of = lru_cache(maxsize=1)(lambda urn: history.place(finder.get(urn)))
            return formats.geojson_parts(history.features(told, self.context, place_of))
        return _tabular(self.format)(history.COLUMNS, history.rows(told, self.context))

    def _told(self, connection: Connection, finder: Finder) -> Iterator[history.Told]:
        assert self.window is not None  # noqa: S101 - asked by the caller
        names = self.hub.names
        window = self.window
        if self.chosen.attrs:
            numbers = [names.known(connection, each) for each in self.chosen.attrs]
            window = replace(window, attrs=tuple(number for number in numbers if number is not None))
        try:
            conditions, params = finder.series_conditions(self.chosen)
        except Nothing:
            return
        found = series.candidates(connection, self.tenant, conditions, params, window)
        reader = history.Reader(connection, names, window)
        decide = replace(self.chosen, types=None, ids=(), attrs=()).predicate(finder.get)
        remaining = self.chosen.needs_memory()

        def wanted(urn: str) -> bool:
            if not finder.may_read_history(urn):
                return False
            if not remaining:
                return True
            doc = finder.get(urn)
            return doc is not None and decide(doc)

        yield from reader.told((row, urn) for row, urn in found if wanted(urn))


def _tabular(name: str) -> Callable[..., Iterator[bytes]]:
    return formats.csv_parts if name == "csv" else formats.parquet_parts
