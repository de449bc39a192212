"""Emptying the test database, as a fresh installation would be."""

from django.core.management import call_command


def empty_database() -> None:
    """Remove every row but what migrations ship (see ``sql_flush`` in tests/conftest.py)."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)
