"""`naves run`: the whole platform on one machine – site and worker, started and stopped together.

Django answers under WSGI (docs/decisions/0003): several times the requests of ASGI on the same core.
"""

import os
import socket
import subprocess
import sys

import click

from naves.cli.setup import with_django


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

    from naves.config.env import read
    from naves.domains.monitor.facts.current import picture

    port = read().port
    _refuse_taken_port(port)
    _prepare_database()
    if settings.NAVES_DEMONSTRATION:
        _load_demonstration()
    picture()  # read once here, so that the first visitor does not wait for it
    click.echo(f"\n  Náves: {settings.NAVES_PUBLIC_ADDRESS}/\n")
    worker = subprocess.Popen([sys.executable, "-m", "django", "db_worker", "--queue-name", "*"])
    try:
        _granian(port=port, workers=workers, threads=threads)
    finally:
        worker.terminate()
        worker.wait()


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


def _granian(*, port: int, workers: int, threads: int) -> None:
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
