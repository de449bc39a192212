"""The index as files under NAVES_DATA_DIR, which all processes of a machine map into memory and share.

`search/CURRENT` names the folder in use. A new one is written beside it and put in its place at once, so readers see
the one or the other, whole.
"""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from django.conf import settings

from naves.adapters.search_index.engine.index import Index, whole
from naves.adapters.search_index.engine.lists import Lists
from naves.adapters.search_index.engine.segment import Segment
from naves.kernel.ids import new_id

LAYOUT: Final = 1
"""Raise when an array or the meaning of one changes: files of another layout are not read."""
_PLAIN: Final = ("identifiers", "kinds", "public", "boost", "title_terms", "impacts")
_LISTS: Final = ("terms", "forms", "labels", "grams")
_JOINT: Final = "\n"


def folder() -> Path:
    """Return where the index lies."""
    return Path(settings.NAVES_DATA_DIR) / "search"


def stamp() -> str:
    """Return the name of the index in use, or an empty text."""
    try:
        return (folder() / "CURRENT").read_text().strip()
    except OSError:
        return ""


def save(index: Index) -> str:
    """Write the first segment of ``index`` and make it the one in use; return its stamp."""
    name = new_id().hex
    target = folder() / name
    target.mkdir(parents=True)
    try:
        _write(target, index)
        pointer = folder() / f"{name}.part"
        pointer.write_text(name)
        pointer.replace(folder() / "CURRENT")
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    for other in folder().iterdir():
        # Processes that have mapped an older index keep it: the system frees it with the last of them.
        if other.is_dir() and other.name != name:
            shutil.rmtree(other, ignore_errors=True)
    return name


def load() -> Index | None:
    """Return the index in use; None where there is none, or none that can be used."""
    name = stamp()
    if not name:
        return None
    try:
        return _read(folder() / name, name)
    except (OSError, EOFError, ValueError, KeyError):
        return None


def _write(target: Path, index: Index) -> None:
    segment = index.parts[0].segment
    for name in _PLAIN:
        _put(target / f"{name}.npy", getattr(segment, name))
    for name in _LISTS:
        lists: Lists = getattr(segment, name)
        _put(target / f"{name}.starts.npy", lists.starts)
        _put(target / f"{name}.numbers.npy", lists.numbers)
        _put_names(target / f"{name}.txt", lists.names)
    _put_names(target / "spellings.txt", segment.spellings)
    head = {"layout": LAYOUT, "kinds": index.kinds, "sequence": index.sequence, "anchor": index.anchor}
    (target / "head.json").write_text(json.dumps(head))


def _put(path: Path, values: Any) -> None:
    with path.open("wb") as file:
        np.save(file, values)
        file.flush()
        os.fsync(file.fileno())


def _put_names(path: Path, names: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_JOINT.join(names))
        file.flush()
        os.fsync(file.fileno())


def _read(source: Path, name: str) -> Index:
    head = json.loads((source / "head.json").read_text())
    if head["layout"] != LAYOUT:
        raise ValueError(head["layout"])
    plain: dict[str, Any] = {column: _array(source / f"{column}.npy") for column in _PLAIN}
    lists: dict[str, Any] = {
        column: Lists(
            _names(source / f"{column}.txt"),
            _array(source / f"{column}.starts.npy"),
            _array(source / f"{column}.numbers.npy"),
        )
        for column in _LISTS
    }
    segment = Segment(**plain, **lists, spellings=_names(source / "spellings.txt"))
    _refuse_unless_whole(segment)
    return Index(tuple(head["kinds"]), (whole(segment),), head["sequence"], head["anchor"], name)


def _refuse_unless_whole(segment: Segment) -> None:
    """Files cut off by a full disk or a lost power supply must not be searched."""
    lists = (segment.terms, segment.forms, segment.labels, segment.grams)
    rows = {len(getattr(segment, name)) for name in _PLAIN if name != "impacts"}
    if (
        len(rows) != 1
        or len(segment.impacts) != len(segment.terms.numbers)
        or len(segment.spellings) != len(segment.forms.names)
        or any(len(one.starts) != len(one.names) + 1 or one.starts[-1] != len(one.numbers) for one in lists)
    ):
        raise ValueError("the files do not belong together")


def _array(path: Path) -> Any:
    try:
        mapped = np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:  # nothing can be mapped of an array without elements
        mapped = np.load(path, allow_pickle=False)
    return np.asarray(mapped).view(np.ndarray)


def _names(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text.split(_JOINT) if text else []
