"""Adding, sorting and following."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from naves.domains.needs import operations
from naves.domains.needs.enums import EvidenceKind, NeedStatus
from naves.domains.needs.models import Evidence, NeedFollower
from naves.domains.needs.queries import get_evidence, inbox, inbox_counts
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_evidence_values, make_need
from tests.factories.organisations import make_clerk, make_stranger
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def test_evidence_of_a_merged_need_goes_to_the_one_that_stands_for_it() -> None:
    place = PlaceFactory()
    need, other = make_need(place), make_need(place)
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[need], into=other)
    evidence = operations.add_evidence(actor=make_stranger(), at=LATER, values=make_evidence_values(), need=need)
    assert (evidence.need, evidence.place, evidence.attached_at) == (other, place, LATER)


def test_evidence_waits_in_the_inbox_until_a_clerk_sorts_it() -> None:
    need = make_need()
    clerk = make_clerk(need.place)
    evidence = make_evidence(place=need.place, actor=clerk)
    assert list(inbox(clerk, need.place).items) == [evidence]
    operations.attach_evidence(actor=clerk, at=LATER, evidence=evidence, need=need)
    assert inbox(clerk, need.place).total == 0
    operations.detach_evidence(actor=clerk, at=LATER, evidence=evidence)
    assert inbox_counts([need.place_id]) == {need.place_id: 1}
    evidence.refresh_from_db()
    assert (evidence.need, evidence.attached_at) == (None, None)


def test_the_inbox_pages_through_all_the_newest_first() -> None:
    place = PlaceFactory()
    day = make_evidence_values().occurred_on
    made = [make_evidence(place=place, occurred_on=day - timedelta(days=back // 2)) for back in range(7)]
    seen, cursor = [], None
    while True:
        page = inbox(SYSTEM, place, cursor=cursor, limit=3)
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == sorted(made, key=lambda evidence: (evidence.occurred_on, evidence.pk), reverse=True)
    assert page.total == 7
    assert list(inbox(SYSTEM, place, kind=EvidenceKind.PETITION).items) == []


def test_the_inbox_of_a_town_is_its_own() -> None:
    place = PlaceFactory()
    evidence = make_evidence(place=place)
    for actor in (ANONYMOUS, make_stranger(), make_clerk(PlaceFactory())):
        with pytest.raises(NotAllowed):
            inbox(actor, place)
        with pytest.raises(NotFound):
            get_evidence(actor, evidence.pk)
    assert get_evidence(make_clerk(place), evidence.pk) == evidence


def test_evidence_of_a_public_need_is_public() -> None:
    evidence = make_evidence(need=make_need())
    assert get_evidence(ANONYMOUS, evidence.pk) == evidence
    hidden = make_evidence(need=make_need(status=NeedStatus.DRAFT))
    with pytest.raises(NotFound):
        get_evidence(ANONYMOUS, hidden.pk)


def test_evidence_stays_in_its_town() -> None:
    evidence = make_evidence(place=PlaceFactory())
    with pytest.raises(Refused) as refusal:
        operations.attach_evidence(actor=SYSTEM, at=LATER, evidence=evidence, need=make_need(PlaceFactory()))
    assert refusal.value.problems[0].field == "need"


def test_a_clerk_moves_evidence_between_needs() -> None:
    place = PlaceFactory()
    need, other = make_need(place), make_need(place)
    evidence = make_evidence(need=need)
    moved = operations.attach_evidence(actor=make_clerk(place), at=LATER, evidence=evidence, need=other)
    assert (moved.need, moved.attached_at) == (other, LATER)
    with pytest.raises(NotAllowed):
        operations.attach_evidence(actor=make_stranger(), at=LATER, evidence=evidence, need=need)


def test_the_same_resolution_is_recorded_once() -> None:
    place = PlaceFactory()
    make_evidence(place=place, source_id="RM/12/2025")
    with pytest.raises(Conflict):
        make_evidence(place=place, source_id="RM/12/2025")
    make_evidence(place=PlaceFactory(), source_id="RM/12/2025")
    assert Evidence.objects.count() == 2


def test_a_file_is_kept_and_a_false_one_refused() -> None:
    need = make_need()
    file = ContentFile(b"%PDF-1.7\n%%EOF", name="usneseni.pdf")
    values = make_evidence_values(title="")
    evidence = operations.add_evidence(actor=SYSTEM, at=LATER, values=values, need=need, file=file)
    with evidence.file.open("rb") as kept:
        assert kept.read() == b"%PDF-1.7\n%%EOF"
    false = ContentFile(b"<script>", name="usneseni.pdf")
    with pytest.raises(Refused) as refusal:
        operations.add_evidence(actor=SYSTEM, at=LATER, values=values, need=need, file=false)
    assert [problem.field for problem in refusal.value.problems] == ["file"]
    assert Evidence.objects.count() == 1


def test_following_twice_is_once_and_ends_when_asked() -> None:
    need, citizen = make_need(), make_stranger()
    for _ in range(2):
        operations.follow(actor=citizen, at=LATER, need=need)
    assert NeedFollower.objects.values_list("need", "user").get() == (need.pk, citizen.user_id)
    for _ in range(2):
        operations.unfollow(actor=citizen, at=LATER, need=need)
    assert not NeedFollower.objects.exists()
    with pytest.raises(NotAllowed):
        operations.follow(actor=ANONYMOUS, at=LATER, need=need)
