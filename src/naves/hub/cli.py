"""``naves hub``: run the broker, load data into it, take everything out of it."""

import ipaddress
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from naves.hub.cli_access import erase, grant, token
from naves.hub.cli_export import export
from naves.hub.settings import Settings

if TYPE_CHECKING:
    from naves.hub.runtime import Hub


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=1026, show_default=True, help="Port to listen on.")
@click.option("--store", default="sqlite:///hub.sqlite3", show_default=True, help="sqlite:///FILE or postgresql://…")
@click.option("--open-access", is_flag=True, help="Let everybody do everything, also off loopback.")
@click.option("--controlled", is_flag=True, help="Tokens and grants are those of the platform that shares the store.")
@click.option("--context", "contexts", multiple=True, metavar="URL=FILE", help="Serve a remote @context from a file.")
@click.option("--allow-private-addresses", is_flag=True, help="Fetch from and notify private addresses too.")
@click.option("--delete-history", is_flag=True, help="Delete the history of an entity together with it.")
@click.option("--max-instances", default=10_000, show_default=True, help="Instances in one temporal answer.")
@click.pass_context
def hub(
    ctx: click.Context,
    *,
    host: str,
    port: int,
    store: str,
    open_access: bool,
    controlled: bool,
    contexts: tuple[str, ...],
    allow_private_addresses: bool,
    delete_history: bool,
    max_instances: int,
) -> None:
    """Run the NGSI-LD context broker."""
    if controlled and open_access:
        raise click.UsageError("--controlled and --open-access exclude each other")
    settings = Settings(
        store=store,
        open_access=open_access or (_is_loopback(host) and not controlled),
        controlled=controlled,
        contexts=dict(_context(each) for each in contexts),
        allow_private_addresses=allow_private_addresses,
        delete_history_with_entity=delete_history,
        max_instances=max_instances,
    )
    ctx.obj = settings
    if ctx.invoked_subcommand is None:
        from naves.hub.server import serve

        serve(settings, host=host, port=port)


@hub.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tenant", default="", help="Tenant to load into.")
@click.pass_obj
def load(settings: Settings, *, file: Path, mapping: Path, tenant: str) -> None:
    """Load a CSV, Parquet or NDJSON file as observations. A load that was cut off goes on where it stopped."""
    from naves.hub.bulk.load import load as load_file

    with _running(settings) as running, click.progressbar(length=1_000, label=file.name) as bar:
        rows = load_file(running, file, mapping, tenant=tenant, progress=_shown_on(bar))
    click.echo(f"{rows} rows")


@hub.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--tenant", default="", help="Tenant to take out.")
@click.pass_obj
def dump(settings: Settings, *, file: Path, tenant: str) -> None:
    """Write a whole tenant (state, history, subscriptions, contexts) to a gzipped NDJSON file."""
    from naves.hub.bulk.dump import dump as dump_tenant

    with _running(settings) as running:
        click.echo(f"{dump_tenant(running, file, tenant=tenant)} lines")


@hub.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tenant", default=None, help="Tenant to restore into; without it the one that was dumped.")
@click.pass_obj
def restore(settings: Settings, *, file: Path, tenant: str | None) -> None:
    """Read a dump into a tenant that is still empty."""
    from naves.hub.bulk.dump import restore as restore_tenant

    with _running(settings) as running:
        click.echo(f"{restore_tenant(running, file, tenant=tenant)} lines")


def _running(settings: Settings) -> "AbstractContextManager[Hub]":
    from naves.hub.running import running

    return running(settings)


for command in (token, grant, erase, export):
    hub.add_command(command)


def _shown_on(bar: Any) -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        bar.update(int(1_000 * done / max(total, 1)) - bar.pos)

    return show


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _context(text: str) -> tuple[str, Path]:
    url, separator, path = text.rpartition("=")
    if not separator or not Path(path).is_file():
        raise click.BadParameter(f"{text!r} is not URL=FILE", param_hint="--context")
    return url, Path(path)


if __name__ == "__main__":
    hub()
