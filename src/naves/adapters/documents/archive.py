"""A DOCX weighed before anything of it is unpacked."""

import zipfile
from typing import BinaryIO

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from naves.adapters.documents.limits import MAX_PARTS, MAX_RATIO, MAX_UNPACKED_BYTES, SMALL_PART
from naves.adapters.documents.refusals import Unreadable

_XML = (".xml", ".rels")
_LOCKED = 0x1


def check_archive(stream: BinaryIO) -> None:
    """Raise Unreadable where the archive is damaged, locked, a bomb, or defines entities."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable("document_damaged") from error
    stream.seek(0)


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.endswith(_XML)]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in texts) > MAX_UNPACKED_BYTES:
        raise Unreadable("document_bomb")
    if any(part.file_size > max(SMALL_PART, part.compress_size * MAX_RATIO) for part in parts):
        raise Unreadable("document_bomb")
    if any(part.flag_bits & _LOCKED for part in parts):
        raise Unreadable("document_encrypted")
    for part in texts:
        _check_xml(archive, part)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a document type, where entities are defined; it can only stand before the root."""
    try:
        with archive.open(part) as file:
            next(iter(ElementTree.iterparse(file, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as error:
        raise Unreadable("document_unsafe") from error
    except ElementTree.ParseError as error:
        raise Unreadable("document_damaged") from error
