"""`naves import KIND FILE`: bring records in from a file, or show what that would do."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from naves.cli.setup import prepare_database, with_django
from naves.kernel.errors import gettext_noop

if TYPE_CHECKING:
    from naves.kernel.imports import ImportReport

KINDS = ("places", "needs", "evidence", "posts", "strategies", "responses", "indicators", "outlines")
MOST_SHOWN = 200
NOTES = {
    "not_listed": gettext_noop("known places that the file does not list"),
    "indicators": gettext_noop("indicators"),
    "evidence": gettext_noop("posts as evidence"),
    "kept": gettext_noop("left alone, since merged or withdrawn"),
}


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be created and changed; write nothing.")
@click.option("--source", default="", help="Where the file comes from; its identifiers are known again by it.")
@click.option("--period-end", default="", help="Last day of the period of indicators, where the file does not say it.")
@click.option("--need-source", default="", help="Whose identifiers evidence or responses give for needs.")
@click.option("--place", default="", help="Municipality (code) of all council resolutions or posts in the file.")
@click.option("--theme", default="", help="Theme (code) of posts whose category is no theme here.")
@click.option("--day", default="", help="Day of posts that have none (YYYY-MM-DD).")
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="NAME=CODE",
    help="Which municipality a shared name means, or which theme a category of posts.",
)
@click.option("--draft", is_flag=True, help="Needs arrive as drafts instead of published.")
@click.option("--owner", default="", help="Owner of an outline: IČO or exact name of an organisation.")
@click.option("--in-force-from", default="", help="First day of an outline's strategy.")
@with_django
def import_command(
    *, kind: str, file: Path, dry_run: bool, source: str, answers: tuple[str, ...], draft: bool, **options: str
) -> None:
    """Import FILE, told by its content, as KIND; exit code 1 where it is refused, and then nothing is written."""
    from django.utils.translation import gettext as _

    from naves.config.imports import Context, run
    from naves.domains.organisations.access import SYSTEM
    from naves.kernel.clock import now
    from naves.kernel.errors import Refused
    from naves.kernel.imports import ImportReport

    prepare_database()
    with _Bar(_("Reading %(file)s") % {"file": file.name}) as progress:
        context = Context(
            actor=SYSTEM,
            at=now(),
            source=source,
            dry_run=dry_run,
            options={**options, "publish": "no" if draft else "yes"},
            answers=dict(answer.rpartition("=")[::2] for answer in answers),
            progress=progress,
        )
        try:
            report = run(file, context, kind=kind)
        except Refused as refused:
            report = ImportReport(kind, problems=refused.problems)
    _list(report.problems)
    if report.problems:
        click.echo(_("Nothing was written."), err=True)
        sys.exit(1)
    _tell(report)


def _tell(report: "ImportReport") -> None:
    from django.utils.translation import gettext as _

    heading = _("Nothing was written; the import would do this:") if report.dry_run else _("Imported.")
    click.echo(heading)
    for label, count in (
        (_("created"), report.created),
        (_("changed"), report.changed),
        (_("unchanged"), report.unchanged),
    ):
        click.echo(f"  {label}: {count}")
    for name, count in report.notes.items():
        if count:
            click.echo(f"  {_(NOTES.get(name, name))}: {count}")


def _list(problems: "tuple[object, ...]") -> None:
    from django.utils.translation import gettext as _

    from naves.cli.setup import describe

    for problem in problems[:MOST_SHOWN]:
        click.echo(describe(problem), err=True)
    if len(problems) > MOST_SHOWN:
        click.echo(_("… and %(count)d further problems.") % {"count": len(problems) - MOST_SHOWN}, err=True)


class _Bar:
    """A progress bar on the error stream, so that the report alone can be piped; none where nobody watches."""

    def __init__(self, label: str) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._label = label

    def __enter__(self) -> Self:
        self._bar.start()
        self._task = self._bar.add_task(self._label, total=1.0)
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, done: float) -> None:
        self._bar.update(self._task, completed=done)
