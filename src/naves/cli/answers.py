"""`naves answers`: what became of the posts of Decidim or of a 311 system, for it to tell its people."""

from pathlib import Path

import click

from naves.cli.setup import with_django


@click.command()
@click.option("--source", required=True, help="The name under which the posts were imported.")
@click.option(
    "--as", "form", type=click.Choice(["decidim", "consul", "open311"]), required=True, help="The form of the table."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="CSV file to write.")
@with_django
def answers(*, source: str, form: str, out: Path) -> None:
    """Write what became of each imported post as CSV."""
    from naves.config.answers import answers_for
    from naves.domains.strategies.queries.posted import post_sources
    from naves.kernel.tables import write_csv

    known = post_sources()
    if source not in known:
        raise click.ClickException(f"No posts came from “{source}”. Known are: {', '.join(known) or 'none'}.")
    columns, rows = answers_for(form, source)
    with out.open("wb") as file:
        count = write_csv(file, columns, rows)
    click.echo(f"{out}: {count}")
