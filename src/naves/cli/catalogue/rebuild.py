"""`naves catalogue rebuild`: the kept records made anew."""

import click

from naves.cli.setup import prepare_database, with_django


@click.command()
@with_django
def rebuild() -> None:
    """Make the records of all datasets anew: after an upgrade, or where an organisation changed its name."""
    from django.utils.translation import gettext as _

    from naves.adapters.stored_records import registry
    from naves.adapters.stored_records.keeping import keep_all
    from naves.kernel.clock import now

    prepare_database()
    kept = keep_all(list(registry.renderers().values()), now())
    click.echo(_("Records of %(count)s datasets were made.") % {"count": kept})
