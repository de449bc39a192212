"""`naves audit`: the append-only log."""

import sys

import click

from naves.cli.setup import with_django


@click.group()
def audit() -> None:
    """The append-only audit log."""


@audit.command()
@with_django
def verify() -> None:
    """Check every line of the log against its hash; exit code 1 where it does not hold."""
    from django.utils.translation import gettext as _

    from naves.domains.accounts.audit import verify as verify_chain

    verdict = verify_chain()
    if verdict.holds:
        click.echo(
            _("The log holds: %(lines)d lines, last hash %(hash)s.")
            % {"lines": verdict.lines, "hash": verdict.last_hash}
        )
        return
    reasons = {
        "missing": _("a line is missing"),
        "link": _("the line does not follow the one before it"),
        "content": _("the content of the line was changed"),
    }
    click.echo(
        _("The log is broken at line %(line)d: %(reason)s. %(lines)d lines before it hold.")
        % {"line": verdict.broken_at, "reason": reasons[verdict.reason], "lines": verdict.lines},
        err=True,
    )
    sys.exit(1)
