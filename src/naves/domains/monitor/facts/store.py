"""The columns as a file, so that a new process starts without reading the database whole."""

import json
import os
import tempfile
import zipfile
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from naves.domains.monitor.facts.columns import Columns, Names, Needs, Plans, Territory
from naves.domains.monitor.facts.numbering import Numbering
from naves.domains.monitor.facts.rows import Rows

LAYOUT = 1
"""Raise when a table or the meaning of a column changes: files of another layout are not read."""

_Parts = {"territory": Territory, "plans": Plans, "needs": Needs}


def path() -> Path:
    return Path(settings.NAVES_DATA_DIR) / "monitor" / "facts.npz"


def save(columns: Columns) -> None:
    """Write a new file beside the old one and put it in its place: readers see the one or the other, whole."""
    arrays: dict[str, Any] = {}
    for part in _Parts:
        for name, value in _members(getattr(columns, part)).items():
            if isinstance(value, Rows):
                arrays |= {f"{part}.{name}.{column}": array for column, array in value.columns().items()}
            elif isinstance(value, Numbering):
                arrays[f"{part}.{name}"] = value.keys()
    head = {
        "layout": LAYOUT,
        "sequence": columns.sequence,
        "anchor": columns.anchor,
        "names": asdict(columns.territory.names),
    }
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
        try:
            np.savez(file, head=np.array(json.dumps(head)), **arrays)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(target)


def load() -> Columns | None:
    """The columns of the file; None where there is none, or none that can be used."""
    try:
        with np.load(path(), allow_pickle=False) as file:
            head = json.loads(str(file["head"]))
            return _columns(head, dict(file)) if head["layout"] == LAYOUT else None
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def forget() -> None:
    """Remove the file, as after restoring a database."""
    path().unlink(missing_ok=True)


def _members(part: Any) -> dict[str, Any]:
    if not is_dataclass(part):
        raise TypeError(part)
    return {field.name: getattr(part, field.name) for field in fields(part)}


def _columns(head: dict[str, Any], arrays: dict[str, Any]) -> Columns:
    parts: dict[str, Any] = {}
    for part, kind in _Parts.items():
        members: dict[str, Any] = {}
        for field in fields(kind):
            if field.type is Names:
                members[field.name] = Names(**{name: tuple(values) for name, values in head["names"].items()})
            elif field.type is Numbering:
                members[field.name] = Numbering.of(arrays[f"{part}.{field.name}"])
            elif isinstance(field.type, type) and issubclass(field.type, Rows):
                prefix = f"{part}.{field.name}."
                members[field.name] = field.type.of(
                    {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)},
                )
        parts[part] = kind(**members)
    return Columns(sequence=head["sequence"], anchor=head["anchor"], **parts)
