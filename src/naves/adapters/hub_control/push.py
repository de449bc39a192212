"""Writing what the control plane decided into the hub's store."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from naves.domains.catalogue.hub_access import control
from naves.hub.access.control import replace
from naves.hub.store.database import Connection, open_database
from naves.kernel import clock


def push() -> bool:
    """Tell the hub the whole state; say whether it was news to it."""
    with hub_connection() as connection:
        return replace(connection, control, micros=int(clock.now().timestamp() * 1_000_000))


@contextmanager
def hub_connection() -> Iterator[Connection]:
    """Open the hub's store for the length of a block."""
    database = open_database(settings.NAVES_HUB_STORE)
    try:
        yield database.writing()
    finally:
        database.close()
