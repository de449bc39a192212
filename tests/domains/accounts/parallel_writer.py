"""Writes lines into the audit log of the database in NAVES_TEST_DATABASE_URL: a process of its own for tests.

``python -m tests.domains.accounts.parallel_writer migrate`` makes the tables; a number writes that many lines.
"""

import os
import sys
from datetime import UTC, datetime


def main(argument: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naves.config.settings.test")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from naves.domains.accounts import audit

    if argument == "migrate":
        call_command("migrate", "accounts", verbosity=0)
        return
    for number in range(int(argument)):
        with transaction.atomic():
            audit.record(
                actor_id=None,
                action="write",
                kind="test",
                identifier=f"{os.getpid()}-{number}",
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )


if __name__ == "__main__":
    main(sys.argv[1])
