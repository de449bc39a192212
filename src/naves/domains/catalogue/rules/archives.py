"""Archives that were uploaded: what is really in them, and whether they are made to exhaust whoever opens them."""

import zipfile
from typing import IO, Any, Final

from naves.kernel.errors import Problem, gettext_noop

MOST_UNPACKED: Final = 1_000_000_000
MOST_RATIO: Final = 200
MOST_PARTS: Final = 10_000
SMALL_PART: Final = 1_000_000
_MARKS: Final = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml", "odt": "content.xml", "ods": "content.xml"}
_OPEN_DOCUMENT: Final = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}


def archive_problem(name: str, file: IO[Any] | Any) -> Problem | None:
    """Return what is wrong with an archive, or None. The file is put back to its start."""
    extension = name.rpartition(".")[2].lower()
    if extension not in {*_MARKS, "zip"}:
        return None
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _problem_in(archive, name, extension)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return Problem(
            code="archive_damaged",
            field="file",
            value=name,
            message=gettext_noop("The file “%(name)s” is damaged or incomplete."),
            params={"name": name},
            remedy=gettext_noop("Save or pack it again."),
        )
    finally:
        file.seek(0)


def _problem_in(archive: zipfile.ZipFile, name: str, extension: str) -> Problem | None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    is_bomb = any(part.file_size > max(SMALL_PART, part.compress_size * MOST_RATIO) for part in parts)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS or is_bomb:
        return Problem(
            code="archive_bomb",
            field="file",
            value=name,
            message=gettext_noop("Unpacked, the file “%(name)s” would be too large to be safe."),
            params={"name": name},
            remedy=gettext_noop("Give the table alone, as CSV or Parquet."),
        )
    mark = _MARKS.get(extension)
    if mark is not None and (mark not in archive.namelist() or not _is_declared(archive, extension)):
        return Problem(
            code="file_type",
            field="file",
            value=name,
            message=gettext_noop("The content of “%(name)s” is not what its name says."),
            params={"name": name},
            remedy=gettext_noop("Give the file a name that fits what is in it."),
        )
    return None


def _is_declared(archive: zipfile.ZipFile, extension: str) -> bool:
    wanted = _OPEN_DOCUMENT.get(extension)
    if wanted is None:
        return True
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as file:
        return file.read(len(wanted) + 1).strip() == wanted
