"""`naves backup` and `naves restore`: everything in, everything out."""

from pathlib import Path

import click

from naves.cli.setup import with_django


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_django
def backup(*, file: Path) -> None:
    """Write everything that this installation holds to FILE, while it runs."""
    from naves.adapters.archive.backup import write_archive

    manifest = write_archive(file)
    rows = sum(member.get("rows", 0) for member in manifest["members"].values())
    click.echo(f"{file}: {rows} rows, {file.stat().st_size} bytes")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_django
def restore(*, file: Path) -> None:
    """Fill an empty installation from FILE, whole or not at all."""
    from django.core.management import call_command

    from naves.adapters.archive.restore import read_archive
    from naves.adapters.hub_control.push import push
    from naves.adapters.search_index.log import note_everything
    from naves.kernel.clock import now

    call_command("migrate", verbosity=0, interactive=False)
    manifest = read_archive(file)
    push()  # tokens and rights in the hub are those of the archive from now on
    # The index of the search is no part of a backup; it is built again from what was restored.
    note_everything(at=now())
    rows = sum(member.get("rows", 0) for member in manifest["members"].values())
    click.echo(f"{file}: {rows} rows restored")
