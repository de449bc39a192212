"""Lists of needs: filters, pages, and what a page costs."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.queries import NeedFilter, NeedPage, need_list, needs_for_export
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.kernel.errors import Refused
from naves.kernel.paging import encode_cursor
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need, make_values
from tests.factories.organisations import make_clerk, make_stranger
from tests.factories.places import PlaceFactory, make_country

pytestmark = pytest.mark.django_db


def titles(page: NeedPage) -> set[str]:
    return {item.need.title for item in page.items}


def found(**by: Any) -> set[str]:
    return titles(need_list(ANONYMOUS, NeedFilter(**by)))


def all_pages(**options: Any) -> list[Need]:
    seen: list[Need] = []
    cursor = None
    while True:
        page = need_list(ANONYMOUS, cursor=cursor, **options)
        seen += [item.need for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return seen


def test_a_list_shows_what_is_open_unless_asked_for_more() -> None:
    place = PlaceFactory()
    for status in (NeedStatus.DRAFT, NeedStatus.PUBLISHED, NeedStatus.ANSWERED, NeedStatus.WITHDRAWN):
        make_need(place, status=status, title=f"Potřeba {status.value}")
    assert found() == {"Potřeba published", "Potřeba answered"}
    assert found(statuses=()) == {"Potřeba published", "Potřeba answered", "Potřeba withdrawn"}
    assert found(statuses=[NeedStatus.WITHDRAWN]) == {"Potřeba withdrawn"}
    assert found(statuses=[NeedStatus.DRAFT]) == set()
    drafts = NeedFilter(statuses=[NeedStatus.DRAFT])
    assert titles(need_list(make_clerk(place), drafts)) == {"Potřeba draft"}
    assert titles(need_list(make_clerk(PlaceFactory()), drafts)) == set()


def test_filters_narrow_and_combine() -> None:
    make_need(title="Chybí autobus", themes={"mobility": Decimal("0.6"), "health": Decimal("0.4")}, severity=3)
    make_need(title="Drahé byty", themes={"housing": Decimal(1)}, groups=frozenset({"youth", "families"}))
    make_need(title="Není lékař", themes={"health": Decimal(1)}, voiced_by="town", severity=3)
    assert found(theme="health") == {"Chybí autobus", "Není lékař"}
    assert found(group="youth") == {"Drahé byty"}
    assert found(voiced_by="town") == {"Není lékař"}
    assert found(severity=3) == {"Chybí autobus", "Není lékař"}
    assert found(severity=3, theme="health", voiced_by="citizen") == {"Chybí autobus"}
    assert found(theme="waste") == set()


def test_a_theme_that_a_need_no_longer_has_does_not_find_it() -> None:
    need = make_need(title="Chybí autobus")
    values = make_values(title="Chybí autobus", themes={"health": Decimal(1)})
    operations.edit_need(actor=SYSTEM, at=AT, need=need, version=need.version, values=values)
    assert found(theme="mobility") == set()
    assert found(theme="health") == {"Chybí autobus"}


def test_places_of_every_level_hold_the_needs_below_them() -> None:
    country = make_country()
    for name in ("Olomouc", "Litovel", "Šumperk", "Most"):
        make_need(country.town(name), title=f"Potřeba {name}")
    assert found(place=country.town("Most")) == {"Potřeba Most"}
    assert found(place=country.orps["7105"]) == {"Potřeba Litovel"}
    assert found(place=country.districts["CZ0712"]) == {"Potřeba Olomouc", "Potřeba Litovel"}
    assert found(place=country.regions["CZ071"]) == {"Potřeba Olomouc", "Potřeba Litovel", "Potřeba Šumperk"}
    assert len(found(place=country.state)) == 4
    assert found(size_class=country.town("Litovel").size_class) == {"Potřeba Litovel"}


@pytest.mark.parametrize("text", ["prechod", "PŘECHOD", "skoly nebezpecny", " přechod  "])
def test_titles_are_found_without_accents_and_in_any_order(text: str) -> None:
    make_need(title="Nebezpečný přechod u školy")
    make_need(title="Drahé byty pro mladé")
    assert found(text=text) == {"Nebezpečný přechod u školy"}


@pytest.mark.parametrize("text", ["100 %", "a_b", "\\"])
def test_signs_that_mean_something_to_the_database_mean_themselves(text: str) -> None:
    make_need(title="Sleva 1000 korun axb")
    make_need(title="Sleva 100 % a_b \\ konec")
    assert found(text=text) == {"Sleva 100 % a_b \\ konec"}


def test_needs_without_evidence_are_found_merged_ones_counted_in() -> None:
    place = PlaceFactory()
    make_need(place, title="Bez dokladu")
    main, merged = make_need(place, title="Hlavní potřeba"), make_need(place, title="Sloučená")
    make_evidence(need=merged)
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[merged], into=main)
    assert found(without_evidence=True) == {"Bez dokladu"}


def test_days_are_days_in_prague() -> None:
    late = AT.replace(day=1, hour=23, minute=30)
    make_need(title="Po půlnoci", at=late)
    assert found(published_from=date(2026, 1, 2)) == {"Po půlnoci"}
    assert found(published_to=date(2026, 1, 1)) == set()


def test_people_find_what_they_voiced_and_what_they_follow() -> None:
    citizen = make_stranger()
    own, other = make_need(title="Moje potřeba", actor=citizen), make_need(title="Cizí potřeba")
    operations.follow(actor=citizen, at=AT, need=other)
    assert found(author_id=citizen.user_id) == {own.title}
    assert found(follower_id=citizen.user_id) == {other.title}


def test_a_higher_domain_may_narrow_the_list_its_own_way() -> None:
    need = make_need(title="Tahle potřeba")
    make_need(title="Jiná potřeba")
    page = need_list(ANONYMOUS, among=Need.objects.filter(pk=need.pk))
    assert titles(page) == {"Tahle potřeba"}


ORDERS: dict[str, Callable[[Need], Any]] = {
    "recent": lambda need: (-need.listed_at.timestamp(), -need.pk.int),
    "oldest": lambda need: (need.listed_at, need.pk.int),
    "people": lambda need: (-(need.people_affected or 0), -need.pk.int),
}


@pytest.mark.parametrize("sort", ORDERS)
def test_pages_follow_one_another_without_gap_or_repeat(sort: str) -> None:
    place = PlaceFactory()
    for number in range(9):
        make_need(place, at=AT + timedelta(days=number // 3), people_affected=[None, 5, 9][number % 3])
    needs = list(Need.objects.all())
    assert all_pages(sort=sort, limit=2) == sorted(needs, key=ORDERS[sort])


def test_a_new_need_does_not_shift_the_following_pages() -> None:
    place = PlaceFactory()
    old = [make_need(place, at=AT + timedelta(days=number)) for number in range(4)]
    first = need_list(ANONYMOUS, limit=2)
    make_need(place, at=AT + timedelta(days=9))
    second = need_list(ANONYMOUS, limit=2, cursor=first.next_cursor)
    assert [item.need.pk for item in second.items] == [old[1].pk, old[0].pk]


@pytest.mark.parametrize(
    "cursor", ["", "x", "%%%", encode_cursor(("yesterday", "1")), encode_cursor((1,)), encode_cursor((None, None))]
)
def test_a_false_cursor_is_refused_with_a_remedy(cursor: str) -> None:
    if not cursor:
        assert need_list(ANONYMOUS, cursor=cursor).items == []
        return
    with pytest.raises(Refused) as refusal:
        need_list(ANONYMOUS, cursor=cursor)
    assert refusal.value.problems[0].field == "cursor"


def test_counting_stops_at_the_cap_and_says_so() -> None:
    place = PlaceFactory()
    for _ in range(5):
        make_need(place)
    exact, capped = need_list(ANONYMOUS, limit=2), need_list(ANONYMOUS, limit=2, count_cap=3)
    assert (exact.total, exact.more_than_total) == (5, False)
    assert (capped.total, capped.more_than_total) == (3, True)


def test_an_item_carries_its_themes_groups_and_counts() -> None:
    citizen, place = make_stranger(), PlaceFactory()
    need = make_need(
        place,
        themes={"health": Decimal("0.3"), "mobility": Decimal("0.7")},
        groups=frozenset({"seniors", "children"}),
    )
    merged = make_need(place)
    for each in (need, merged):
        make_evidence(need=each)
        operations.follow(actor=citizen, at=AT, need=each)
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[merged], into=need)
    (item,) = need_list(ANONYMOUS).items
    assert [(share.theme.code, share.share) for share in item.themes] == [
        ("mobility", Decimal("0.7")),
        ("health", Decimal("0.3")),
    ]
    assert [group.code for group in item.groups] == ["children", "seniors"]
    assert (item.evidence_count, item.follower_count) == (2, 1)


def _cost_of_a_list() -> int:
    with CaptureQueriesContext(connection) as queries:
        page = need_list(ANONYMOUS, limit=100)
        for item in page.items:
            assert item.need.place.district
            assert item.need.place.region
            assert item.themes
    return len(queries)


def test_a_page_costs_the_same_number_of_queries_however_many_needs_it_shows() -> None:
    make_need()
    _cost_of_a_list()
    few = _cost_of_a_list()
    for _ in range(8):
        make_evidence(need=make_need())
    assert _cost_of_a_list() == few <= 8


def test_an_export_holds_everything_in_order() -> None:
    place = PlaceFactory()
    needs = [make_need(place, at=AT + timedelta(days=number // 2)) for number in range(5)]
    exported = [item.need for item in needs_for_export(ANONYMOUS)]
    assert exported == sorted(needs, key=ORDERS["recent"])


class TestPaging(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(1, 3))), max_size=7), st.integers(1, 4)
    )
    def test_all_pages_together_are_the_whole_list(self, rows: list[tuple[int, int | None]], limit: int) -> None:
        place = PlaceFactory()
        for days, people in rows:
            make_need(place, at=AT + timedelta(days=days), people_affected=people)
        for sort, key in ORDERS.items():
            assert all_pages(sort=sort, limit=limit) == sorted(Need.objects.all(), key=key)
