"""Joining needs and splitting them again without loss."""

from datetime import timedelta

import pytest

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedsChanged
from naves.domains.needs.models import Evidence, Need, NeedFollower
from naves.domains.needs.queries import follower_ids, need_detail
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.kernel.errors import NotAllowed, Refused
from tests.domains.needs.support import heard
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import make_clerk, make_stranger
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def state(need: Need) -> tuple[str, Need | None]:
    fresh = Need.objects.get(pk=need.pk)
    return fresh.status, fresh.merged_into


def merge(need: Need, into: Need) -> Need:
    return operations.merge_needs(actor=SYSTEM, at=LATER, needs=[need], into=into, reason="Totéž.")


def split(need: Need) -> Need:
    return operations.split_need(actor=SYSTEM, at=LATER, need=need, reason="Není to totéž.")


def test_a_split_need_stands_exactly_where_it_stood_before() -> None:
    place, follower = PlaceFactory(), make_stranger()
    need, other = make_need(place, status=NeedStatus.ANSWERED), make_need(place)
    evidence = make_evidence(need=need)
    operations.follow(actor=follower, at=AT, need=need)
    merge(need, other)
    assert state(need) == (NeedStatus.MERGED, other)
    split(need)
    assert state(need) == (NeedStatus.ANSWERED, None)
    assert Evidence.objects.get().need == need
    assert NeedFollower.objects.get().need == need
    assert [evidence] == need_detail(ANONYMOUS, need.pk).evidence
    assert need_detail(ANONYMOUS, other.pk).evidence == []


def test_the_one_that_stands_for_all_shows_evidence_and_followers_of_all_once() -> None:
    place, follower = PlaceFactory(), make_stranger()
    need, other = make_need(place), make_need(place)
    for each in (need, other):
        operations.follow(actor=follower, at=AT, need=each)
        make_evidence(need=each)
    merge(need, other)
    detail = need_detail(follower, other.pk)
    assert (detail.evidence_count, detail.follower_count, detail.is_followed) == (2, 1, True)
    assert detail.merged == [Need.objects.get(pk=need.pk)]
    assert follower_ids(other.pk) == {follower.user_id}


def test_chains_end_at_the_last_need_and_come_apart_link_by_link() -> None:
    place = PlaceFactory()
    first, second, third = (make_need(place) for _ in range(3))
    merge(first, second)
    merge(second, third)
    assert state(first) == (NeedStatus.MERGED, third)
    split(second)
    assert state(first) == (NeedStatus.MERGED, second)
    assert state(second) == (NeedStatus.PUBLISHED, None)
    split(first)
    assert state(first) == (NeedStatus.PUBLISHED, None)


def test_a_need_split_out_of_the_middle_leaves_the_others_joined() -> None:
    place = PlaceFactory()
    first, second, third = (make_need(place) for _ in range(3))
    merge(first, second)
    merge(second, third)
    split(first)
    assert state(first) == (NeedStatus.PUBLISHED, None)
    assert state(second) == (NeedStatus.MERGED, third)


def test_joining_to_a_merged_need_joins_to_the_one_that_stands_for_it() -> None:
    place = PlaceFactory()
    first, second, third = (make_need(place) for _ in range(3))
    merge(first, second)
    assert merge(third, first) == second
    assert state(third) == (NeedStatus.MERGED, second)


def test_mergers_never_run_in_a_circle() -> None:
    place = PlaceFactory()
    first, second, third = (make_need(place) for _ in range(3))
    merge(first, second)
    merge(second, third)
    for target in (first, second, third):
        with pytest.raises(Refused) as refusal:
            merge(third, target)
        assert refusal.value.problems[0].code == "merge_itself"


def test_needs_of_two_towns_are_two_needs() -> None:
    need = make_need(PlaceFactory())
    with pytest.raises(Refused) as refusal:
        merge(need, make_need(PlaceFactory()))
    assert refusal.value.problems[0].code == "merge_other_place"
    assert state(need) == (NeedStatus.PUBLISHED, None)


def test_what_is_public_does_not_vanish_in_a_draft() -> None:
    place = PlaceFactory()
    draft, need = make_need(place, status=NeedStatus.DRAFT), make_need(place)
    with pytest.raises(Refused) as refusal:
        merge(need, draft)
    assert refusal.value.problems[0].code == "merge_into_draft"
    merge(draft, need)
    assert state(split(draft)) == (NeedStatus.DRAFT, None)


def test_a_merged_need_is_not_merged_again_and_a_free_one_not_split() -> None:
    place = PlaceFactory()
    first, second, third = (make_need(place) for _ in range(3))
    merge(first, second)
    with pytest.raises(Refused) as refusal:
        merge(first, third)
    assert refusal.value.problems[0].code == "need_step"
    with pytest.raises(Refused) as refusal:
        split(third)
    assert refusal.value.problems[0].code == "not_merged"


def test_many_are_joined_at_once_or_none() -> None:
    place = PlaceFactory()
    target, *others = (make_need(place) for _ in range(3))
    stranger = make_need(PlaceFactory())
    with pytest.raises(Refused):
        operations.merge_needs(actor=SYSTEM, at=LATER, needs=[*others, stranger], into=target)
    assert {state(need) for need in others} == {(NeedStatus.PUBLISHED, None)}
    with heard(NeedsChanged) as events:
        operations.merge_needs(actor=make_clerk(place), at=LATER, needs=others, into=target)
    assert {state(need) for need in others} == {(NeedStatus.MERGED, target)}
    assert events == [NeedsChanged(need_ids=(need.pk,), at=LATER) for need in others]


def test_a_clerk_does_not_merge_needs_of_another_town() -> None:
    place = PlaceFactory()
    with pytest.raises(NotAllowed):
        operations.merge_needs(
            actor=make_clerk(PlaceFactory()), at=LATER, needs=[make_need(place)], into=make_need(place)
        )


def test_the_hidden_draft_of_another_does_not_show_in_the_need_it_was_joined_to() -> None:
    place = PlaceFactory()
    draft, need = make_need(place, status=NeedStatus.DRAFT), make_need(place)
    merge(draft, need)
    assert need_detail(ANONYMOUS, need.pk).merged == []
    assert need_detail(make_clerk(place), need.pk).merged == [Need.objects.get(pk=draft.pk)]
