"""`naves run`: the whole platform on one machine – site, hub and worker, started and stopped together.

Django answers as a WSGI application (docs/decisions/0003): several times the requests of ASGI on the same core.
With one web process the hub stands in front of it on the same port (0111); with several it is a process of its own.
"""

import os
import socket
import subprocess
import sys

import click

from naves.cli.setup import with_django

HUB_PORT = 1026
_HUB = [sys.executable, "-m", "naves.hub.cli", "--port", str(HUB_PORT)]


@click.command()
@click.option("--demonstration", is_flag=True, help="Fill an empty database with the demonstration country.")
@click.option("--port", type=int, default=None, help="Port to listen on (default: NAVES_PORT or 8000).")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Web processes.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads in each of them.")
def run(*, demonstration: bool, port: int | None, workers: int, threads: int) -> None:
    """Serve the site and its worker on this machine until Ctrl-C."""
    if demonstration:
        os.environ["NAVES_DEMONSTRATION"] = "1"
    if port is not None:
        os.environ["NAVES_PORT"] = str(port)
    _serve(workers=workers, threads=threads)


@with_django
def _serve(*, workers: int, threads: int) -> None:
    from django.conf import settings

    from naves.adapters.hub_control.push import push
    from naves.config.env import read
    from naves.domains.monitor.facts.current import picture

    port = read().port
    _refuse_taken_port(port)
    _prepare_database()
    if settings.NAVES_DEMONSTRATION:
        _load_demonstration()
    push()  # what was decided while the hub was away
    picture()  # read once here, so that the first visitor does not wait for it
    click.echo(f"\n  Náves: {settings.NAVES_PUBLIC_ADDRESS}/\n")
    beside = [subprocess.Popen([sys.executable, "-m", "django", "db_worker", "--queue-name", "*"])]
    try:
        if workers == 1:
            click.echo(f"  NGSI-LD: {settings.NAVES_PUBLIC_ADDRESS}/ngsi-ld/v1\n")
            _with_hub(port=port, threads=threads)
        else:
            click.echo(f"  NGSI-LD: http://127.0.0.1:{HUB_PORT}/ngsi-ld/v1\n")
            hub = [*_HUB, "--store", settings.NAVES_HUB_STORE, "--controlled"]
            beside.append(subprocess.Popen(hub))  # noqa: S603 - our own command
            _site_only(port=port, workers=workers, threads=threads)
    finally:
        for process in beside:
            process.terminate()
        for process in beside:
            process.wait()


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is taken. Stop the other program or choose another: naves run --port {port + 1}"
            ) from error


def _prepare_database() -> None:
    from django.conf import settings
    from django.core.management import call_command

    settings.NAVES_DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def _load_demonstration() -> None:
    from naves.cli.demo import fill_when_empty, print_logins

    fill_when_empty()
    print_logins()


def _with_hub(*, port: int, threads: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    os.environ["NAVES_SITE_THREADS"] = str(threads)
    Server(
        "naves.config.front:application",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        log_access=False,
        websockets=False,
    ).serve()


def _site_only(*, port: int, workers: int, threads: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "naves.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_access=False,
        websockets=False,
    ).serve()
