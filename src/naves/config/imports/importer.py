"""What the list of imports knows about each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from naves.domains.organisations.access import Actor
from naves.kernel.imports import ImportReport, Progress, no_progress
from naves.kernel.tables import Column, TableReader


@dataclass(frozen=True, slots=True)
class Context:
    """On whose behalf and when; ``source`` names the origin where the file does not say it.

    ``options`` are further answers that a kind of table asks for, such as ``period_end``.
    """

    actor: Actor
    at: datetime
    source: str = ""
    dry_run: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    progress: Progress = no_progress


@dataclass(frozen=True, slots=True)
class Importer:
    """One table that can be imported.

    ``kind`` is the word of `naves import KIND`; several tables may share it. ``recognises`` looks
    at the headings alone. ``run`` reads the table and calls the operation of the domain; it honours
    ``dry_run`` and returns what it finds wrong in the report. ``columns`` serve to name what is
    missing from a table that is nearly this one.
    """

    kind: str
    label: str
    recognises: Callable[[Sequence[str]], bool]
    run: Callable[[TableReader, Context], ImportReport]
    columns: Sequence[Column] = ()
