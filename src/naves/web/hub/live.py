"""The hub read from a page: through its own parts, with the rights of the reader, never over HTTP."""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.conf import settings

from naves.domains.catalogue.hub_access import names_of
from naves.domains.catalogue.models import Tenant
from naves.domains.organisations.access import Actor
from naves.hub.access.gate import ControlledGate
from naves.hub.access.grants import Rights
from naves.hub.bulk.downloads.choosing import Download, FormatName
from naves.hub.model.vocabulary import VALUE_MEMBER, Doc, Instance
from naves.hub.query.selection import Selection
from naves.hub.runtime import Hub
from naves.hub.settings import Settings
from naves.hub.store import catalogue, series
from naves.hub.store import subscriptions as stored_subscriptions
from naves.hub.store.database import Connection
from naves.hub.store.finder import Finder, Page
from naves.hub.store.series import Window
from naves.hub.store.subscriptions import StoredSubscription

LATEST_WRITES = 20_000
MOST_POINTS = 5_000
_HUBS: dict[tuple[int, str], Hub] = {}
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class TypeCount:
    """A type that the reader may see entities of, and how many."""

    iri: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A number that an attribute had."""

    at: datetime
    value: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Values written lately; ``at_least`` where there were more than were counted."""

    hour: int
    day: int
    at_least: bool


def hub() -> Hub:
    """Return this process's reader of the hub; it writes nothing and delivers nothing."""
    key = (os.getpid(), str(settings.NAVES_HUB_STORE))
    with _LOCK:
        found = _HUBS.get(key)
        if found is None:
            found = _HUBS[key] = Hub(Settings(store=key[1], controlled=True), deliver=False)
        return found


class Live:
    """One tenant as one reader may see it, at one moment."""

    def __init__(self, tenant: Tenant, actor: Actor) -> None:
        self.hub = hub()
        self.tenant = tenant
        self._stamp = self.hub.stamp()
        with self.hub.reading() as connection:
            row = connection.row("SELECT id FROM tenant WHERE name=?", (tenant.name,))
            self.number: int = row[0] if row else -1
            gate = cast("ControlledGate", self.hub.gate)
            self.rights: Rights = gate.rights_of(connection, names_of(actor), self.number, self._stamp.micros)

    @property
    def reads_something(self) -> bool:
        """Whether any entity may be read."""
        return self.rights.read is None or bool(self.rights.read.either)

    def types(self) -> list[TypeCount]:
        """Return the types with living entities that may be read, the most frequent first."""
        found = []
        with self.hub.reading() as connection:
            finder = self._finder(connection)
            for _, iri in catalogue.types(connection, self.number):
                total = finder.page(_of_type(iri), offset=0, limit=0, count=True).total or 0
                if total:
                    found.append(TypeCount(iri, self.short(iri), total))
        return sorted(found, key=lambda each: (-each.count, each.name))

    def entities(self, selection: Selection, *, offset: int, limit: int) -> Page:
        """Return a page of entities with their number."""
        with self.hub.reading() as connection:
            return self._finder(connection).page(selection, offset=offset, limit=limit, count=True)

    def entity(self, urn: str) -> Doc | None:
        """Return an entity, None where there is none that may be read."""
        with self.hub.reading() as connection:
            return self._finder(connection).get(urn)

    def samples(self, urn: str, attribute: str, *, since: int) -> list[Sample]:
        """Return the latest MOST_POINTS numbers of an attribute since a moment (microseconds), oldest first."""
        with self.hub.reading() as connection:
            row = series.entity_row(connection, self.number, urn)
            number = self.hub.names.known(connection, attribute)
            if row is None or number is None or not self._finder(connection).may_read_history(urn):
                return []
            window = Window(since=since, attrs=(number,), last=MOST_POINTS)
            found = series.read(connection, self.hub.names, row[0], window, limit=MOST_POINTS)
        samples = [_sample(each) for each in found.attrs.get(attribute, ())]
        return sorted((each for each in samples if each is not None), key=lambda each: each.at)

    def subscriptions(self) -> list[tuple[StoredSubscription, int]]:
        """Return the subscriptions with what is still owed to each; nothing to those who do not manage."""
        if not self.rights.manage:
            return []
        with self.hub.reading() as connection:
            owed: dict[int, int] = dict(
                connection.rows(
                    "SELECT o.subscription, COUNT(*) FROM outbox o JOIN subscription s ON s.id=o.subscription "
                    "WHERE s.tenant=? GROUP BY o.subscription",
                    (self.number,),
                )
            )
            found = stored_subscriptions.everything(connection, self.number)
        return [(each, owed.get(each.row, 0)) for each in found]

    def rates(self) -> Rates:
        """Return how many values were written in the last hour and day, reading the newest LATEST_WRITES at most."""
        micros = self._stamp.micros
        hour, day = micros - 3_600_000_000, micros - 86_400_000_000
        with self.hub.reading() as connection:
            rows = connection.rows(
                "SELECT h.created, e.tenant FROM (SELECT id, created, entity FROM history ORDER BY id DESC LIMIT ?) h "
                "JOIN entity e ON e.id=h.entity",
                (LATEST_WRITES,),
            )
        own = [created for created, tenant in rows if tenant == self.number and created >= day]
        return Rates(
            hour=sum(created >= hour for created in own),
            day=len(own),
            at_least=len(rows) == LATEST_WRITES and min(row[0] for row in rows) >= day,
        )

    def download(self, selection: Selection, form: FormatName, *, history: bool) -> Iterator[bytes]:
        """Yield a file of what the reader may see."""
        return Download(
            hub=self.hub,
            tenant=self.number,
            readable=self.rights.read,
            chosen=selection,
            context=self.hub.contexts.core,
            format=form,
            window=Window() if history else None,
        ).parts()

    def short(self, iri: str) -> str:
        """Return how a name is shown: as the core @context has it, else its last part."""
        compact = self.hub.contexts.core.compact(iri)
        return compact if ":" not in compact else iri.rstrip("/").replace("#", "/").rpartition("/")[2] or iri

    def _finder(self, connection: Connection) -> Finder:
        return self.hub.finder(connection, self.number, self._stamp, self.rights.read)


def chosen(*, kind: str = "", text: str = "") -> Selection:
    """Return the entities of a type whose id holds a text; both may be empty."""
    selection = _of_type(kind) if kind else Selection()
    return replace(selection, id_pattern=_literal(text)) if text else selection


def value_of(instances: Sequence[Instance]) -> tuple[Any, Instance]:
    """Return the value of an attribute, of the instance without a datasetId where there is one, and the instance."""
    first = min(instances, key=lambda each: "datasetId" in each)
    return first.get(VALUE_MEMBER[first["type"]]), first


def _of_type(iri: str) -> Selection:
    return Selection(types=(frozenset({iri}),))


def _literal(text: str) -> str:
    return "".join(f"\\{char}" if char in ".^$*+?{}[]\\|()" else char for char in text)


def _sample(instance: Instance) -> Sample | None:
    value, at = instance.get("value"), instance.get("observedAt")
    if isinstance(value, bool) or not isinstance(value, int | float) or at is None:
        return None
    return Sample(datetime.fromisoformat(at), float(value))
