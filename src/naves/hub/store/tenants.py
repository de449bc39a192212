"""Tenants: the default one always exists, others come with the first thing created in them."""

from naves.hub.problems import NonexistentTenant
from naves.hub.store.database import Connection

DEFAULT = ""


class Tenants:
    """A cache of the ``tenant`` table."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def forget(self) -> None:
        """Drop the cache after a rollback."""
        self._numbers.clear()

    def existing(self, connection: Connection, name: str) -> int:
        """Return the number of a tenant that exists; the default tenant may not be stored yet (0)."""
        number = self._numbers.get(name)
        if number is None:
            row = connection.row("SELECT id FROM tenant WHERE name=?", (name,))
            if row is None:
                if name == DEFAULT:
                    return 0
                raise NonexistentTenant(f"there is no tenant {name!r}")
            number = self._numbers[name] = row[0]
        return number

    def created(self, connection: Connection, name: str, micros: int) -> int:
        """Return the number of a tenant, making it when it is new (inside a write)."""
        number = self._numbers.get(name)
        if number is None:
            row = connection.row("SELECT id FROM tenant WHERE name=?", (name,)) or connection.row(
                "INSERT INTO tenant (name, created) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET name=excluded.name RETURNING id",
                (name, micros),
            )
            assert row is not None  # noqa: S101 - RETURNING gives a row
            number = self._numbers[name] = row[0]
        return number
