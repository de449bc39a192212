"""Lines of a text stream, each of bounded length."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from naves.kernel.errors import gettext_noop
from naves.kernel.tables.problems import ProblemLog

LONGEST_LINE = 4_000_000


class Lines:
    """Lines with their ends, since a quoted cell may hold several; the stream stays open."""

    def __init__(self, stream: BinaryIO, encoding: str, problems: ProblemLog) -> None:
        self._stream, self._problems = stream, problems
        self._size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        self._text = io.TextIOWrapper(io.BufferedReader(_Unclosing(stream)), encoding=encoding, newline="")
        self._number, self._ended = 0, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line; a line without an end in sight is a problem and the last one."""
        line = "" if self._ended else self._text.readline(LONGEST_LINE)
        self._number += 1
        if not line:
            raise StopIteration
        if len(line) >= LONGEST_LINE:
            self._ended = True
            self._problems.add_row(
                self._number,
                "line_too_long",
                gettext_noop("The row is longer than %(limit)s characters."),
                gettext_noop("Check that rows end with a line break and quotation marks close."),
                {"limit": LONGEST_LINE},
            )
            raise StopIteration
        return line.removeprefix("\ufeff") if self._number == 1 else line

    def fraction_read(self) -> float:
        """Return how much of the stream is read, from 0 to 1."""
        return self._stream.tell() / self._size


class _Unclosing(io.RawIOBase):
    """Keeps the caller's stream open when the text layer above it is thrown away."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
