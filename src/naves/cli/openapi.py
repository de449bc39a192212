"""`naves openapi`: the contract of the JSON API, as the code has it."""

from pathlib import Path

import click

from naves.cli.setup import with_django


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Where to write it; the screen without it.",
)
@with_django
def openapi(*, out: Path | None) -> None:
    """Write the OpenAPI 3.1 document of /api/v1 as JSON."""
    from django.utils import translation

    from naves.api.site import contract_text

    with translation.override("en"):
        text = contract_text()
    if out is None:
        click.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    click.echo(str(out))
