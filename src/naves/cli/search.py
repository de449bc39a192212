"""`naves search`: the index that the search goes over."""

import sys
import time

import click

from naves.cli.setup import prepare_database, with_django


@click.group()
def search() -> None:
    """The index of the search. It is derived: it can be built anew at any time, and no backup holds it."""


@search.command()
@with_django
def rebuild() -> None:
    """Read everything into a new index and put it in place of the old one, which serves until then."""
    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.progress import Progress, TimeElapsedColumn

    from naves.adapters.search_index import current
    from naves.adapters.search_index.registry import kinds

    prepare_database()
    begun = time.perf_counter()
    columns = (*Progress.get_default_columns(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        names = {"place": _("places"), "need": _("needs"), "strategy": _("strategies"), "measure": _("measures")}
        tasks = {name: bar.add_task(names.get(name, name), total=None) for name in kinds()}
        made = current.rebuild(
            progress=lambda name, done, every: bar.update(tasks[name], completed=done, total=max(every, 1))
        )
    for name, count in made.counts().items():
        click.echo(f"  {name}: {count}")
    click.echo(_("The index was built in %(seconds)d s.") % {"seconds": time.perf_counter() - begun})


@search.command()
@with_django
def check() -> None:
    """Compare the index with the database, record by record; exit code 1 where they differ."""
    from django.utils.translation import gettext as _

    from naves.adapters.search_index.checking import check as check_index

    prepare_database()
    verdicts = check_index()
    for verdict in verdicts:
        click.echo(
            _("  %(kind)s: %(documents)d in the database, %(missing)d missing, %(extra)d too many")
            % {
                "kind": verdict.kind,
                "documents": verdict.documents,
                "missing": verdict.missing,
                "extra": verdict.too_many,
            }
        )
    if all(verdict.holds for verdict in verdicts):
        click.echo(_("The index is whole."))
        return
    click.echo(_("The index differs from the database. Run `naves search rebuild`."), err=True)
    sys.exit(1)
