"""Interned names: types, attributes, datasetIds, writers, as integers."""

from collections.abc import Iterable

from naves.hub.store.database import Connection


class Names:
    """A cache of the ``name`` table; numbers never change once given."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._iris: dict[int, str] = {}

    def forget(self) -> None:
        """Drop the cache after a rollback, which may have taken new names back."""
        self._numbers.clear()
        self._iris.clear()

    def known(self, connection: Connection, iri: str) -> int | None:
        """Return the number of a name that is stored, without storing it."""
        number = self._numbers.get(iri)
        if number is None:
            row = connection.row("SELECT id FROM name WHERE iri=?", (iri,))
            if row is None:
                return None
            number = row[0]
            self._remember(iri, number)
        return number

    def number(self, connection: Connection, iri: str) -> int:
        """Return the number of a name, storing it when it is new (inside a write)."""
        number = self._numbers.get(iri)
        return self.numbers(connection, (iri,))[iri] if number is None else number

    def numbers(self, connection: Connection, iris: Iterable[str]) -> dict[str, int]:
        """Return the numbers of names, storing those that are new (inside a write)."""
        known = self._numbers
        for iri in iris:
            if iri not in known:
                row = connection.row("SELECT id FROM name WHERE iri=?", (iri,)) or connection.row(
                    "INSERT INTO name (iri) VALUES (?) ON CONFLICT (iri) DO UPDATE SET iri=excluded.iri RETURNING id",
                    (iri,),
                )
                assert row is not None  # noqa: S101 - RETURNING gives a row
                self._remember(iri, row[0])
        return known

    def iri(self, connection: Connection, number: int) -> str:
        """Return the name behind a number."""
        iri = self._iris.get(number)
        if iri is None:
            row = connection.row("SELECT iri FROM name WHERE id=?", (number,))
            if row is None:
                raise KeyError(number)
            iri = row[0]
            self._remember(iri, number)
        return iri

    def _remember(self, iri: str, number: int) -> None:
        self._numbers[iri] = number
        self._iris[number] = iri
