"""Publishing, answering, reopening and withdrawing."""

from datetime import timedelta

import pytest

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedsChanged, NeedStepped
from naves.domains.needs.models import NeedTransition
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.enums import MemberRole
from naves.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from tests.domains.needs.support import heard
from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.organisations import make_analyst, make_clerk, make_stranger

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def test_a_need_goes_all_the_way_and_back() -> None:
    need = make_need(status=NeedStatus.DRAFT)
    clerk = make_clerk(need.place, MemberRole.MANAGER)
    need = operations.publish(actor=clerk, at=AT, need=need)
    need = operations.answer(actor=clerk, at=LATER, need=need, reason="Jezdí nový spoj.")
    need = operations.reopen(actor=clerk, at=LATER, need=need, reason="Spoj zrušili.")
    need = operations.withdraw(actor=clerk, at=LATER, need=need, reason="Zapsáno dvakrát.")
    need = operations.publish(actor=make_analyst(), at=LATER, need=need)
    steps = NeedTransition.objects.filter(need=need).values_list("from_status", "to_status", "reason")
    assert list(steps) == [
        ("", "draft", ""),
        ("draft", "published", ""),
        ("published", "answered", "Jezdí nový spoj."),
        ("answered", "published", "Spoj zrušili."),
        ("published", "withdrawn", "Zapsáno dvakrát."),
        ("withdrawn", "published", ""),
    ]
    assert (need.published_at, need.version) == (AT, 6)


def test_each_step_is_told_to_those_who_listen() -> None:
    need = make_need()
    with heard(NeedStepped, NeedsChanged) as events:
        operations.answer(actor=SYSTEM, at=LATER, need=need, reason="Hotovo.")
    assert events == [
        NeedStepped(need.pk, "published", "answered", "Hotovo.", LATER),
        NeedsChanged(need_ids=(need.pk,), at=LATER),
    ]


def test_withdrawing_asks_for_the_reason() -> None:
    need = make_need()
    with pytest.raises(Refused) as refusal:
        operations.withdraw(actor=SYSTEM, at=LATER, need=need, reason=" ")
    assert refusal.value.problems[0].field == "reason"


def test_a_step_that_does_not_follow_is_refused_with_the_way_out() -> None:
    need = make_need(status=NeedStatus.DRAFT)
    with pytest.raises(Refused) as refusal:
        operations.answer(actor=SYSTEM, at=LATER, need=need)
    assert refusal.value.problems[0].code == "need_step"
    assert not isinstance(refusal.value, Conflict)


def test_a_stranger_learns_nothing_of_a_draft_from_a_wrong_step() -> None:
    need = make_need(status=NeedStatus.DRAFT)
    with pytest.raises(NotAllowed):
        operations.answer(actor=make_stranger(), at=LATER, need=need)


def test_the_second_of_two_clerks_is_told() -> None:
    need = make_need()
    operations.answer(actor=SYSTEM, at=LATER, need=need)
    operations.reopen(actor=SYSTEM, at=LATER, need=need)
    with pytest.raises(Conflict):
        operations.answer(actor=SYSTEM, at=LATER, need=need, version=need.version)


def test_a_need_that_is_gone_is_not_found() -> None:
    need = make_need(status=NeedStatus.DRAFT)
    type(need).objects.filter(pk=need.pk).delete()
    with pytest.raises(NotFound):
        operations.publish(actor=SYSTEM, at=LATER, need=need)


def test_the_town_itself_does_not_publish_again_what_was_withdrawn() -> None:
    need = make_need(status=NeedStatus.WITHDRAWN)
    with pytest.raises(NotAllowed):
        operations.publish(actor=make_clerk(need.place, MemberRole.MANAGER), at=LATER, need=need)
