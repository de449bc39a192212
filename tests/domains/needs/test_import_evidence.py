"""Evidence in bulk."""

from datetime import timedelta
from typing import Any

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.needs import operations
from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.operations import EvidenceRow, ImportReport, NeedRow
from naves.domains.organisations.access import SYSTEM
from naves.domains.places.models import Place
from naves.kernel.errors import Refused
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence_values, make_need, make_values
from tests.factories.organisations import make_clerk
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


def row(place: Place, source_id: str = "", *, number: int = 2, need: str = "", **values: Any) -> EvidenceRow:
    contents = make_evidence_values(source_id=source_id, **values)
    return EvidenceRow(row=number, place_id=place.pk, need_source_id=need, values=contents)


def bring(*rows: EvidenceRow, **options: Any) -> ImportReport:
    return operations.import_evidence(**{"actor": SYSTEM, "at": AT, "source": "usneseni", "rows": rows, **options})


def import_need(place: Place, source_id: str) -> Need:
    row = NeedRow(row=2, place_id=place.pk, source_id=source_id, values=make_values())
    operations.import_needs(actor=SYSTEM, at=AT, source="pocitovka", rows=[row])
    return Need.objects.get(source_id=source_id)


def test_rows_wait_in_the_inbox_of_their_place() -> None:
    place = PlaceFactory()
    report = bring(row(place, "RM/1"), row(place, title="Bez čísla"), digest="d")
    assert (report.created, report.rows) == (2, 2)
    rows = Evidence.objects.values_list("place", "need", "recorded_at", "attached_at")
    assert set(rows) == {(place.pk, None, AT, None)}
    assert AuditEntry.objects.get().action == "evidence.import"


def test_rows_that_name_a_need_go_to_it_or_to_the_one_that_stands_for_it() -> None:
    place = PlaceFactory()
    need, other = import_need(place, "n1"), make_need(place)
    bring(row(place, "RM/1", need="n1"), need_source="pocitovka")
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[need], into=other)
    bring(row(place, "RM/2", need="n1"), need_source="pocitovka")
    assert list(Evidence.objects.order_by("source_id").values_list("need", flat=True)) == [need.pk, other.pk]


def test_a_need_of_another_place_or_an_unknown_one_is_a_fault_of_the_row() -> None:
    place = PlaceFactory()
    import_need(PlaceFactory(), "n1")
    with pytest.raises(Refused) as refusal:
        bring(row(place, "1", need="n1"), row(place, "2", need="n9", number=3), need_source="pocitovka")
    assert [(problem.row, problem.value) for problem in refusal.value.problems] == [(2, "n1"), (3, "n9")]
    assert not Evidence.objects.exists()


def test_repeating_an_import_changes_nothing_and_leaves_sorted_evidence_where_it_is() -> None:
    need = make_need()
    rows = row(need.place, "RM/1"), row(need.place, title="Bez čísla")
    bring(*rows)
    evidence = Evidence.objects.get(source_id="RM/1")
    operations.attach_evidence(actor=SYSTEM, at=AT, evidence=evidence, need=need)
    report = bring(*rows, at=LATER)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)
    evidence.refresh_from_db()
    assert (evidence.need, evidence.recorded_at) == (need, AT)


def test_a_changed_row_is_brought_up_to_date() -> None:
    place = PlaceFactory()
    bring(row(place, "RM/1"))
    report = bring(row(place, "RM/1", people=40), at=LATER)
    assert (report.created, report.updated) == (0, 1)
    assert Evidence.objects.get().people == 40


def test_the_same_number_in_two_towns_is_two_resolutions() -> None:
    assert bring(row(PlaceFactory(), "RM/1"), row(PlaceFactory(), "RM/1")).created == 2


def test_one_bad_row_stops_all() -> None:
    place = PlaceFactory()
    rows = row(place, "1"), row(place, "1", number=3), row(place, "2", number=4, url="litovel.eu")
    with pytest.raises(Refused) as refusal:
        bring(*rows)
    assert [(problem.row, problem.field) for problem in refusal.value.problems] == [(3, "source_id"), (4, "url")]
    assert not Evidence.objects.exists()
    assert bring(*rows, dry_run=True).problem_count == 2


def test_a_clerk_imports_for_the_own_town_only() -> None:
    place = PlaceFactory()
    with pytest.raises(Refused):
        bring(row(place, "1"), row(PlaceFactory(), "1"), actor=make_clerk(place))
    assert bring(row(place, "1"), actor=make_clerk(place), dry_run=True).created == 1
