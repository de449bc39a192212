"""`naves catalogue validate`: records against the JSON Schemas and shapes of the norms, which the operator keeps."""

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click

from naves.cli.catalogue.heads import heads
from naves.cli.catalogue.owners import owner
from naves.cli.setup import prepare_database, with_django

MOST_SHOWN = 50


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", "name", default="", help="IČO or identifier; without it and without FILE, everybody's.")
@click.option("--profile", default="dcat-ap-cz/2024-05-28", show_default=True, help="Profile of the records kept here.")
@click.option(
    "--schemas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the norm's JSON Schemas.",
)
@click.option(
    "--shapes", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="SHACL, repeatable."
)
@with_django
def validate(*, file: Path | None, name: str, profile: str, schemas: Path | None, shapes: tuple[Path, ...]) -> None:
    """Judge FILE (JSON-LD: a document, a list, or one on each line), or the records kept here; exit code 1 if wrong.

    The norms are not part of Náves: schemas are at ofn.gov.cz, shapes of DCAT-AP at semiceu.github.io.
    """
    from django.utils.translation import gettext as _

    from naves.cli.catalogue.judging import shape_judge

    if schemas is None and not shapes:
        raise click.UsageError(_("Say what to judge by: --schemas FOLDER, --shapes FILE or both."))
    prepare_database()
    wrong = judged = 0
    for title, complaint in _complaints(file, name, profile, schemas):
        judged += not complaint
        wrong += bool(complaint)
        if complaint and wrong <= MOST_SHOWN:
            click.echo(f"{title}: {complaint}", err=True)
    for path in shape_judge(shapes, _graph(file, name, profile)) if shapes else ():
        wrong += 1
        if wrong <= MOST_SHOWN:
            click.echo(path, err=True)
    if wrong > MOST_SHOWN:
        click.echo(_("… and %(count)s more.") % {"count": wrong - MOST_SHOWN}, err=True)
    click.echo(_("%(count)s records judged, %(wrong)s complaints.") % {"count": judged, "wrong": wrong})
    sys.exit(1 if wrong else 0)


def _complaints(file: Path | None, name: str, profile: str, schemas: Path | None) -> Iterator[tuple[str, str]]:
    """Yield each record once with an empty complaint, then what is wrong with it."""
    from naves.cli.catalogue.judging import Judge

    if schemas is None:
        return
    judge = Judge.of(schemas)
    for record in _documents(file, name, profile):
        title = str(record.get("iri") or record.get("@id") or "?") if isinstance(record, dict) else "?"
        yield title, ""
        yield from ((title, complaint) for complaint in judge.complaints(record))


def _documents(file: Path | None, name: str, profile: str) -> Iterator[Any]:
    if file is None:
        yield from (json.loads(text) for text in _kept(name, profile, "jsonld"))
        return
    from naves.kernel.errors import Problem, Refused, gettext_noop

    text = file.read_text(encoding="utf-8-sig", errors="replace")
    try:
        read = json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            yield from [json.loads(line) for line in lines]
        except ValueError as error:
            raise Refused(
                Problem(
                    code="json",
                    field="FILE",
                    value=str(file),
                    message=gettext_noop("%(file)s is not JSON: %(why)s."),
                    params={"file": str(file), "why": str(error)},
                    remedy=gettext_noop("Give JSON-LD: one document, a list of them, or one on each line."),
                )
            ) from None
        return
    yield from read if isinstance(read, list) else [read]


def _kept(name: str, profile: str, syntax: str) -> Iterator[str]:
    from naves.adapters.stored_records import registry
    from naves.adapters.stored_records.streams import bodies
    from naves.kernel.errors import Problem, Refused, gettext_noop

    known = registry.renderers()
    if profile not in known:
        raise Refused(
            Problem(
                code="profile",
                field="--profile",
                value=profile,
                message=gettext_noop("“%(value)s” is not a profile of our records."),
                params={"value": profile, "known": ", ".join(known)},
                remedy=gettext_noop("Use one of: %(known)s."),
            )
        )
    found = owner(name)
    yield from (record[syntax] for record in heads(known[profile], found))
    yield from chain.from_iterable(bodies(profile, syntax, found.pk if found is not None else None))


def _graph(file: Path | None, name: str, profile: str) -> str:
    """Return N-Triples to judge by shapes; a file must be N-Triples or Turtle."""
    if file is None:
        return "".join(_kept(name, profile, "nt"))
    return file.read_text(encoding="utf-8")
