"""`naves catalogue harvest`: records of another catalogue, from an address, a file or a folder; or all that is due."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naves.cli.catalogue.owners import owner
from naves.cli.setup import describe, prepare_database, with_django
from naves.kernel.errors import gettext_noop

if TYPE_CHECKING:
    from naves.domains.catalogue.models import HarvestRun, HarvestSource
    from naves.domains.organisations.models import Organisation

MOST_SHOWN = 100
STATUS = {
    "done": gettext_noop("done"),
    "failed": gettext_noop("the source could not be read"),
    "paused": gettext_noop("stopped at a limit; run it again to go on"),
    "asking": gettext_noop("too much vanished to be believed; decide on the page of the run"),
}
COUNTS = (
    ("created", gettext_noop("created")),
    ("changed", gettext_noop("changed")),
    ("unchanged", gettext_noop("unchanged")),
    ("refused", gettext_noop("refused")),
    ("drafts", gettext_noop("left as drafts")),
    ("returned", gettext_noop("back again")),
    ("missing", gettext_noop("vanished")),
    ("withdrawn", gettext_noop("withdrawn")),
)


@click.command()
@click.argument("source", required=False, metavar="[URL|FILE|FOLDER]")
@click.option("--all", "everything", is_flag=True, help="Read every source that is due; for a daily job.")
@click.option("--organisation", "name", default="", help="Whose the data are: IČO or identifier.")
@click.option("--kind", type=click.Choice(["dcat", "dcat_us", "ckan"]), help="Told by the content where left out.")
@click.option(
    "--states-terms",
    is_flag=True,
    help="The organisation states that data without terms of use hold nothing protected (for a new source).",
)
@with_django
def harvest(*, source: str | None, everything: bool, name: str, kind: str | None, states_terms: bool) -> None:
    """Bring in the records of a catalogue; exit code 1 where a source could not be read whole."""
    from django.utils.translation import gettext as _

    if everything == bool(source):
        raise click.UsageError(_("Give an address, a file or a folder; or --all."))
    prepare_database()
    if everything:
        runs = _due()
    else:
        found = owner(name)
        if found is None:
            raise click.UsageError(_("Say whose the data are: --organisation."))
        runs = [_one(str(source), found, kind or "", states_terms=states_terms)]
    for run in runs:
        _tell(run)
    sys.exit(0 if all(run.status == "done" for run in runs) else 1)


def _due() -> "list[HarvestRun]":
    from naves.adapters.harvest.running import run_harvest
    from naves.adapters.harvest.tasks import start_due
    from naves.kernel.clock import now
    from naves.kernel.errors import Conflict

    runs = []
    for run in start_due(now()):
        try:
            runs.append(run_harvest(run.pk))
        except Conflict:  # the worker has taken it
            continue
    return runs


def _one(source: str, found: "Organisation", kind: str, *, states_terms: bool) -> "HarvestRun":
    from django.utils.translation import gettext as _

    from naves.adapters.harvest.files import harvest_documents, read_path
    from naves.adapters.harvest.running import run_harvest
    from naves.domains.catalogue.operations.harvesting.runs import start_run
    from naves.domains.organisations.access import SYSTEM
    from naves.kernel.clock import now

    if not source.startswith(("https://", "http://")):
        path = Path(source)
        if not path.exists():
            raise click.UsageError(_("There is no such file: %(file)s") % {"file": source})
        return harvest_documents(
            read_path(path),
            name=path.name,
            organisation=found,
            actor=SYSTEM,
            at=now(),
            reader=kind,
            states_terms=states_terms,
        )
    known = _source(source, found, kind, states_terms=states_terms)
    return run_harvest(start_run(actor=SYSTEM, at=now(), source=known).pk)


def _source(url: str, found: "Organisation", kind: str, *, states_terms: bool) -> "HarvestSource":
    """Return the source with this address, or a new one that is read when somebody starts it."""
    from naves.adapters.harvest.limits import Budget, Limits
    from naves.adapters.harvest.readers import guess
    from naves.adapters.harvest.web import SourceWeb
    from naves.domains.catalogue.models import HarvestSource
    from naves.domains.catalogue.operations.harvesting.sources import SourceValues, add_source
    from naves.domains.organisations.access import SYSTEM
    from naves.kernel.clock import now

    known = HarvestSource.objects.filter(url=url).first()
    if known is not None:
        return known
    if not kind:
        with SourceWeb(Budget(Limits()), {}) as web:
            kind = guess(web.get(url))
    values = SourceValues(title=url[:300], url=url, reader=kind, every="never", states_terms=states_terms)
    return add_source(actor=SYSTEM, at=now(), organisation=found, values=values)


def _tell(run: "HarvestRun") -> None:
    from django.utils.translation import gettext as _

    from naves.domains.catalogue.rules.harvesting import problems_from

    for iri, problem in problems_from(run.problems[:MOST_SHOWN]):
        click.echo(f"{iri or '-'}: {describe(problem)}", err=True)
    if run.problem_count > MOST_SHOWN:
        click.echo(_("… and %(count)s more.") % {"count": run.problem_count - MOST_SHOWN}, err=True)
    counts = ", ".join(f"{_(word)} {getattr(run, name)}" for name, word in COUNTS if getattr(run, name))
    click.echo(f"{run.source.title}: {_(STATUS.get(run.status, run.status))}{'; ' if counts else ''}{counts}")
