"""The body of an answer, unpacked under a limit that no amount of packing gets around."""

import zlib

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class BodyTooLargeError(Exception):
    """The body is over the limit, packed or unpacked."""


class BodyBrokenError(Exception):
    """The body is not packed in the way it says, or ends early."""


class Body:
    """Takes chunks as they come from the network and holds at most ``limit`` bytes."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        """Raise :class:`BodyBrokenError` for an encoding that was not asked for."""
        encoding = content_encoding.strip().lower()
        if encoding not in _PACKED | {"", "identity"}:
            raise BodyBrokenError(encoding)
        self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB) if encoding in _PACKED else None
        self._limit, self._received = limit, 0
        self._content = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take one chunk."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise BodyTooLargeError
        if self._unpacker is None:
            self._content += chunk
        else:
            self._unpack(chunk)

    def finish(self) -> bytes:
        """Return the whole body."""
        if self._unpacker is not None and self._received and not self._unpacker.eof:
            raise BodyBrokenError
        return bytes(self._content)

    def _unpack(self, chunk: bytes) -> None:
        while chunk and self._unpacker is not None:
            if self._unpacker.eof:  # several packed parts may follow one another
                self._unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
            room = self._limit - len(self._content)
            try:
                self._content += self._unpacker.decompress(chunk, room + 1)
            except zlib.error as error:
                raise BodyBrokenError from error
            if len(self._content) > self._limit:
                raise BodyTooLargeError
            chunk = self._unpacker.unused_data
