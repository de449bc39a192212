"""One need, its timeline, and needs that say nearly the same."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import Action
from naves.domains.needs.queries import get_need, need_detail, need_timeline, similar_needs
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.kernel.errors import NotFound
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need, make_values
from tests.factories.organisations import make_clerk, make_stranger
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def day(number: int) -> Any:
    return AT + timedelta(days=number)


def test_a_need_that_one_may_not_see_does_not_exist() -> None:
    author = make_stranger()
    draft = make_need(status=NeedStatus.DRAFT, actor=author)
    assert get_need(author, draft.pk) == draft
    for actor in (ANONYMOUS, make_stranger()):
        with pytest.raises(NotFound):
            need_detail(actor, draft.pk)


def test_a_page_offers_what_the_reader_may_do() -> None:
    need = make_need()
    assert need_detail(ANONYMOUS, need.pk).actions == {Action.VIEW}
    assert Action.ANSWER in need_detail(make_clerk(need.place), need.pk).actions


def _cost_of_a_page(need: Need) -> int:
    with CaptureQueriesContext(connection) as queries:
        detail = need_detail(ANONYMOUS, need.pk)
        assert detail.need.place.region
        assert all(evidence.need for evidence in detail.evidence)
    return len(queries)


def _cost_of_a_timeline(need: Need) -> int:
    with CaptureQueriesContext(connection) as queries:
        need_timeline(need)
    return len(queries)


def test_a_page_costs_the_same_number_of_queries_however_much_belongs_to_it() -> None:
    place = PlaceFactory()
    need = make_need(place)
    _cost_of_a_page(need)
    page, timeline = _cost_of_a_page(need), _cost_of_a_timeline(need)
    for _ in range(5):
        merged = make_need(place)
        make_evidence(need=merged)
        make_evidence(need=need)
        operations.merge_needs(actor=SYSTEM, at=AT, needs=[merged], into=need)
    assert _cost_of_a_page(need) == page <= 9
    assert _cost_of_a_timeline(need) == timeline <= 7


def test_the_timeline_tells_the_whole_story_in_order() -> None:
    place = PlaceFactory()
    clerk = make_clerk(place)
    need = operations.voice_need(actor=clerk, at=day(0), place=place, values=make_values())
    need = operations.publish(actor=clerk, at=day(1), need=need)
    evidence = make_evidence(need=need, at=day(2))
    values = make_values(
        title="Chybí ranní spoj k lékaři", themes={"health": Decimal(1)}, groups=frozenset({"seniors", "disabled"})
    )
    need = operations.edit_need(actor=clerk, at=day(3), need=need, version=need.version, values=values)
    other = make_need(place, title="Není spoj", at=day(1))
    operations.merge_needs(actor=clerk, at=day(4), needs=[other], into=need, reason="Totéž.")
    operations.split_need(actor=clerk, at=day(5), need=other, reason="Jiná část obce.")
    need = operations.answer(actor=clerk, at=day(6), need=need, reason="Jezdí mikrobus.")
    need = operations.reopen(actor=clerk, at=day(7), need=need)

    story = need_timeline(need)
    assert [(entry.kind, entry.at) for entry in story] == [
        ("voiced", day(0)),
        ("published", day(1)),
        ("evidence", day(2)),
        ("reclassified", day(3)),
        ("regrouped", day(3)),
        ("edited", day(3)),
        ("absorbed", day(4)),
        ("split_off", day(5)),
        ("answered", day(6)),
        ("reopened", day(7)),
    ]
    by_kind = {entry.kind: entry for entry in story}
    assert (by_kind["evidence"].link_id, by_kind["evidence"].link_text) == (evidence.pk, evidence.title)
    assert by_kind["reclassified"].detail == {"themes": {"health": Decimal(1)}}
    assert by_kind["regrouped"].detail == {"groups": ["seniors", "disabled"]}
    assert by_kind["edited"].detail == {"fields": ["title"]}
    assert (by_kind["absorbed"].link_id, by_kind["absorbed"].reason) == (other.pk, "Totéž.")
    assert (by_kind["answered"].reason, by_kind["answered"].by_id) == ("Jezdí mikrobus.", clerk.user_id)

    assert [(entry.kind, entry.link_text) for entry in need_timeline(other)] == [
        ("voiced", ""),
        ("published", ""),
        ("merged", need.title),
        ("split", need.title),
    ]


def test_the_timeline_does_not_name_a_draft_that_was_joined() -> None:
    place = PlaceFactory()
    draft, need = make_need(place, status=NeedStatus.DRAFT, title="Tajné jméno"), make_need(place)
    operations.merge_needs(actor=SYSTEM, at=day(1), needs=[draft], into=need)
    assert [entry.link_text for entry in need_timeline(need) if entry.kind == "absorbed"] == [""]


def test_a_title_that_says_the_same_in_other_forms_is_found() -> None:
    place = PlaceFactory()
    bus = make_need(place, title="Chybí autobusy k lékaři")
    make_need(place, title="Drahé byty pro mladé rodiny")
    make_need(PlaceFactory(), title="Chybí autobus k lékaři")
    make_need(place, title="Chybí autobus k lékaři", status=NeedStatus.WITHDRAWN)
    (similar,) = similar_needs(place, "chybí autobus k lékařům")
    assert (similar.need, similar.likeness) == (bus, 1.0)
    assert "autobus" in similar.shared


@pytest.mark.parametrize("title", ["", "a i o u", "Zastaralá kanalizace"])
def test_a_title_that_shares_nothing_finds_nothing(title: str) -> None:
    place = PlaceFactory()
    make_need(place, title="Chybí autobusy k lékaři")
    assert similar_needs(place, title) == []


def test_the_most_similar_title_comes_first() -> None:
    place = PlaceFactory()
    near = make_need(place, title="Chybí chodník podél silnice do školy")
    same = make_need(place, title="Chybí chodník ke škole")
    assert [similar.need for similar in similar_needs(place, "Chybí chodník ke škole")] == [same, near]
