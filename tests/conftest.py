"""What all tests share: no network but loopback, the real data where it is, an audit log that can be emptied."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_runtest_setup() -> None:
    """Let a test speak to this machine only."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real public data, or skip where it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no real data at {SHARED.name}/data beside the project")
    return SHARED / "data"


_stores = count()


@pytest.fixture(autouse=True)
def _hub_of_its_own(settings: Any) -> None:
    """Give each test a hub without data; the file is made only by a test that uses it."""
    settings.NAVES_HUB_STORE = f"sqlite:///{settings.NAVES_DATA_DIR / f'hub-{next(_stores)}.sqlite3'}"


FIXED_LISTS = frozenset({"needs_theme", "needs_affectedgroup"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Teach the flush of tests: the audit log refuses to be emptied, and what migrations ship stays."""
    from django.db import connection

    # Of the class: a browser's event loop gives the same thread another connection object.
    operations = type(connection.ops)
    original = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        statements = original(self, style, [table for table in tables if table not in FIXED_LISTS], **options)
        return [
            *_audit_triggers(connection.vendor, keep=False),
            *statements,
            *_audit_triggers(connection.vendor, keep=True),
        ]

    operations.sql_flush = sql_flush  # type: ignore[method-assign]


def _audit_triggers(vendor: str, *, keep: bool) -> list[str]:
    if vendor == "postgresql":
        return [f"ALTER TABLE accounts_auditentry {'ENABLE' if keep else 'DISABLE'} TRIGGER audit_no_change"]
    if not keep:
        return [f"DROP TRIGGER IF EXISTS audit_no_{verb}" for verb in ("update", "delete")]
    return [
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON accounts_auditentry "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        for verb in ("update", "delete")
    ]


@pytest.fixture
def czech() -> Iterator[None]:
    """Speak Czech during a test."""
    from django.utils import translation

    with translation.override("cs"):
        yield
