"""What the pages of imports ask for (web/imports/service.py), answered with the list of all imports."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from naves.config.answers import FORMS, answers_for
from naves.config.imports.importer import Context
from naves.config.imports.registry import IMPORTERS, kinds
from naves.config.imports.running import preview, run
from naves.domains.organisations.access import Actor
from naves.kernel.imports import ImportReport, Progress
from naves.kernel.tables import Column
from naves.web.imports.service import Checked


class PageImports:
    """The imports of this installation."""

    def kinds(self) -> list[str]:
        """Return the kinds of records that can be imported."""
        return kinds()

    def template(self, kind: str) -> Sequence[Column]:
        """Return the columns of our own table of that kind; none where the format is somebody else's."""
        return next((one.columns for one in IMPORTERS if one.kind == kind and one.has_template), ())

    def check(
        self,
        file: BinaryIO,
        *,
        kind: str,
        actor: Actor,
        at: datetime,
        options: Mapping[str, str],
        answers: Mapping[str, str],
    ) -> Checked:
        """Return how the file was read and what importing it would do; raises Refused for what is no such file."""
        context = Context(actor=actor, at=at, source=options.get("source", ""), options=options, answers=answers)
        found = preview(file, context, kind=kind)
        return Checked(
            label=found.importer.label,
            form=found.format.value if found.format else "text",
            encoding=found.encoding or "",
            delimiter=found.delimiter or "",
            sheet=found.sheet or "",
            columns=tuple(found.columns),
            sample=tuple(found.sample),
            report=found.report,
        )

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
    ) -> ImportReport:
        """Import the file; raises Refused with every problem, and then writes nothing."""
        context = Context(
            actor=actor,
            at=at,
            source=options.get("source", ""),
            options=options,
            answers=answers,
            progress=progress,
        )
        return run(file, context, kind=kind)

    def answer_forms(self) -> Sequence[str]:
        """Return the systems that take answers."""
        return tuple(FORMS)

    def answers(self, form: str, source: str) -> tuple[Sequence[Column], Iterator[Mapping[str, object]]]:
        """Return what became of the posts of ``source``, as ``form`` has it."""
        return answers_for(form, source)
