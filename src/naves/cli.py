"""The `naves` command."""

import click

from naves import __version__


@click.group()
@click.version_option(__version__, prog_name="naves")
def main() -> None:
    """Náves follows every need of a town to evidence."""
