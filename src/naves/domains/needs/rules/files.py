"""Files given as evidence: known by their content, not by their name."""

from typing import Final

from naves.kernel.errors import Problem, gettext_noop

LARGEST_FILE: Final = 20 * 1024 * 1024
HEAD_SIZE: Final = 16
_SIGNATURES: tuple[tuple[bytes, frozenset[str]], ...] = (
    (b"%PDF-", frozenset({"pdf"})),
    (b"\x89PNG\r\n\x1a\n", frozenset({"png"})),
    (b"\xff\xd8\xff", frozenset({"jpg", "jpeg"})),
    (b"PK\x03\x04", frozenset({"docx", "xlsx", "odt", "ods"})),
)
EXTENSIONS: Final = ("pdf", "png", "jpg", "jpeg", "docx", "xlsx", "odt", "ods")


def file_problem(name: str, size: int, head: bytes) -> Problem | None:
    """Return what is wrong with a file of ``size`` bytes that begins with ``head`` (16 bytes), or None."""
    if size > LARGEST_FILE:
        return Problem(
            code="file_large",
            field="file",
            value=name,
            message=gettext_noop("The file “%(name)s” is larger than 20 MB."),
            params={"name": name},
            remedy=gettext_noop("Make it smaller, or put it on the web and give the link."),
        )
    extension = name.rpartition(".")[2].lower()
    allowed = next((kinds for signature, kinds in _SIGNATURES if head.startswith(signature)), frozenset[str]())
    if extension in allowed:
        return None
    return Problem(
        code="file_type",
        field="file",
        value=name,
        message=gettext_noop("The file “%(name)s” is not what its name says, or not a type that we take."),
        params={"name": name, "types": ", ".join(EXTENSIONS)},
        remedy=gettext_noop("Give one of: %(types)s."),
    )
