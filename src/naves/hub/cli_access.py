"""``naves hub token|grant|erase``: who may use a hub that runs alone, and the erasure of a person's data."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click
import orjson

from naves.hub.settings import Settings

if TYPE_CHECKING:
    from naves.hub.runtime import Hub


@click.command()
@click.argument("subject")
@click.option("--organisation", "organisations", multiple=True)
@click.option("--days", type=int, default=None, help="Days until the token expires.")
@click.pass_obj
def token(settings: Settings, *, subject: str, organisations: tuple[str, ...], days: int | None) -> None:
    """Issue a token for SUBJECT (user:… or application:…) and print it; it cannot be shown again."""
    from naves.hub.store import access

    with _running(settings) as hub:
        micros = hub.stamp().micros
        expires = micros + timedelta(days=days) // timedelta(microseconds=1) if days else None
        issued = hub.write(
            lambda connection: access.issue_token(
                connection, subject=subject, organisations=organisations, expires=expires, micros=micros
            )
        )
    click.echo(issued)


@click.command()
@click.argument("subject")
@click.argument("action", type=click.Choice(["read", "write", "manage"]))
@click.option("--tenant", default="")
@click.option("--type", "types", multiple=True, help="IRI of an entity type; none means every entity.")
@click.option("--id", "ids", multiple=True)
@click.option("--scope", default=None, help="A scope query.")
@click.option("--purpose", default="")
@click.pass_obj
def grant(
    settings: Settings,
    *,
    subject: str,
    action: str,
    tenant: str,
    types: tuple[str, ...],
    ids: tuple[str, ...],
    scope: str | None,
    purpose: str,
) -> None:
    """Let SUBJECT (public, authenticated, user:…, organisation:…, application:…) do ACTION."""
    from naves.hub.store import access

    target: dict[str, Any] = {"types": types, "ids": ids, "scopeQ": scope}
    wanted = {key: list(value) if isinstance(value, tuple) else value for key, value in target.items() if value}
    with _running(settings) as hub:
        micros = hub.stamp().micros

        def job(connection: Any) -> None:
            number = hub.tenants.created(connection, tenant, micros)
            access.add_grant(
                connection, number, subject=subject, action=action, target=wanted, purpose=purpose, micros=micros
            )

        hub.write(job)
    click.echo(f"{subject} may {action} {orjson.dumps(wanted).decode() if wanted else 'everything'}")


@click.command()
@click.argument("entity")
@click.option("--tenant", default="")
@click.option("--reason", required=True)
@click.pass_obj
def erase(settings: Settings, *, entity: str, tenant: str, reason: str) -> None:
    """Erase ENTITY from state and history for good; a tombstone without its name stays."""
    from naves.hub.store import access

    with _running(settings) as hub:
        stamp = hub.stamp("command line")
        rows = hub.write(
            lambda connection: access.erase(
                connection,
                hub.tenants.existing(connection, tenant),
                entity,
                writer=stamp.writer,
                reason=reason,
                micros=stamp.micros,
            )
        )
    click.echo(f"{rows} rows erased")


def _running(settings: Settings) -> "AbstractContextManager[Hub]":
    from naves.hub.running import running

    return running(settings)
