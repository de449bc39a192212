"""Copies of stored files on this machine's disk: brought once, the oldest dropped when there are too many."""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

MOST_BYTES = 2_000_000_000


def local_copy(folder: Path, name: str, open_stored: Callable[[], IO[Any]], most_bytes: int = MOST_BYTES) -> Path:
    """Return the copy called ``name`` in ``folder``; it appears whole or not at all."""
    path = folder / name
    if path.exists():
        with suppress(OSError):
            os.utime(path)
        return path
    folder.mkdir(parents=True, exist_ok=True)
    handle, coming = tempfile.mkstemp(dir=folder, suffix=".coming")
    try:
        with os.fdopen(handle, "wb") as target, open_stored() as source:
            shutil.copyfileobj(source, target, 1 << 20)
        Path(coming).replace(path)
    except BaseException:
        Path(coming).unlink(missing_ok=True)
        raise
    _make_room(folder, path, most_bytes)
    return path


def _make_room(folder: Path, newest: Path, most_bytes: int) -> None:
    """Drop what was used longest ago; a reader that has a dropped file open reads on."""
    kept = sorted(
        ((file.stat().st_mtime, file.stat().st_size, file) for file in folder.glob("*") if file.suffix != ".coming"),
        reverse=True,
    )
    total = 0
    for _used, size, file in kept:
        total += size
        if total > most_bytes and file != newest:
            with suppress(OSError):
                file.unlink()
