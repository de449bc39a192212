"""A hub for the length of one command."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from naves.hub.problems import HubProblem
from naves.hub.runtime import Hub
from naves.hub.settings import Settings


@contextmanager
def running(settings: Settings) -> Iterator[Hub]:
    """Open a hub and close it again; what it refuses becomes a message."""
    hub = Hub(settings, deliver=False)
    try:
        yield hub
    except HubProblem as problem:
        raise click.ClickException(problem.detail) from problem
    finally:
        hub.close()
