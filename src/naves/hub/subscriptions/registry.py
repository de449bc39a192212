"""The subscriptions of all tenants in memory, indexed as the matcher asks for them."""

from collections import defaultdict
from collections.abc import Iterator

from naves.hub.context.engine import ContextEngine
from naves.hub.model.vocabulary import Doc
from naves.hub.query.selection import Selection
from naves.hub.store import subscriptions
from naves.hub.store.database import Connection
from naves.hub.subscriptions.definition import Subscription, compile_stored


class TenantSubscriptions:
    """Found by the types or ids they name, so that a write looks at few of them."""

    def __init__(self, found: list[Subscription]) -> None:
        self.all = found
        self._by_type: defaultdict[str, list[Subscription]] = defaultdict(list)
        self._by_id: defaultdict[str, list[Subscription]] = defaultdict(list)
        self._any: list[Subscription] = []
        for each in found:
            if each.interval:
                continue
            for choice in each.selection.either or (each.selection,):
                self._index(each, choice)

    def _index(self, each: Subscription, choice: Selection) -> None:
        if choice.ids:
            for urn in choice.ids:
                self._by_id[urn].append(each)
        elif choice.types:
            for alternative in choice.types:
                self._by_type[min(alternative)].append(each)
        else:
            self._any.append(each)

    def candidates(self, doc: Doc) -> Iterator[Subscription]:
        """Yield every subscription that an entity could concern, once."""
        seen: set[int] = set()
        for group in (
            self._by_id.get(doc["id"], ()),
            *(self._by_type.get(each, ()) for each in doc["type"]),
            self._any,
        ):
            for each in group:
                if each.row not in seen:
                    seen.add(each.row)
                    yield each


class Registry:
    """Reads the subscriptions of a tenant once, and again after any of them changed."""

    def __init__(self) -> None:
        self._version = -1
        self._tenants: dict[int, TenantSubscriptions] = {}

    def forget(self) -> None:
        """Read anew at the next match."""
        self._version = -1

    def of(self, connection: Connection, tenant: int, contexts: ContextEngine) -> TenantSubscriptions:
        version = subscriptions.version(connection)
        if version != self._version:
            self._tenants = {}
            self._version = version
        found = self._tenants.get(tenant)
        if found is None:
            found = TenantSubscriptions(
                [
                    compile_stored(each.doc, contexts.resolve(each.doc["@context"]), row=each.row)
                    for each in subscriptions.everything(connection, tenant)
                ]
            )
            self._tenants[tenant] = found
        return found
