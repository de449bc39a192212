"""``naves hub export``: state or history of a tenant as one file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from naves.hub.settings import Settings

if TYPE_CHECKING:
    from naves.hub.bulk.downloads.choosing import FormatName

FORMATS: dict[str, "FormatName"] = {".csv": "csv", ".geojson": "geojson", ".parquet": "parquet"}


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--tenant", default="", help="Tenant to read.")
@click.option("--type", "types", multiple=True, help="IRI of an entity type; none means every entity.")
@click.option("--history", is_flag=True, help="Every instance of every attribute instead of the state.")
@click.pass_obj
def export(settings: Settings, *, file: Path, tenant: str, types: tuple[str, ...], history: bool) -> None:
    """Write state or history to FILE (.csv, .geojson or .parquet)."""
    from naves.hub.bulk.downloads.choosing import Download
    from naves.hub.query.selection import Selection
    from naves.hub.running import running
    from naves.hub.store.series import Window

    if file.suffix not in FORMATS:
        raise click.BadParameter(f"{file.name} has to end with {', '.join(FORMATS)}", param_hint="FILE")
    unfinished = file.with_name(file.name + ".unfinished")
    with running(settings) as hub:
        with hub.reading() as connection:
            number = hub.tenants.existing(connection, tenant)
        chosen = Selection(types=tuple(frozenset({each}) for each in types) or None)
        window = Window() if history else None
        download = Download(hub, number, None, chosen, hub.contexts.core, FORMATS[file.suffix], window)
        try:
            with unfinished.open("wb") as out:
                for part in download.parts():
                    out.write(part)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    click.echo(f"{file.stat().st_size} bytes")
