"""A PDF as lines of text with the size and weight of their letters."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PageObject, PdfReader

from naves.adapters.documents.layout import PrintedLine, pieces_of
from naves.adapters.documents.limits import MAX_PAGES
from naves.adapters.documents.pieces import Piece, tidy
from naves.adapters.documents.refusals import Unreadable

_SAME_LINE = 2.5
"""Points by which the feet of letters on one line may differ."""
_FEWEST_LETTERS = 20
_READABLE = 0.7


def read_pdf(stream: BinaryIO) -> tuple[str, list[Piece]]:
    """Return the title of the document, empty where none is stated, and the pieces in their order."""
    reader = _opened(stream)
    try:
        pages = len(reader.pages)
        lines = [list(_lines(reader.pages[number])) for number in range(min(pages, MAX_PAGES))]
        title = tidy(str(reader.metadata.title or "")) if reader.metadata else ""
    except Exception as error:  # the parser fails in too many ways on a damaged file
        raise Unreadable("document_damaged") from error
    if pages > MAX_PAGES:
        raise Unreadable("document_pages")
    _check_letters("".join(line.text for page in lines for line in page))
    return (title if _is_readable(title) and " " in title else ""), pieces_of(lines)


def _opened(stream: BinaryIO) -> PdfReader:
    stream.seek(0)
    try:
        reader = PdfReader(stream)
        # Many files are locked against printing only and open with an empty password.
        locked = reader.is_encrypted and not reader.decrypt("")
    except Exception as error:
        raise Unreadable("document_damaged") from error
    if locked:
        raise Unreadable("document_encrypted")
    return reader


def _lines(page: PageObject) -> Iterator[PrintedLine]:
    """Yield the lines of a page as the file orders them; fragments at one height are one line."""
    fragments: list[tuple[float, float, bool, str]] = []

    def take(text: str, transform: Any, matrix: Any, font: Any, size: Any) -> None:
        if text:
            height = float(matrix[5]) * float(transform[3]) + float(transform[5])
            # The size of letters is that of the font, scaled by the text matrix and by the page's.
            scale = abs(float(matrix[3]) or float(matrix[0]) or 1.0) * abs(float(transform[3]) or 1.0)
            fragments.append((height, abs(float(size)) * scale, _is_bold(font), text))

    page.extract_text(visitor_text=take)
    line: list[tuple[float, bool, str]] = []
    at: float | None = None
    for height, size, bold, text in fragments:
        for number, part in enumerate(text.split("\n")):
            if line and (number or (part.strip() and at is not None and abs(height - at) > _SAME_LINE)):
                yield from _line(line, at or 0.0)
                line = []
            if part:
                line.append((size, bold, part))
                at = height if part.strip() or at is None else at
    yield from _line(line, at or 0.0)


def _line(parts: list[tuple[float, bool, str]], height: float) -> Iterator[PrintedLine]:
    text = tidy("".join(part for _, _, part in parts))
    if text:
        weighed = [(size, bold, len(part.strip())) for size, bold, part in parts if part.strip()]
        size = max(size for size, _, _ in weighed)
        bold = sum(count for _, is_bold, count in weighed if is_bold) * 2 > sum(count for _, _, count in weighed)
        yield PrintedLine(text, round(size, 1), bold, height)


def _is_bold(font: Any) -> bool:
    name = str((font or {}).get("/BaseFont", "")).lower() if hasattr(font, "get") else ""
    return any(word in name for word in ("bold", "black", "heavy", "semibold"))


def _check_letters(text: str) -> None:
    if len(text.replace(" ", "")) < _FEWEST_LETTERS:
        raise Unreadable("document_scanned")
    if not _is_readable(text):
        raise Unreadable("document_unreadable_letters")


def _is_readable(text: str) -> bool:
    """Whether most characters are letters and digits: fonts that do not say what they draw give anything else."""
    bare = [letter for letter in text if not letter.isspace()]
    meant = sum(letter.isalnum() and not "\ue000" <= letter <= "\uf8ff" for letter in bare)
    return bool(bare) and meant / len(bare) >= _READABLE and "(cid:" not in text
