"""Starting Django for a command, and telling the house's errors in words."""

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")


def start_django() -> None:
    """Load settings and apps; a bad NAVES_ variable ends the command with its message."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naves.config.settings.dev")
    import django

    from naves.config.env import BadSetting

    try:
        django.setup()
    except BadSetting as error:
        raise click.ClickException(str(error)) from error


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """Run ``command`` with Django ready and in the operator's language; refusals become messages, exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        start_django()
        from django.conf import settings
        from django.utils import translation

        from naves.kernel.errors import NavesError, Refused

        with translation.override(settings.LANGUAGE_CODE):
            try:
                return command(*args, **kwargs)
            except Refused as error:
                for problem in error.problems:
                    click.echo(describe(problem), err=True)
                sys.exit(1)
            except NavesError as error:
                raise click.ClickException(str(error)) from error

    return wrapped


def prepare_database() -> None:
    """Make the folder of the data and bring the tables up to this version."""
    from django.conf import settings
    from django.core.management import call_command

    settings.NAVES_DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def describe(problem: "object") -> str:
    """Return a problem as one line: where it is, what is wrong, how to mend it."""
    from django.utils.translation import gettext

    from naves.kernel.errors import Problem

    assert isinstance(problem, Problem)  # noqa: S101 - narrows the deferred import for the type checker
    where = []
    if problem.row is not None:
        where.append(gettext("row %(row)s") % {"row": problem.row})
    if problem.column or problem.field:
        where.append(str(problem.column or problem.field))
    text = " ".join(filter(None, [problem.text(gettext), problem.remedy_text(gettext)]))
    return f"{', '.join(where)}: {text}" if where else text
