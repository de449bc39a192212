"""Uploads are looked into, read after the upload, and read only by those who may."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django_tasks_db.models import DBTaskResult

from naves.domains.accounts.models import AuditEntry
from naves.domains.catalogue.models import Dataset, Distribution, FileProfile, ProfileStatus
from naves.domains.catalogue.operations.datasets import withdraw_dataset
from naves.domains.catalogue.operations.distributions import edit_distribution, remove_distribution
from naves.domains.catalogue.operations.grants import give_grant
from naves.domains.catalogue.operations.profiles import ask_for_profiles, read_file, read_waiting
from naves.domains.catalogue.operations.reading import let_read, open_part
from naves.domains.catalogue.queries.quality import findings_of, report_of
from naves.domains.catalogue.queries.records import dataset_detail
from naves.domains.catalogue.queries.rows import has_rows, rows_of, table_columns
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import NotAllowed, NotFound, Refused
from naves.kernel.filecache import local_copy
from naves.kernel.rowquery import Filter, Question
from tests.factories.accounts import AT
from tests.factories.catalogue import EXPORT, make_dataset, make_distribution
from tests.factories.organisations import make_analyst, make_clerk, make_stranger
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset() -> Dataset:
    return make_dataset(publish=True)


def upload(dataset: Dataset, data: bytes = EXPORT.encode(), name: str = "parkoviste.csv") -> Distribution:
    part = make_distribution(dataset, file=ContentFile(data, name=name))
    read_waiting(AT)
    return part


def test_an_upload_is_read_and_its_rows_can_be_asked_for(dataset: Dataset) -> None:
    part = upload(dataset)
    kept = FileProfile.objects.get(distribution=part)
    assert (kept.status, kept.row_count, kept.column_count, kept.checksum) == ("ready", 3, 3, part.checksum)
    assert [column.kind for column in table_columns(part)] == ["integer", "text", "boolean"]
    answer = rows_of(part, Question(filters=[Filter("obsazeno", "eq", "ano")], columns=["ulice"], count=True))
    assert (answer.records(), answer.total) == ([{"ulice": "Masarykova"}, {"ulice": "Nádražní"}], 2)
    assert read_waiting(AT) == 0


def test_the_upload_of_a_small_file_reads_it_at_once(dataset: Dataset, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        part = make_distribution(dataset, file=ContentFile(EXPORT.encode(), name="a.csv"))
    assert has_rows(part)


def test_a_large_file_is_left_to_the_worker(dataset: Dataset, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        part = make_distribution(dataset, file=ContentFile(b"a,b\n" + b"1,2\n" * 100_000, name="a.csv"))
    assert FileProfile.objects.get(distribution=part).status == ProfileStatus.WAITING
    assert DBTaskResult.objects.filter(task_path="naves.domains.catalogue.tasks.read_upload").count() == 1


def test_what_is_no_table_says_why(dataset: Dataset) -> None:
    part = upload(dataset, b"%PDF-1.7 smlouva", "smlouva.pdf")
    kept = FileProfile.objects.get(distribution=part)
    assert (kept.status, kept.problems[0]["code"]) == ("unreadable", "not_a_table")
    assert not has_rows(part)
    with pytest.raises(NotFound):
        rows_of(part)


def test_a_file_that_was_lost_says_so(dataset: Dataset) -> None:
    part = make_distribution(dataset, file=ContentFile(EXPORT.encode(), name="a.csv"))
    part.file.storage.delete(part.file.name)
    read_waiting(AT)
    assert FileProfile.objects.get(distribution=part).problems[0]["code"] == "file_lost"


def test_a_new_file_is_read_anew_and_the_old_table_is_gone(
    dataset: Dataset, django_capture_on_commit_callbacks: Any
) -> None:
    part = upload(dataset)
    table = FileProfile.objects.get(distribution=part).table
    with django_capture_on_commit_callbacks(execute=True):
        newer = ContentFile(b"a;b\n1;2\n", name="nove.csv")
        part = edit_distribution(actor=SYSTEM, at=AT, distribution=part, values=DistributionValues(), file=newer)
    assert [column.name for column in table_columns(part)] == ["a", "b"]
    assert not table.storage.exists(table.name)
    newest = FileProfile.objects.get(distribution=part).table
    with django_capture_on_commit_callbacks(execute=True):
        remove_distribution(actor=SYSTEM, at=AT, distribution=part)
    assert not newest.storage.exists(newest.name)


def test_a_profile_of_a_replaced_file_is_not_kept(dataset: Dataset) -> None:
    part = make_distribution(dataset, file=ContentFile(EXPORT.encode(), name="a.csv"))
    (profile,) = ask_for_profiles(at=AT)
    Distribution.objects.filter(pk=part.pk).update(checksum="0" * 64)
    assert not has_rows(Distribution.objects.get(pk=part.pk))
    FileProfile.objects.filter(pk=profile.pk).update(status=ProfileStatus.UNREADABLE)
    assert read_file(profile_id=profile.pk, at=AT) is None


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("tabulka.csv", b"%PDF-1.7", "file_type"),
        ("tabulka.xlsx", b"a;b\n1;2\n", "file_type"),
        ("tabulka.xlsx", _zipped(word__document=b"x"), "file_type"),
        ("sesit.ods", _zipped(content=b"x"), "file_type"),
        ("balik.zip", _zipped(nuly=b"0" * 30_000_000), "archive_bomb"),
        ("balik.zip", b"PK\x03\x04 broken", "archive_damaged"),
        ("skript.html", b"<script>alert(1)</script>", "file_type"),
        ("skript.svg", b"<svg/>", "file_type"),
        ("velky.csv", b"a" * (50 * 1024 * 1024 + 1), "file_large"),
    ],
)
def test_an_upload_that_is_not_what_it_says_is_refused_whole(
    dataset: Dataset, name: str, data: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make_distribution(dataset, file=ContentFile(data, name=name))
    assert refusal.value.problems[0].code == code
    assert not Distribution.objects.exclude(file="").exists()


def test_utf_16_and_geojson_are_taken(dataset: Dataset) -> None:
    assert has_rows(upload(dataset, "a;b\n1;2\n".encode("utf-16"), "a.csv"))
    point = b'{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[16,49]}}'
    assert has_rows(upload(dataset, point, "a.geojson"))


def test_who_reads_a_file_of_a_draft_and_of_a_withdrawn_record() -> None:
    town = PlaceFactory(name="Lhota")
    clerk = make_clerk(town, MemberRole.MANAGER)
    owner = Organisation.objects.get(pk=clerk.grants[0].organisation_id)
    draft = make_dataset(owner)
    part = make_distribution(draft, file=ContentFile(EXPORT.encode(), name="a.csv"))
    stranger = make_stranger()
    assert open_part(actor=clerk, at=AT, identifier=part.pk) == part
    assert open_part(actor=make_analyst(), at=AT, identifier=part.pk) == part
    with pytest.raises(NotAllowed):
        open_part(actor=ANONYMOUS, at=AT, identifier=part.pk)
    with pytest.raises(NotFound):
        open_part(actor=stranger, at=AT, identifier=part.pk)
    values = GrantValues(subject_kind="person", action="read", purpose="Výzkum parkování", person_id=stranger.user_id)
    give_grant(actor=clerk, at=AT, target=draft, values=values)
    assert open_part(actor=stranger, at=AT + timedelta(hours=1), identifier=part.pk) == part
    assert AuditEntry.objects.filter(action="grant.used").count() == 1


def test_a_withdrawn_file_is_refused_and_the_published_one_is_not(dataset: Dataset) -> None:
    part = upload(dataset)
    assert let_read(actor=ANONYMOUS, at=AT, part=part) is None
    withdraw_dataset(actor=SYSTEM, at=AT, dataset=dataset, reason="Obsahovalo osobní údaje.")
    part = Distribution.objects.get(pk=part.pk)
    for actor in (ANONYMOUS, make_stranger()):
        with pytest.raises(NotAllowed):
            open_part(actor=actor, at=AT, identifier=part.pk)


def test_a_file_elsewhere_is_none_of_ours(dataset: Dataset) -> None:
    with pytest.raises(NotFound):
        open_part(actor=SYSTEM, at=AT, identifier=dataset.distributions.get().pk)
    assert ask_for_profiles(at=AT) == []


def test_local_copies_of_tables_make_room(tmp_path: Path) -> None:
    first = local_copy(tmp_path, "a", lambda: io.BytesIO(b"x" * 10), most_bytes=15)
    assert local_copy(tmp_path, "a", lambda: io.BytesIO(b"other"), most_bytes=15).read_bytes() == b"x" * 10
    second = local_copy(tmp_path, "b", lambda: io.BytesIO(b"y" * 10), most_bytes=15)
    assert (first.exists(), second.read_bytes()) == (False, b"y" * 10)


def test_what_reading_a_file_shows_stands_in_the_quality_of_the_dataset(dataset: Dataset) -> None:
    upload(dataset, b"jmeno;e-mail\n" + b"".join(f"Osoba {n};osoba{n}@lhota.example\n".encode() for n in range(30)))
    detail = dataset_detail(SYSTEM, dataset.pk)
    report = report_of(detail.dataset, detail.distributions, AT.date())
    found = [finding.problem for part in detail.distributions for finding in findings_of(part)]
    assert found
    assert all(problem in report.to_fix for problem in found)
    assert report.score < report_of(detail.dataset, detail.distributions[:1], AT.date()).score
