"""``naves hub``: run the broker, load data into it, take everything out of it."""

import ipaddress
from pathlib import Path

import click

from naves.hub.settings import Settings


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=1026, show_default=True, help="Port to listen on.")
@click.option("--store", default="sqlite:///hub.sqlite3", show_default=True, help="sqlite:///FILE or postgresql://…")
@click.option("--open-access", is_flag=True, help="Let everybody do everything, also off loopback.")
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
    contexts: tuple[str, ...],
    allow_private_addresses: bool,
    delete_history: bool,
    max_instances: int,
) -> None:
    """Run the NGSI-LD context broker."""
    settings = Settings(
        store=store,
        open_access=open_access or _is_loopback(host),
        contexts=dict(_context(each) for each in contexts),
        allow_private_addresses=allow_private_addresses,
        delete_history_with_entity=delete_history,
        max_instances=max_instances,
    )
    ctx.obj = settings
    if ctx.invoked_subcommand is None:
        from naves.hub.server import serve

        serve(settings, host=host, port=port)


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
