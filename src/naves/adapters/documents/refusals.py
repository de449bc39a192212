"""Why a document cannot be read, and what to do about it."""

from collections.abc import Mapping
from typing import Final

from naves.adapters.documents.limits import MAX_BYTES, MAX_CHARACTERS, MAX_PAGES, SECONDS
from naves.kernel.errors import Problem, Refused, gettext_noop

_PASTE = gettext_noop("Save it again from the program that made it, or copy its text and paste it.")

REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "document_too_large": (
        gettext_noop("The document is larger than %(limit)s MB."),
        gettext_noop("Leave pictures and annexes out; goals and measures alone are enough."),
    ),
    "document_bomb": (
        gettext_noop("Unpacked, the document is too large to be read safely."),
        gettext_noop("Save it without pictures and annexes, or copy its text and paste it."),
    ),
    "document_unsafe": (gettext_noop("The document holds XML definitions that no text editor writes."), _PASTE),
    "document_damaged": (gettext_noop("The document is damaged or incomplete."), _PASTE),
    "document_encrypted": (
        gettext_noop("The document is locked by a password."),
        gettext_noop("Save it without a password and choose that file."),
    ),
    "document_old": (
        gettext_noop("The document is an old Word file (DOC) or is locked by a password."),
        gettext_noop("Open it in a text editor and save it as DOCX without a password."),
    ),
    "document_scanned": (
        gettext_noop("The PDF has no text in it: its pages are pictures, as from a scanner."),
        gettext_noop("Have the text recognised (OCR), or get the document from those who wrote it, as DOCX."),
    ),
    "document_unreadable_letters": (
        gettext_noop("The letters of the PDF do not say which characters they are, so its text cannot be read."),
        gettext_noop("Get the document as DOCX, or copy its goals and measures by hand."),
    ),
    "document_empty": (
        gettext_noop("There is no text in the document."),
        gettext_noop("Choose a document with the goals and measures of the strategy."),
    ),
    "document_pages": (
        gettext_noop("The document has more than %(limit)s pages."),
        gettext_noop("Choose only the part with goals and measures."),
    ),
    "document_long": (
        gettext_noop("The document has more than %(limit)s characters."),
        gettext_noop("Choose only the part with goals and measures."),
    ),
    "document_slow": (
        gettext_noop("The document could not be read within %(limit)s seconds."),
        gettext_noop("It may be damaged. Save it again from the program that made it, or copy its text and paste it."),
    ),
}
LIMITS: Final[Mapping[str, int]] = {
    "document_too_large": MAX_BYTES // 1_000_000,
    "document_pages": MAX_PAGES,
    "document_long": MAX_CHARACTERS,
    "document_slow": SECONDS,
}


class Unreadable(Exception):
    """Raised where the document is parsed; ``code`` is one of `REASONS`."""

    def __init__(self, code: str) -> None:
        """Take the reason."""
        self.code = code
        super().__init__(code)


def refusal(code: str, **params: object) -> Refused:
    """Return the refusal for one of the reasons."""
    message, remedy = REASONS[code]
    said = {"limit": LIMITS[code], **params} if code in LIMITS else params
    return Refused(Problem(code=code, field="file", message=message, remedy=remedy, params=said))
