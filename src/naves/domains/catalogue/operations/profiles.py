"""Files of ours are read after every upload, so that people see what is in them and programs can ask for rows."""

import logging
import tempfile
import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver

from naves.domains.accounts.audit import plain
from naves.domains.catalogue.models import Distribution, FileProfile, ProfileStatus
from naves.kernel.datafiles import Profile, profile_file
from naves.kernel.errors import Problem, Refused, gettext_noop

_log = logging.getLogger(__name__)
MOST_AT_ONCE = 100


@transaction.atomic
def ask_for_profiles(*, dataset_ids: Iterable[uuid.UUID] | None = None, at: datetime) -> list[FileProfile]:
    """Note files of datasets (None: of all) that have no profile of what they hold now; return those to be read.

    No permission is asked, since a profile only says what was uploaded.
    """
    parts = Distribution.objects.exclude(file="").filter(
        Q(profile=None) | ~Q(profile__checksum=F("checksum")) | Q(profile__status=ProfileStatus.WAITING)
    )
    if dataset_ids is not None:
        parts = parts.filter(dataset_id__in=list(dataset_ids))
    asked = []
    for part in parts.select_related("profile").order_by("pk")[:MOST_AT_ONCE]:
        profile = getattr(part, "profile", None) or FileProfile(distribution=part)
        if profile.checksum != part.checksum:
            _drop_table(profile)
            profile.status, profile.checksum, profile.asked_at = ProfileStatus.WAITING, part.checksum, at
            profile.row_count = profile.column_count = profile.read_at = None
            profile.result, profile.problems = {}, []
            profile.save()
        asked.append(profile)
    return asked


def read_file(*, profile_id: uuid.UUID, at: datetime) -> FileProfile | None:
    """Read the file of a waiting profile and keep what is in it; whatever the file is, the profile says so.

    None where there is nothing to read: the file was removed, replaced, or another worker was faster.
    """
    waiting = FileProfile.objects.select_related("distribution").filter(pk=profile_id, status=ProfileStatus.WAITING)
    profile = waiting.first()
    if profile is None or not profile.distribution.file:
        return None
    with tempfile.TemporaryDirectory(prefix="naves-table-") as folder:
        table = Path(folder) / "table.parquet"
        found, problems = _read(profile, table)
        return _keep(profile, found, problems, table, at=at)


def read_waiting(at: datetime) -> int:
    """Read whatever was left unread, such as by a worker that was stopped; return how many. Safe to repeat."""
    return sum(read_file(profile_id=profile.pk, at=at) is not None for profile in ask_for_profiles(at=at))


def _read(profile: FileProfile, table: Path) -> tuple[Profile | None, tuple[Problem, ...]]:
    try:
        with profile.distribution.file.open("rb") as file:
            return profile_file(file, table), ()
    except Refused as refused:
        return None, refused.problems
    except FileNotFoundError:
        return None, (
            _problem("file_lost", gettext_noop("The file is not in the store."), gettext_noop("Upload it again.")),
        )
    except Exception:  # noqa: BLE001 - whatever a file does to a parser, the person is told and others are read on
        _log.exception("The file of the distribution %s could not be profiled.", profile.distribution_id)
        message = gettext_noop("The file could not be read through no fault of yours.")
        return None, (_problem("failed", message, gettext_noop("Tell the operator the address of this page.")),)


@transaction.atomic
def _keep(
    profile: FileProfile, found: Profile | None, problems: tuple[Problem, ...], table: Path, *, at: datetime
) -> FileProfile | None:
    kept = FileProfile.objects.select_for_update().filter(pk=profile.pk, status=ProfileStatus.WAITING).first()
    if kept is None or kept.checksum != profile.checksum:
        return None
    kept.read_at = at
    if found is None:
        kept.status, kept.problems = ProfileStatus.UNREADABLE, [_as_json(problem) for problem in problems[:20]]
    else:
        kept.status, kept.result = ProfileStatus.READY, found.as_json()
        kept.row_count, kept.column_count = found.row_count, len(found.columns)
        with table.open("rb") as file:
            kept.table.save(f"{kept.distribution_id}-{kept.checksum[:16]}.parquet", File(file), save=False)
    kept.save()
    return kept


def _drop_table(profile: FileProfile) -> None:
    """What was replaced may have been replaced because of what it held."""
    name, storage = profile.table.name, profile.table.storage
    profile.table = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@receiver(post_delete, sender=FileProfile, dispatch_uid="file_profile_table")
def _forget_table(instance: FileProfile, **_: Any) -> None:
    _drop_table(instance)


def _problem(code: str, message: str, remedy: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy)


def _as_json(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy or "",
        "params": plain(dict(problem.params)),
        "row": problem.row,
    }
