"""Files given as evidence of custody: known by their content, not by their name."""

from typing import Final

from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.tables.formats import guess_utf16

LARGEST_FILE: Final = 50 * 1024 * 1024
HEAD_SIZE: Final = 512
_SIGNATURES: Final[tuple[tuple[bytes, frozenset[str]], ...]] = (
    (b"%PDF-", frozenset({"pdf"})),
    (b"\x89PNG\r\n\x1a\n", frozenset({"png"})),
    (b"\xff\xd8\xff", frozenset({"jpg", "jpeg"})),
    (b"PK\x03\x04", frozenset({"docx", "xlsx", "odt", "ods", "zip"})),
    (b"PAR1", frozenset({"parquet"})),
)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_TEXT: Final = frozenset({"csv", "tsv", "txt", "json", "ndjson", "geojson"})
EXTENSIONS: Final = (
    "pdf", "png", "jpg", "jpeg", "docx", "xlsx", "odt", "ods", "zip", "parquet", "csv", "tsv", "txt", "json", "ndjson",
    "geojson",
)  # fmt: skip


def file_problem(name: str, size: int, head: bytes) -> Problem | None:
    """Return what is wrong with a file of ``size`` bytes that begins with ``head``, or None."""
    if size > LARGEST_FILE:
        return Problem(
            code="file_large",
            field="file",
            value=name,
            message=gettext_noop("The file “%(name)s” is larger than 50 MB."),
            params={"name": name},
            remedy=gettext_noop("Divide it, or pack it."),
        )
    extension = name.rpartition(".")[2].lower()
    allowed = next((kinds for signature, kinds in _SIGNATURES if head.startswith(signature)), None)
    if allowed is None and size and (b"\0" not in head or guess_utf16(head) or head.startswith(_UTF16)):
        allowed = _TEXT
    if allowed is not None and extension in allowed:
        return None
    return Problem(
        code="file_type",
        field="file",
        value=name,
        message=gettext_noop("The file “%(name)s” is not what its name says, or not a type that we take."),
        params={"name": name, "types": ", ".join(EXTENSIONS)},
        remedy=gettext_noop("Give one of: %(types)s."),
    )
