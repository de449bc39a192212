"""The audit log: appended to only, chained, and found out when tampered with."""

# ruff: noqa: S608 - the statements are this file's own

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naves.domains.accounts import audit, queries
from naves.domains.accounts.models import AuditEntry, AuditHead
from naves.kernel.ids import new_id
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, 30, 15, 123456, tzinfo=UTC)
TABLE = "accounts_auditentry"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def write(count: int = 1) -> list[AuditEntry]:
    return [
        audit.record(
            actor_id=None, action="edit", kind="need", identifier=n, before={"n": n}, after={"n": n + 1}, at=AT
        )
        for n in range(count)
    ]


def without_triggers(*statements: str) -> None:
    """Do what somebody with full rights over the database could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER audit_no_change")
        else:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER audit_no_{verb}")
        for statement in statements:
            cursor.execute(statement)


def test_an_empty_log_holds() -> None:
    assert audit.verify() == audit.Verdict(0, audit.GENESIS)


def test_each_line_carries_the_hash_of_the_one_before() -> None:
    entries = write(3)
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries] == [audit.GENESIS, entries[0].hash, entries[1].hash]
    assert audit.verify() == audit.Verdict(3, entries[2].hash)


def test_many_lines_at_once_are_chained_like_single_ones() -> None:
    audit.record_many(actor_id=uuid4(), lines=[audit.Line("a", "b", str(n)) for n in range(1200)], at=AT)
    assert audit.verify().lines == 1200
    assert audit.verify().holds


@given(values=st.dictionaries(st.text(max_size=8), JSON, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_values_come_back_from_the_database_as_they_were_hashed(values: dict[str, object]) -> None:
    with transaction.atomic():
        audit.record(actor_id=uuid4(), action="edit", kind="need", identifier="x", before=values, after=values, at=AT)
        assert audit.verify().holds
        transaction.set_rollback(True)


@pytest.mark.parametrize("statement", [f"UPDATE {TABLE} SET action = 'x'", f"DELETE FROM {TABLE}"])
def test_the_database_refuses_to_change_or_delete_a_line(statement: str) -> None:
    write(2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert audit.verify().lines == 2


@pytest.mark.parametrize(
    ("tampering", "broken_at", "reason"),
    [
        (f"UPDATE {TABLE} SET after = '{{\"n\": 99}}' WHERE sequence = 2", 2, "content"),
        (f"UPDATE {TABLE} SET actor_id = '{'0' * 32}' WHERE sequence = 1", 1, "content"),
        (f"UPDATE {TABLE} SET at = '2020-01-01 00:00:00' WHERE sequence = 3", 3, "content"),
        (f"DELETE FROM {TABLE} WHERE sequence = 2", 2, "missing"),
        (f"DELETE FROM {TABLE} WHERE sequence = 4", 4, "missing"),
        (f"UPDATE {TABLE} SET hash = '{'f' * 64}' WHERE sequence = 2", 2, "content"),
        (f"UPDATE {TABLE} SET previous_hash = '{'f' * 64}' WHERE sequence = 2", 2, "link"),
    ],
)
def test_tampering_past_the_triggers_is_found_and_located(tampering: str, broken_at: int, reason: str) -> None:
    write(4)
    without_triggers(tampering)
    verdict = audit.verify()
    assert (verdict.holds, verdict.broken_at, verdict.reason) == (False, broken_at, reason)


def test_a_line_slipped_in_with_a_sound_hash_is_found() -> None:
    write(2)
    last = AuditEntry.objects.get(sequence=2)
    AuditEntry.objects.filter(sequence=3).exists()
    forged = AuditEntry(sequence=3, at=AT, action="x", kind="y", identifier="z", previous_hash=last.hash)
    forged.hash = audit.line_hash(forged)
    forged.save(force_insert=True)
    assert audit.verify().broken_at == 4
    assert AuditHead.objects.get().sequence == 2


def test_a_write_that_fails_leaves_no_line() -> None:
    def fail() -> None:
        with transaction.atomic():
            write()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert audit.verify().lines == 0


def test_the_history_of_an_object_names_people_and_changed_fields() -> None:
    user = UserFactory(name="Jana Nováková")
    erased = UserFactory(erased_at=AT, name="")
    need = new_id()
    audit.record(
        actor_id=user.pk,
        action="edit",
        kind="need",
        identifier=need,
        before={"a": 1, "b": 2},
        after={"a": 1, "b": 3},
        at=AT,
    )
    audit.record(actor_id=erased.pk, action="publish", kind="need", identifier=need, at=AT)
    write()
    first, second = queries.history_of("need", need)
    assert (first.actor_name, first.action, first.changes) == ("Jana Nováková", "edit", [queries.Change("b", 2, 3)])
    assert (second.actor_name, second.actor_id, second.changes) == ("", erased.pk, [])


def test_the_log_is_read_in_pages_from_the_newest() -> None:
    write(5)
    first = queries.audit_log(limit=2)
    second = queries.audit_log(limit=2, cursor=first.next_cursor or "")
    last = queries.audit_log(limit=2, cursor=second.next_cursor or "")
    assert [line.sequence for page in (first, second, last) for line in page.items] == [5, 4, 3, 2, 1]
    assert last.next_cursor is None
    assert queries.audit_log(kind="user").items == []


WRITERS, LINES_EACH = 4, 25


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_never_fork_the_chain(tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        _write_in_threads()
        verdict = audit.verify()
        assert (verdict.lines, verdict.holds) == (WRITERS * LINES_EACH, True)
    else:
        assert _write_in_processes(tmp_path / "naves.sqlite3") == f"{WRITERS * LINES_EACH} True"


def _write_in_threads() -> None:
    failures: list[Exception] = []

    def work() -> None:
        try:
            write(LINES_EACH)
        except Exception as error:  # noqa: BLE001 - told to the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert failures == []


def _write_in_processes(database: Path) -> str:
    """Write from several processes into a file, as the site and its worker do; return what verifying says."""
    environment = {**os.environ, "NAVES_TEST_DATABASE_URL": f"sqlite:///{database}"}
    root = Path(__file__).resolve().parents[3]

    def python(arguments: Sequence[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments], env=environment, cwd=root, stdout=subprocess.PIPE, text=True
        )

    writer = ["-m", "tests.domains.accounts.parallel_writer"]
    assert python([*writer, "migrate"]).wait() == 0
    writers = [python([*writer, str(LINES_EACH)]) for _ in range(WRITERS)]
    assert [process.wait() for process in writers] == [0] * WRITERS
    check = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'naves.config.settings.test'\n"
        "import django; django.setup()\n"
        "from naves.domains.accounts import audit\n"
        "verdict = audit.verify(); print(verdict.lines, verdict.holds)"
    )
    return python(["-c", check]).communicate()[0].strip()
