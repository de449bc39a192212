"""What these pages need of the imports. Config knows every adapter and provides it at start."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from naves.domains.organisations.access import Actor
from naves.kernel.imports import ImportReport, Progress
from naves.kernel.tables import Column


@dataclass(frozen=True, slots=True)
class Checked:
    """How a file was read, its first rows, and what importing it would do."""

    label: str
    form: str
    encoding: str
    delimiter: str
    sheet: str
    columns: Sequence[str]
    sample: Sequence[Mapping[str, str]]
    report: ImportReport


class Imports(Protocol):
    """All imports of the installation, and the answers that go back to where posts came from."""

    def kinds(self) -> list[str]: ...

    def template(self, kind: str) -> Sequence[Column]: ...

    def check(
        self,
        file: BinaryIO,
        *,
        kind: str,
        actor: Actor,
        at: datetime,
        options: Mapping[str, str],
        answers: Mapping[str, str],
    ) -> Checked: ...

    def run(
        self,
        file: BinaryIO,
        *,
        kind: str,
        actor: Actor,
        at: datetime,
        options: Mapping[str, str],
        answers: Mapping[str, str],
        progress: Progress,
    ) -> ImportReport: ...

    def answer_forms(self) -> Sequence[str]: ...

    def answers(self, form: str, source: str) -> tuple[Sequence[Column], Iterator[Mapping[str, object]]]: ...


_provided: list[Imports] = []


def provide(service: Imports) -> None:
    """Take the service; the last one counts."""
    _provided[:] = [service]


def imports() -> Imports:
    """Return the service."""
    return _provided[0]
