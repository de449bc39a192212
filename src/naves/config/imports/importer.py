"""What the list of imports knows about each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from naves.domains.organisations.access import Actor
from naves.kernel.imports import ImportReport, Progress, no_progress
from naves.kernel.tables import Column, TableReader

Source = str | Path | BinaryIO


@dataclass(frozen=True, slots=True)
class Context:
    """On whose behalf and when; ``source`` names the origin where the file does not say it.

    ``options`` are what a kind of table asks for beyond its rows, such as ``period_end``; ``answers``
    what a person said that ambiguous names mean (text → code); ``digest`` the SHA-256 of the file.
    """

    actor: Actor
    at: datetime
    source: str = ""
    dry_run: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = no_progress
    answers: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """One table that can be imported.

    ``kind`` is the word of `naves import KIND`; several tables may share it. ``recognises`` looks
    at the headings alone. ``run`` reads the table and calls the operation of the domain; it honours
    ``dry_run`` and returns what it finds wrong in the report. ``columns`` serve to name what is
    missing from a table that is nearly this one. ``has_template``: the columns are ours to give out.
    """

    kind: str
    label: str
    recognises: Callable[[Sequence[str]], bool]
    run: Callable[[TableReader, Context], ImportReport]
    columns: Sequence[Column] = ()
    has_template: bool = False


@dataclass(frozen=True, slots=True)
class TextImporter:
    """One kind of running text that can be imported; it is only tried where the kind is asked for."""

    kind: str
    label: str
    recognises: Callable[[Source], bool]
    run: Callable[[Source, Context], ImportReport]
    sample: Callable[[Source], list[dict[str, str]]]
