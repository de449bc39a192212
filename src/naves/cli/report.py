"""`naves report`: the state of the nation's needs as a PDF."""

from datetime import datetime
from pathlib import Path

import click

from naves.cli.setup import prepare_database, with_django


@click.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="PDF file to write.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="End of this day in Prague (default: today)."
)
@click.option("--level", type=click.IntRange(1, 4), default=2, show_default=True, help="Level of the response ladder.")
@click.option("--region", default=None, help="Code of a region (kraj).")
@click.option("--language", type=click.Choice(["cs", "en"]), default="cs", show_default=True)
@with_django
def report(*, out: Path, as_of: datetime | None, level: int, region: str | None, language: str) -> None:
    """Write the report as a PDF that screen readers can read too (PDF/UA-1)."""
    from naves.domains.monitor.queries import Filters
    from naves.kernel.clock import today
    from naves.web.monitor.report import report_pdf

    prepare_database()
    filters = Filters(as_of=as_of.date() if as_of else today(), level=level, region=region)
    pdf = report_pdf(filters, language=language)
    out.write_bytes(pdf)
    click.echo(str(out))
