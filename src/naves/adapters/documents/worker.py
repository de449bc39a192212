"""The parsing in a process of its own: `python -m naves.adapters.documents.worker docx < file`.

Prints ``{"text": …}`` or ``{"code": …}``. What a hostile file can exhaust is this process.
"""

import io
import json
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

from naves.adapters.documents.limits import MAX_CHARACTERS, MEMORY_BYTES, SECONDS
from naves.adapters.documents.pieces import Kind, Piece, as_outline
from naves.adapters.documents.portable import read_pdf
from naves.adapters.documents.refusals import Unreadable
from naves.adapters.documents.word import read_docx

READERS: Final[dict[str, Callable[[BinaryIO], tuple[str, list[Piece]]]]] = {"docx": read_docx, "pdf": read_pdf}
LONGEST_TITLE: Final = 200


def outline_of(kind: str, stream: BinaryIO) -> str:
    """Return the outline of a document, or raise Unreadable."""
    title, pieces = READERS[kind](stream)
    if not pieces:
        raise Unreadable("document_empty")
    if sum(len(piece.text) for piece in pieces) > MAX_CHARACTERS:
        raise Unreadable("document_long")
    first = pieces[0]
    if len(first.text) <= LONGEST_TITLE and (not title or first.text == title) and _opens(pieces):
        title, pieces = first.text, pieces[1:]
    return as_outline(title, pieces)


def _opens(pieces: list[Piece]) -> bool:
    """Whether the first piece is the name of the whole: a line of text, or a heading above all others."""
    first, others = pieces[0], [piece for piece in pieces[1:] if piece.kind is Kind.HEADING]
    if first.kind is Kind.HEADING:
        return bool(others) and all(piece.depth > first.depth for piece in others)
    return first.kind is Kind.TEXT


def main() -> None:
    """Read standard input under the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        said = {"text": outline_of(sys.argv[1], io.BytesIO(sys.stdin.buffer.read()))}
    except Unreadable as error:
        said = {"code": error.code}
    except (MemoryError, RecursionError):
        said = {"code": "document_bomb"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
