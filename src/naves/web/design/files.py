"""Files that people gave: sent back as attachments, never shown by the browser as a page of ours."""

from pathlib import PurePath
from typing import Final

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from naves.kernel.errors import NotFound

TYPES: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def attachment(file: FieldFile) -> FileResponse:
    """Return the file as a download; NotFound where there is none, or it is gone from the disk."""
    try:
        opened = file.open("rb") if file else None
    except FileNotFoundError:
        opened = None
    if opened is None:
        raise NotFound("file", file.name or "")
    name = PurePath(file.name or "").name
    kind = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
