"""Reading an archive into an empty installation: all of it or nothing."""

import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from naves.adapters.archive.backup import FORMAT
from naves.adapters.archive.hub import restore_hub
from naves.adapters.archive.tables import archived_models
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop

BATCH = 2000
Progress = Callable[[str], None]


def read_archive(source: Path, *, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Restore ``source`` into the (migrated, empty) database and return its manifest.

    Raises:
        Refused: the file is no archive, is damaged, or was made by another version of the tables.
        Conflict: the database already holds people or places.
    """
    manifest = _checked_manifest(source)
    _refuse_filled_database()
    written: list[str] = []
    try:
        with _as_written(), transaction.atomic(), connection.constraint_checks_disabled(), tarfile.open(source) as tar:
            for model in archived_models():
                if model._base_manager.exists():  # the fixed lists that migrations fill
                    model._base_manager.all()._raw_delete(using="default")
            for member in tar:
                progress(member.name)
                if member.name.startswith("tables/"):
                    _read_table(tar, member)
                elif member.name.startswith("files/"):
                    written.append(_read_file(tar, member))
            connection.check_constraints()
            _reset_sequences()
            restore_hub(tar)
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise
    return manifest


def _checked_manifest(source: Path) -> dict[str, Any]:
    """Read the whole file once: every member must be listed and whole before anything is written."""
    try:
        with tarfile.open(source) as tar:
            digests = {member.name: _digest(tar, member) for member in tar}
            content = tar.extractfile("manifest.json")
            manifest: dict[str, Any] = json.load(content) if content else {}
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as error:
        raise Refused(_problem(source, gettext_noop("“%(value)s” is not a whole archive of Náves."))) from error
    digests.pop("manifest.json", None)
    if manifest.get("format") != FORMAT or digests != {k: v["sha256"] for k, v in manifest["members"].items()}:
        raise Refused(_problem(source, gettext_noop("“%(value)s” is damaged: its content differs from its manifest.")))
    here = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    if manifest["migrations"] != here:
        raise Refused(
            _problem(
                source,
                gettext_noop("“%(value)s” was made by version %(version)s, whose tables differ from this one's."),
                remedy=gettext_noop("Restore it with that version, then upgrade."),
                version=manifest["version"],
            )
        )
    return manifest


def _problem(source: Path, message: str, *, remedy: str | None = None, **params: object) -> Problem:
    return Problem(
        code="archive",
        field="FILE",
        value=source.name,
        message=message,
        params={"value": source.name, **params},
        remedy=remedy or gettext_noop("Give a file that `naves backup` has written."),
    )


def _digest(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content, digest = tar.extractfile(member), hashlib.sha256()
    while content and (chunk := content.read(1 << 20)):
        digest.update(chunk)
    return digest.hexdigest()


def _refuse_filled_database() -> None:
    filled = [
        label
        for label in ("accounts.User", "accounts.AuditEntry", "places.Place")
        if apps.get_model(label)._base_manager.exists()
    ]
    if filled:
        raise Conflict(
            Problem(
                code="not_empty",
                message=gettext_noop("The database is not empty: restoring would overwrite what it holds."),
                remedy=gettext_noop("Point NAVES_DATABASE_URL and NAVES_DATA_DIR to an empty place."),
            )
        )


def _read_table(tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    content = tar.extractfile(member)
    if content is None:
        return
    model = apps.get_model(member.name.removeprefix("tables/").removesuffix(".jsonl"))
    for batch in _batches(row.object for row in serializers.deserialize("jsonl", content)):
        model._base_manager.bulk_create(batch)


@contextmanager
def _as_written() -> Iterator[None]:
    """Keep fields that would stamp a new row with the present moment from doing so."""
    stamped = [
        field
        for model in archived_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField) and (field.auto_now or field.auto_now_add)
    ]
    before = [(field, field.auto_now, field.auto_now_add) for field in stamped]
    try:
        for field in stamped:
            field.auto_now = field.auto_now_add = False
        yield
    finally:
        for field, auto_now, auto_now_add in before:
            field.auto_now, field.auto_now_add = auto_now, auto_now_add


def _batches(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    batch: list[models.Model] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _read_file(tar: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    content = tar.extractfile(member)
    name = member.name.removeprefix("files/")
    return str(default_storage.save(name, ContentFile(content.read() if content else b"")))


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), archived_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
