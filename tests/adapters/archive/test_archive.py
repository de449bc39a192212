"""Everything in, everything out: an archive of an installation restores it row by row."""

import tarfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile
from django.db import models

from naves.adapters.archive.backup import write_archive
from naves.adapters.archive.restore import read_archive
from naves.adapters.archive.tables import archived_models
from naves.adapters.search_index import current
from naves.cli import main
from naves.config import wiring
from naves.domains.accounts import audit
from naves.domains.accounts.models import AuditEntry, User
from naves.domains.needs.models import Evidence
from naves.domains.places.models import Place
from naves.kernel.errors import Conflict, Refused
from tests.factories.organisations import MembershipFactory
from tests.factories.places import make_country
from tests.support.database import empty_database

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def rows(model: type[models.Model]) -> list[dict[str, object]]:
    return list(model._base_manager.order_by("pk").values())


def content() -> dict[str, list[dict[str, object]]]:
    return {model._meta.label: rows(model) for model in archived_models()}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    town = make_country().town("Litovel")
    member = MembershipFactory()
    evidence = Evidence(
        place=town,
        kind="survey",
        source="dotazník",
        occurred_on=date(2025, 5, 1),
        recorded_at=AT,
        text="Příliš žluťoučký",
    )
    evidence.file.save("dotaznik.txt", ContentFile("odpovědi ; 42\n".encode()))
    audit.record(actor_id=member.user.pk, action="test", kind="evidence", identifier=evidence.pk, at=AT, after={"a": 1})
    write_archive(tmp_path / "naves.tar.gz")
    return tmp_path / "naves.tar.gz"


def test_a_restored_installation_equals_the_one_that_was_backed_up(archive: Path) -> None:
    before = content()
    file_name = Evidence.objects.get().file.name
    assert sum(map(len, before.values())) > 40
    empty_database()
    Evidence.file.field.storage.delete(file_name)
    assert not User.objects.exists()

    read_archive(archive)

    assert content() == before
    assert Evidence.objects.get().file.read().decode() == "odpovědi ; 42\n"
    assert audit.verify().holds
    new = audit.record(actor_id=None, action="test", kind="x", identifier="1", at=AT)
    assert new.sequence == len(before["accounts.AuditEntry"]) + 1


def test_the_search_of_a_restored_installation_finds_what_was_restored(archive: Path, settings: Any) -> None:
    settings.NAVES_DATA_DIR = archive.parent
    wiring.connect()
    current.rebuild()
    empty_database()
    current.rebuild()
    assert current.index().counts()["place"] == 0
    result = CliRunner().invoke(main, ["restore", str(archive)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert current.index().counts()["place"] == Place.objects.count() > 0
    current.forget()


def test_a_filled_database_is_not_overwritten(archive: Path) -> None:
    before = content()
    with pytest.raises(Conflict):
        read_archive(archive)
    assert content() == before


def test_a_damaged_archive_writes_nothing(archive: Path) -> None:
    empty_database()
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused, match="not a whole archive"):
        read_archive(archive)
    assert (Place.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_an_archive_whose_table_was_changed_is_refused(archive: Path, tmp_path: Path) -> None:
    empty_database()
    folder = tmp_path / "unpacked"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    table = folder / "tables" / "places.Place.jsonl"
    table.write_text(table.read_text().replace("Litovel", "Jinde"))
    with tarfile.open(archive, "w:gz") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                tar.add(path, path.relative_to(folder).as_posix())
    with pytest.raises(Refused, match="damaged"):
        read_archive(archive)
    assert Place.objects.count() == 0


def test_something_else_than_an_archive_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "picture.png"
    other.write_bytes(b"\x89PNG\r\n" * 100)
    with pytest.raises(Refused, match="not a whole archive"):
        read_archive(other)
