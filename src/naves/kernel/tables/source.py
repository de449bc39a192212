"""The bytes of a table: a path or a stream, brought to a seekable stream of bounded size."""

import gzip
import tempfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import IO, BinaryIO, cast

from naves.kernel.errors import Refused, gettext_noop
from naves.kernel.tables.problems import fatal

DEFAULT_MAX_BYTES = 200_000_000
_CHUNK = 1 << 20
_MEGABYTE = 1_000_000
_GZIP = b"\x1f\x8b"


def open_source(
    source: str | Path | BinaryIO,
    max_bytes: int,
    stack: ExitStack,
) -> BinaryIO:
    """Return a seekable stream of at most ``max_bytes``; ``stack`` closes what was opened here.

    A gzip file is unpacked on the way, under the same limit.
    """
    stream = _opened(source, stack)
    if not stream.seekable():
        stream = _copied(stream, max_bytes, stack)
    if _size(stream) > max_bytes:
        raise too_large(max_bytes)
    stream.seek(0)
    if stream.read(2) == _GZIP:
        stream = _unpacked(stream, max_bytes, stack)
    stream.seek(0)
    return stream


def too_large(max_bytes: int) -> Refused:
    """Return the error for a file over the limit."""
    return fatal(
        "file_too_large",
        gettext_noop("The file is larger than %(limit)s MB."),
        gettext_noop("Split it into several files, or ask the operator to raise the limit."),
        limit=f"{max_bytes / _MEGABYTE:g}",
    )


def _opened(source: str | Path | BinaryIO, stack: ExitStack) -> BinaryIO:
    if not isinstance(source, str | Path):
        return source
    try:
        return stack.enter_context(Path(source).open("rb"))
    except OSError as error:
        raise fatal(
            "file_unreadable",
            gettext_noop("The file %(file)s cannot be opened: %(reason)s."),
            gettext_noop("Check the path and the permissions of the file."),
            file=str(source),
            reason=error.strerror or type(error).__name__,
        ) from error


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, 2)


def _unpacked(stream: BinaryIO, max_bytes: int, stack: ExitStack) -> BinaryIO:
    stream.seek(0)
    try:
        return _copied(cast("IO[bytes]", gzip.GzipFile(fileobj=stream)), max_bytes, stack)
    except (OSError, EOFError, zlib.error) as error:
        raise fatal(
            "gzip_damaged",
            gettext_noop("The compressed file is damaged or incomplete."),
            gettext_noop("Download or compress it again."),
        ) from error


def _copied(stream: IO[bytes], max_bytes: int, stack: ExitStack) -> BinaryIO:
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    written = 0
    while chunk := stream.read(_CHUNK):
        written += len(chunk)
        if written > max_bytes:
            raise too_large(max_bytes)
        copy.write(chunk)
    return copy
