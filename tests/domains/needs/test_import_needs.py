"""Needs in bulk."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedsChanged
from naves.domains.needs.models import Need, NeedThemeShare, NeedTransition
from naves.domains.needs.operations import ImportReport, NeedRow
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.domains.places.models import Place
from naves.kernel.errors import NotAllowed, Refused
from tests.domains.needs.support import heard
from tests.factories.accounts import AT
from tests.factories.needs import make_values
from tests.factories.organisations import make_clerk, make_stranger
from tests.factories.places import PlaceFactory, make_orp

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


def row(place: Place, source_id: str = "", *, number: int = 2, **values: Any) -> NeedRow:
    return NeedRow(row=number, place_id=place.pk, source_id=source_id, values=make_values(**values))


def bring(*rows: NeedRow, **options: Any) -> ImportReport:
    return operations.import_needs(**{"actor": SYSTEM, "at": AT, "source": "pocitovka", "rows": rows, **options})


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.kept


def test_rows_become_published_needs_as_if_voiced_one_by_one() -> None:
    place = PlaceFactory()
    with heard(NeedsChanged) as events:
        report = bring(row(place, "a"), row(place, "b", title="Nebezpečný přechod"), digest="d1")
    needs = list(Need.objects.order_by("source_id"))
    assert counts(report) == (2, 0, 0, 0)
    assert [(need.status, need.published_at, need.title_folded) for need in needs] == [
        ("published", AT, "chybi ranni autobus k lekari"),
        ("published", AT, "nebezpecny prechod"),
    ]
    assert list(needs[0].theme_shares.values_list("theme_id", "share", "since")) == [("mobility", Decimal(1), AT)]
    assert list(needs[0].groups.values_list("group_id", "since")) == [("seniors", AT)]
    assert list(needs[0].transitions.values_list("from_status", "to_status", "at")) == [("", "published", AT)]
    assert events == [NeedsChanged(need_ids=tuple(Need.objects.order_by("pk").values_list("pk", flat=True)), at=AT)]


def test_an_import_leaves_one_audit_line_with_counts_and_the_digest_of_the_file() -> None:
    place = PlaceFactory()
    bring(row(place, "a"), row(place, "b"), digest="sha256:42")
    line = AuditEntry.objects.get()
    assert (line.action, line.kind, line.identifier) == ("needs.import", "needs", "pocitovka")
    assert line.after == {
        "created": 2, "updated": 0, "unchanged": 0, "kept": 0, "source": "pocitovka", "digest": "sha256:42",
    }  # fmt: skip


def test_repeating_an_import_changes_nothing() -> None:
    place = PlaceFactory()
    rows = row(place, "a"), row(place), row(place, title="Nebezpečný přechod")
    bring(*rows)
    before = list(Need.objects.order_by("pk").values())
    with heard(NeedsChanged) as events:
        report = bring(*rows, at=LATER)
    assert counts(report) == (0, 0, 3, 0)
    assert list(Need.objects.order_by("pk").values()) == before
    assert events == []


def test_a_changed_row_is_brought_up_to_date_without_rewriting_what_was_published() -> None:
    place = PlaceFactory()
    bring(row(place, "a"))
    report = bring(row(place, "a", title="Chybí vlak", themes={"health": Decimal(1)}), at=LATER)
    need = Need.objects.get()
    assert counts(report) == (0, 1, 0, 0)
    assert (need.title, need.title_folded, need.version, need.published_at) == ("Chybí vlak", "chybi vlak", 2, AT)
    shares = NeedThemeShare.objects.order_by("since").values_list("theme_id", "since", "until")
    assert list(shares) == [("mobility", AT, LATER), ("health", LATER, None)]


def test_what_people_merged_or_withdrew_stays_as_they_left_it() -> None:
    place = PlaceFactory()
    bring(row(place, "a"), row(place, "b", title="Nejezdí autobus"), row(place, "c"))
    first, second, third = Need.objects.order_by("source_id")
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[first], into=second)
    operations.withdraw(actor=SYSTEM, at=AT, need=third, reason="Zapsáno omylem.")
    report = bring(row(place, "a", severity=3), row(place, "c", severity=3), at=LATER)
    assert counts(report) == (0, 0, 0, 2)
    assert set(Need.objects.values_list("severity", flat=True)) == {2}


def test_a_dry_run_counts_the_same_and_writes_nothing() -> None:
    place = PlaceFactory()
    bring(row(place, "a"), row(place, "b"))
    rows = row(place, "a"), row(place, "b", severity=3), row(place, "c")
    preview = bring(*rows, at=LATER, dry_run=True)
    assert counts(preview) == (1, 1, 1, 0)
    assert Need.objects.filter(version=1).count() == 2
    assert AuditEntry.objects.count() == 1
    assert counts(bring(*rows, at=LATER)) == counts(preview)


def test_one_bad_row_stops_all_and_each_fault_names_its_row() -> None:
    place = PlaceFactory()
    rows = (
        row(place, "a"),
        row(place, "b", number=3, title="", severity=9),
        row(place, "a", number=4),
        row(make_orp(), "d", number=5),
        replace(row(place, "e", number=6), place_id=0),
        row(place, "f" * 121, number=7),
    )
    with pytest.raises(Refused) as refusal:
        bring(*rows)
    assert [(problem.row, problem.field) for problem in refusal.value.problems] == [
        (3, "title"), (3, "severity"), (4, "source_id"), (5, "place"), (6, "place"), (7, "source_id"),
    ]  # fmt: skip
    assert not Need.objects.exists()
    assert not NeedTransition.objects.exists()
    preview = bring(*rows, dry_run=True)
    assert preview.problems == refusal.value.problems
    assert preview.created == 1


def test_a_fault_in_a_late_batch_undoes_the_early_ones() -> None:
    place = PlaceFactory()
    many = (row(place, str(number)) for number in range(2001))
    with pytest.raises(Refused):
        bring(*many, row(place, "last", title=""))
    assert not Need.objects.exists()


def test_of_thousands_of_faults_the_first_are_shown_and_all_counted() -> None:
    place = PlaceFactory()
    report = bring(*(row(place, str(number), title="") for number in range(1500)), dry_run=True)
    assert (report.problem_count, len(report.problems)) == (1500, 1000)


def test_a_known_row_does_not_move_to_another_town() -> None:
    bring(row(PlaceFactory(), "a"))
    with pytest.raises(Refused) as refusal:
        bring(row(PlaceFactory(), "a"), at=LATER)
    assert refusal.value.problems[0].code == "need_place_fixed"


def test_a_clerk_imports_for_the_own_town_only() -> None:
    place = PlaceFactory()
    clerk = make_clerk(place)
    assert bring(row(place, "a"), actor=clerk).created == 1
    with pytest.raises(Refused) as refusal:
        bring(row(place, "b"), row(PlaceFactory(), "c", number=3), actor=clerk)
    assert [(problem.row, problem.code) for problem in refusal.value.problems] == [(3, "place_not_yours")]
    for actor in (ANONYMOUS, make_stranger()):
        with pytest.raises(NotAllowed):
            bring(row(place, "d"), actor=actor)


def test_drafts_are_imported_for_a_clerk_to_look_through() -> None:
    bring(row(PlaceFactory(), "a"), publish=False)
    need = Need.objects.get()
    assert (need.status, need.published_at) == (NeedStatus.DRAFT, None)
    assert list(need.transitions.values_list("from_status", "to_status")) == [("", "draft")]


def test_progress_is_told_batch_by_batch() -> None:
    place, done = PlaceFactory(), list[int]()
    bring(*(row(place, str(number)) for number in range(2500)), progress=done.append, dry_run=True)
    assert done == [2000, 2500]


@pytest.mark.parametrize("source", ["", "s" * 61])
def test_the_source_must_have_a_name(source: str) -> None:
    with pytest.raises(Refused) as refusal:
        bring(row(PlaceFactory(), "a"), source=source)
    assert refusal.value.problems[0].field == "source"
