"""Rows of a tabular file of ours: previews, the data API and CKAN's datastore ask here.

    from naves.kernel.rowquery import Filter, Question, Sort
    answer = rows_of(part, Question(filters=[Filter("okres", "eq", "Jihlava")], sort=[Sort("rok")], limit=50))
    answer.columns, answer.rows, answer.next_cursor, answer.records()

Who may read is asked before, by ``operations.reading.let_read``.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from naves.domains.catalogue.models import Distribution, FileProfile, ProfileStatus
from naves.kernel.errors import NotFound
from naves.kernel.filecache import local_copy
from naves.kernel.rowquery import Answer, Limits, Question, TableColumn, ask

KIND = "table"


def profile_of(part: Distribution) -> FileProfile | None:
    """Return the profile of the file that ``part`` has now, if it was asked for."""
    profile = FileProfile.objects.filter(distribution=part).first()
    return profile if profile is not None and profile.checksum == part.checksum else None


def columns_of(profile: FileProfile) -> list[TableColumn]:
    """Return the columns that can be asked about."""
    return [
        TableColumn(column["name"], column["kind"], place)
        for place, column in enumerate(profile.result.get("columns", ()))
    ]


def has_rows(part: Distribution) -> bool:
    """Whether rows of ``part`` can be asked for (CKAN: ``datastore_active``)."""
    profile = profile_of(part)
    return profile is not None and profile.status == ProfileStatus.READY and bool(profile.table)


def table_columns(part: Distribution) -> Sequence[TableColumn]:
    """Return the columns of a file, or NotFound where it is no table or was not read yet."""
    return columns_of(_ready(part))


def rows_of(part: Distribution, asked: Question | None = None, limits: Limits | None = None) -> Answer:
    """Answer a question about the rows of a file; NotFound where it is no table or was not read yet."""
    profile = _ready(part)
    return ask(table_path(profile), columns_of(profile), asked or Question(), limits)


def table_path(profile: FileProfile) -> Path:
    """Return where the table lies on this machine; from object storage it is brought once and kept."""
    storage, name = profile.table.storage, str(profile.table.name)
    with suppress(NotImplementedError):
        if (path := Path(storage.path(name))).exists():
            return path
    folder = Path(settings.NAVES_DATA_DIR) / "cache" / "tables"
    try:
        return local_copy(folder, f"{profile.pk}-{profile.checksum[:16]}.parquet", lambda: storage.open(name, "rb"))
    except FileNotFoundError:
        raise NotFound(KIND, profile.distribution_id) from None


def _ready(part: Distribution) -> FileProfile:
    profile = profile_of(part)
    if profile is None or profile.status != ProfileStatus.READY or not profile.table:
        raise NotFound(KIND, part.pk)
    return profile
