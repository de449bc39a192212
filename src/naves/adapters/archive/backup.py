"""Writing an archive from one consistent moment of the database."""

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO, cast

from django.core import serializers
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from naves import __version__
from naves.adapters.archive.hub import add_hub
from naves.adapters.archive.tables import archived_models, file_fields

FORMAT = 1
BATCH = 2000
Progress = Callable[[str], None]


class ExactEncoder(DjangoJSONEncoder):
    """Keeps microseconds, which Django's own encoder cuts off and the audit log's hashes rest on."""

    def default(self, o: object) -> Any:
        """Write a moment in full."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def write_archive(target: Path, *, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Write all content to ``target`` and return its manifest; a failure leaves no file behind."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with _snapshot(), tarfile.open(unfinished, "w:gz", compresslevel=5) as tar:
            members: dict[str, dict[str, Any]] = {}
            for model in archived_models():
                progress(model._meta.label)
                members |= _add_table(tar, model)
                members |= _add_files(tar, model)
            progress("hub")
            members |= add_hub(tar)
            manifest = {
                "format": FORMAT,
                "version": __version__,
                "migrations": sorted(
                    f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
                ),
                "members": members,
            }
            _add_bytes(tar, "manifest.json", json.dumps(manifest, indent=1, sort_keys=True).encode())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@contextmanager
def _snapshot() -> Iterator[None]:
    """Read one moment of the database without keeping writers waiting."""
    postgresql = connection.vendor == "postgresql"
    mode = None if postgresql else connection.transaction_mode  # type: ignore[attr-defined]
    try:
        if not postgresql:
            connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        with transaction.atomic():
            if postgresql:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if not postgresql:
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _add_table(tar: tarfile.TarFile, model: type[models.Model]) -> dict[str, dict[str, Any]]:
    rows = model._base_manager.order_by("pk").iterator(chunk_size=BATCH)
    # Many-to-many tables are models of their own here; the owner's record must not repeat them.
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as buffer:
        serializers.serialize("jsonl", rows, stream=buffer, fields=fields, cls=ExactEncoder)
        buffer.flush()
        raw = cast("TextIO", buffer).buffer
        size = raw.seek(0, io.SEEK_END)
        raw.seek(0)
        digest, lines = hashlib.sha256(), 0
        while chunk := raw.read(1 << 20):
            digest.update(chunk)
            lines += chunk.count(b"\n")
        raw.seek(0)
        name = f"tables/{model._meta.label}.jsonl"
        info = tarfile.TarInfo(name)
        info.size = size
        tar.addfile(info, raw)
    return {name: {"rows": lines, "sha256": digest.hexdigest()}}


def _add_files(tar: tarfile.TarFile, model: type[models.Model]) -> dict[str, dict[str, Any]]:
    members = {}
    for field in file_fields(model):
        names = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
        for stored in names.iterator(chunk_size=BATCH):
            with default_storage.open(stored) as file:
                content = file.read()
            name = f"files/{stored}"
            _add_bytes(tar, name, content)
            members[name] = {"sha256": hashlib.sha256(content).hexdigest()}
    return members


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))
