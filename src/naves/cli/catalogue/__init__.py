"""`naves catalogue`: records out, and whether they satisfy the norms."""

import click

from naves.cli.catalogue.export import export
from naves.cli.catalogue.harvest import harvest
from naves.cli.catalogue.rebuild import rebuild
from naves.cli.catalogue.validate import validate


@click.group()
def catalogue() -> None:
    """The catalogue of data."""


catalogue.add_command(export)
catalogue.add_command(validate)
catalogue.add_command(rebuild)
catalogue.add_command(harvest)
