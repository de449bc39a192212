"""`naves personal-data` and `naves retention`: what is kept about people, giving it out, forgetting it."""

import csv
import json
import sys

import click

from naves.cli.setup import prepare_database, with_django


@click.group("personal-data")
def personal_data() -> None:
    """What is kept about people."""


@personal_data.command()
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@with_django
def record(*, form: str) -> None:
    """Print the record of processing (GDPR, Art. 30), generated from the models."""
    from dataclasses import asdict

    from django.utils.translation import gettext as translated

    from naves.domains.accounts.privacy import record_of_processing

    texts = ("what", "purpose", "legal_basis", "retention")
    rows = [
        {
            name: translated(str(value)) if name in texts and value else str(value)
            for name, value in asdict(entry).items()
        }
        for entry in record_of_processing()
    ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        for row in rows:
            click.echo(f"{row['model']}.{row['field']}: {row['what']}")
            click.echo(f"    {row['purpose']}; {row['legal_basis']}; {row['retention']}; {row['on_erasure']}")


@personal_data.command()
@click.argument("email")
@click.option("--by", required=True, help="E-mail address of the administrator who does it.")
@with_django
def export(*, email: str, by: str) -> None:
    """Print everything kept about the person as JSON (GDPR, Art. 15 and 20)."""
    from naves.domains.accounts.privacy import export_person
    from naves.domains.accounts.queries import user_by_email

    prepare_database()
    click.echo(json.dumps(export_person(user=user_by_email(email), by=user_by_email(by)), ensure_ascii=False, indent=2))


@personal_data.command()
@click.argument("email")
@click.option("--by", required=True, help="E-mail address of the administrator who does it.")
@click.confirmation_option(prompt="This cannot be taken back. Go on? / Nelze vrátit. Pokračovat?")
@with_django
def erase(*, email: str, by: str) -> None:
    """Forget the person (GDPR, Art. 17); what was published stays, without a name."""
    from django.utils.translation import gettext as _

    from naves.domains.accounts.privacy import erase_person
    from naves.domains.accounts.queries import user_by_email
    from naves.kernel.clock import now

    prepare_database()
    erased = erase_person(user=user_by_email(email), by=user_by_email(by), at=now())
    click.echo(_("Erased; what the person did stays under the number %(number)s.") % {"number": erased.pk})


@click.command()
@with_django
def retention() -> None:
    """Delete what has aged: dead tokens, traces of sign-ins, ended sessions, uploaded files; run it daily.

    How often rights to live data were used goes into the audit log.
    """
    from naves.adapters.hub_control.uses import note_uses
    from naves.domains.accounts.privacy import run_retention
    from naves.kernel.clock import now

    prepare_database()
    for name, count in run_retention(now()).items():
        click.echo(f"{name}: {count}")
    click.echo(f"uses_noted: {note_uses(now())}")
