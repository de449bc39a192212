"""`naves demo`: the demonstration country."""

import click

from naves.cli.setup import with_django


@click.command()
@with_django
def demo() -> None:
    """Fill an empty installation with the demonstration country and print its logins."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if not fill_when_empty():
        click.echo("The installation is not empty; nothing was changed.")
    print_logins()


def fill_when_empty() -> bool:
    """Load the demonstration into an installation without places; say whether it did."""
    from naves.adapters.demo.load import load_demonstration
    from naves.domains.places.models import Place
    from naves.kernel.clock import now

    if Place.objects.exists():
        return False
    click.echo("Loading the demonstration country …")
    load_demonstration(at=now())
    return True


def print_logins() -> None:
    """Print one login per role; all share the password."""
    from django.utils.translation import get_language

    from naves.adapters.demo.people import PASSWORD, logins

    czech = get_language() == "cs"
    width = max(len(login.email) for login in logins())
    click.echo(f"  Heslo / password: {PASSWORD}")
    for login in logins():
        click.echo(f"  {login.email:<{width}}  {login.label if czech else login.label_en}")
