"""`naves catalogue export`: all records of a profile in one file."""

import contextlib
import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO

import click

from naves.cli.catalogue.heads import heads
from naves.cli.catalogue.owners import owner
from naves.cli.setup import prepare_database, with_django

PROFILES = ("dcat-ap-cz/2024-05-28", "dcat-ap-cz/2026-09-23", "dcat-ap/3.0.1")
FORMATS = ("nt", "ttl", "jsonld")


@click.command()
@click.option("--profile", type=click.Choice(PROFILES), default=PROFILES[0], show_default=True)
@click.option("--format", "syntax", type=click.Choice(FORMATS), default="nt", show_default=True)
@click.option("--organisation", "name", default="", help="IČO or identifier; without it, everybody's.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default=Path("-"))
@with_django
def export(*, profile: str, syntax: str, name: str, out: Path) -> None:
    """Write catalogues, series and datasets as RDF: N-Triples, Turtle, or a list of JSON-LD documents."""
    from django.utils.translation import gettext as _

    prepare_database()
    found = owner(name)
    kept = "jsonld" if syntax == "jsonld" else "nt"
    counted = _Counted(_records(profile, kept, found))
    with _written(out) as file:
        _write(counted, file, syntax, profile)
    if str(out) != "-":
        click.echo(_("%(count)s records written to %(file)s.") % {"count": counted.count, "file": out})


class _Counted:
    """Counts what passes."""

    def __init__(self, records: Iterator[str]) -> None:
        self.records, self.count = records, 0

    def __iter__(self) -> Iterator[str]:
        for record in self.records:
            self.count += 1
            yield record


def _records(profile: str, kept: str, found: object) -> Iterator[str]:
    from naves.adapters.stored_records import registry
    from naves.adapters.stored_records.streams import bodies
    from naves.domains.organisations.models import Organisation

    owned = found if isinstance(found, Organisation) else None
    yield from (record[kept] for record in heads(registry.renderers()[profile], owned))
    yield from chain.from_iterable(bodies(profile, kept, owned.pk if owned else None))


def _write(records: _Counted, file: IO[bytes], syntax: str, profile: str) -> None:
    from naves.adapters.stored_records import registry
    from naves.kernel.rdf import turtle

    if syntax == "ttl":
        turtle.write(records, file, registry.renderers()[profile].prefixes)
        return
    if syntax == "nt":
        for record in records:
            file.write(record.encode())
        return
    between = b"["
    for record in records:
        file.write(between + record.encode())
        between = b",\n"
    file.write(b"]\n" if between != b"[" else b"[]\n")


@contextlib.contextmanager
def _written(out: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of the old one only when it is whole."""
    if str(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(out)
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
