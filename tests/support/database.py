"""Emptying the test database, the audit log among it, as a fresh installation would be."""

from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor


def empty_database() -> None:
    """Remove every row but the record of migrations, then fill the fixed lists again."""
    from django.db import connection

    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)
    refill_fixed_lists(MigrationExecutor(connection))


def refill_fixed_lists(executor: MigrationExecutor) -> None:
    """Write the rows that migrations ship (themes, groups); a flush takes them away."""
    from importlib import import_module

    apps = executor.loader.project_state().apps
    import_module("naves.domains.needs.migrations.0002_themes_and_groups").fill(apps, None)
