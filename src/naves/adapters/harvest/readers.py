"""The kinds of sources and who reads them; filled by config, since readers do not know each other."""

import json
from collections.abc import Mapping
from typing import Final

from naves.domains.catalogue.rules.harvest_readers import Document, Reader
from naves.kernel.errors import Problem, Refused, gettext_noop

_READERS: Final[dict[str, Reader]] = {}
TITLES: Final[Mapping[str, str]] = {
    "dcat": gettext_noop("DCAT-AP or DCAT-AP-CZ (JSON-LD, Turtle)"),
    "dcat_us": gettext_noop("ArcGIS Hub or another DCAT-US feed (data.json)"),
    "ckan": gettext_noop("CKAN"),
}


def provide(*readers: Reader) -> None:
    """Add readers; safe to call again."""
    _READERS.update({reader.code: reader for reader in readers})


def reader_of(code: str) -> Reader:
    """Return the reader of a kind, or refuse."""
    if code not in _READERS:
        raise Refused(
            Problem(
                code="unknown_code",
                field="reader",
                value=code,
                message=gettext_noop("“%(value)s” is not in the list of this field."),
                params={"value": code},
                remedy=gettext_noop("Choose one of those offered."),
            )
        )
    return _READERS[code]


def known() -> list[str]:
    """Return the kinds that are read here."""
    return [code for code in TITLES if code in _READERS]


def guess(document: Document) -> str:
    """Return the kind that a document looks like; DCAT where nothing speaks for another."""
    if "/api/3" in document.url or "/api/action" in document.url:
        return "ckan"
    if document.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return "dcat"
    try:
        content = json.loads(document.content)
    except (ValueError, RecursionError):
        return "dcat"
    is_feed = isinstance(content, dict) and isinstance(content.get("dataset"), list)
    return "dcat_us" if is_feed and "iri" not in content else "dcat"
