"""Which subscriptions a write could concern, without holding them all in memory.

Of every subscription only its keys are kept (the types or ids it names): some hundred bytes. Those that a
write could concern are read and compiled when they are needed, and the last few thousand stay compiled.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from naves.hub.context.engine import ContextEngine
from naves.hub.model.vocabulary import Doc
from naves.hub.query import types
from naves.hub.store import subscriptions
from naves.hub.store.database import Connection
from naves.hub.subscriptions.definition import Stored, Subscription, compile_stored

MAX_COMPILED = 10_000
ANY = "*"
_TYPE, _ID = "t", "i"


def keys_of(stored: Stored, contexts: ContextEngine) -> tuple[str, ...]:
    """Return the keys of a stored subscription, of which every entity that it is about has one at least."""
    if not stored.get("entities"):
        return (ANY,)
    found: dict[str, None] = {}
    for selector in stored["entities"]:
        ids = selector.get("id", [])
        choice = None if ids else types.parse(selector["type"], contexts.core)
        if ids:
            found |= dict.fromkeys(_ID + each for each in ([ids] if isinstance(ids, str) else ids))
        elif choice is None:
            found[ANY] = None
        else:
            found |= dict.fromkeys(_TYPE + min(alternative) for alternative in choice)
    return tuple(found)


class TenantKeys:
    """The subscriptions of one tenant by their keys; rows stand for subscriptions."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[str, ...]] = {}
        self._by_key: dict[str, dict[int, None]] = {}

    def put(self, row: int, keys: tuple[str, ...] | None) -> None:
        """Index a subscription anew, or take one out that is gone."""
        for key in self.rows.pop(row, ()):
            held = self._by_key[key]
            del held[row]
            if not held:
                del self._by_key[key]
        if keys is not None:
            self.rows[row] = keys
            for key in keys:
                self._by_key.setdefault(key, {})[row] = None

    def of(self, doc: Doc) -> list[int]:
        """Return the rows of all that an entity could concern, each once."""
        found: dict[int, None] = {}
        for key in (_ID + doc["id"], *(_TYPE + each for each in doc["type"]), ANY):
            found |= self._by_key.get(key, {})
        return list(found)


class Registry:
    """Follows the subscriptions at rest, whichever process changes them; one thread uses it at a time.

    ``periodic`` says which ones: those with a timeInterval, or those that writes trigger.
    """

    def __init__(self, contexts: ContextEngine, *, periodic: bool = False, max_compiled: int = MAX_COMPILED) -> None:
        self._contexts = contexts
        self._periodic = periodic
        self._max_compiled = max_compiled
        self._version: int | None = None
        self._tenants: dict[int, TenantKeys] = {}
        self._compiled: OrderedDict[int, Subscription] = OrderedDict()

    def forget(self) -> None:
        """Read anew at the next match."""
        self._version = None

    def keys(self, connection: Connection, tenant: int) -> TenantKeys:
        """Return the keys of a tenant as they stand now."""
        version = subscriptions.version(connection)
        if version != self._version and not self._caught_up(connection, version):
            self._tenants.clear()
            self._compiled.clear()
        self._version = version
        found = self._tenants.get(tenant)
        if found is None:
            found = self._tenants[tenant] = TenantKeys()
            for row, doc in subscriptions.documents(connection, tenant):
                self._index(found, row, doc)
        return found

    def compiled(self, connection: Connection, rows: Iterable[int]) -> Iterator[Subscription]:
        """Yield subscriptions ready for matching."""
        wanted = list(rows)
        missing = [row for row in wanted if row not in self._compiled]
        fresh = dict(self._read(connection, missing)) if missing else {}
        for row in wanted:
            found = fresh.get(row) or self._compiled.get(row)
            if found is None:  # another process has just taken it away
                continue
            self._compiled[row] = found
            self._compiled.move_to_end(row)
            yield found
        while len(self._compiled) > self._max_compiled:
            self._compiled.popitem(last=False)

    def _read(self, connection: Connection, rows: list[int]) -> Iterator[tuple[int, Subscription]]:
        for row, doc in subscriptions.documents_of(connection, rows):
            yield row, compile_stored(doc, self._contexts.resolve(doc["@context"], counted=False), row=row)

    def _caught_up(self, connection: Connection, version: int) -> bool:
        """Take over what changed since the last look; False where that is not told any more."""
        if self._version is None:
            return False
        changes = subscriptions.changes(connection, self._version)
        if len(changes) != version - self._version:
            return False
        touched = {row: tenant for tenant, row in changes}
        docs = dict(subscriptions.documents_of(connection, list(touched)))
        for row, tenant in touched.items():
            self._compiled.pop(row, None)
            if tenant in self._tenants:
                self._tenants[tenant].put(row, None)
                if row in docs:
                    self._index(self._tenants[tenant], row, docs[row])
        return True

    def _index(self, found: TenantKeys, row: int, doc: Stored) -> None:
        if ("timeInterval" in doc) == self._periodic:
            found.put(row, keys_of(doc, self._contexts))
