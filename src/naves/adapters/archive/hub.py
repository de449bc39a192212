"""Live data in an archive: every tenant of the hub as NDJSON, so that they too move between databases."""

import hashlib
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from naves.hub.bulk.dump import Restore, lines
from naves.hub.problems import HubProblem
from naves.hub.runtime import Hub
from naves.hub.settings import Settings
from naves.hub.store.database import Connection
from naves.kernel.errors import Conflict, Problem, gettext_noop

FOLDER = "hub/"
_SNAPSHOT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


def add_hub(tar: tarfile.TarFile) -> dict[str, dict[str, Any]]:
    """Add every tenant as of one moment; return the members. A hub that was never used adds nothing."""
    store = settings.NAVES_HUB_STORE
    if store.startswith("sqlite:///") and not Path(store.removeprefix("sqlite:///")).exists():
        return {}
    members: dict[str, dict[str, Any]] = {}
    with _opened() as hub:
        connection = hub.database.writing()
        connection.run(_SNAPSHOT[connection.dialect.name])
        try:
            names = [row[0] for row in connection.rows("SELECT name FROM tenant ORDER BY id")]
            for number, name in enumerate(names):
                members |= _add_tenant(tar, f"{FOLDER}{number}.ndjson", lines(hub, connection, name))
        finally:
            connection.rollback()
    return members


def _add_tenant(tar: tarfile.TarFile, member: str, told: Iterator[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    digest, rows = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as buffer:
        for line in told:
            raw = orjson.dumps(line) + b"\n"
            digest.update(raw)
            buffer.write(raw)
            rows += 1
        info = tarfile.TarInfo(member)
        info.size = buffer.tell()
        buffer.seek(0)
        tar.addfile(info, buffer)
    return {member: {"rows": rows, "sha256": digest.hexdigest()}}


def restore_hub(tar: tarfile.TarFile) -> None:
    """Put all tenants of an archive into a hub that has none of their data, in one transaction.

    Raises:
        Conflict: a tenant of that name already holds data.
    """
    members = [member for member in tar.getmembers() if member.name.startswith(FOLDER)]
    if not members:
        return

    def job(connection: Connection) -> None:
        for member in members:
            content = tar.extractfile(member)
            if content is not None:
                Restore(hub, connection).run(map(orjson.loads, content), None)

    with _opened() as hub:
        try:
            hub.write(job)
        except HubProblem as problem:
            raise Conflict(
                Problem(
                    code="hub_not_empty",
                    message=gettext_noop("The hub could not take the live data: %(reason)s"),
                    params={"reason": problem.detail},
                    remedy=gettext_noop("Point NAVES_HUB_STORE to an empty place."),
                )
            ) from problem


@contextmanager
def _opened() -> Iterator[Hub]:
    hub = Hub(Settings(store=settings.NAVES_HUB_STORE), deliver=False)
    try:
        yield hub
    finally:
        hub.close()
