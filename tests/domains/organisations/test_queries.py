"""Lists of organisations and members, and on whose behalf a request acts."""

import pytest
from pytest_django import DjangoAssertNumQueries

from naves.domains.organisations import queries
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.kernel.errors import NotFound, Refused
from naves.kernel.ids import new_id
from tests.factories.accounts import AT
from tests.factories.organisations import MembershipFactory, OrganisationFactory, make_clerk, make_stranger, user_of
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db


def test_pages_follow_the_czech_alphabet_without_gaps_or_doubles() -> None:
    names = ["Chrudimka", "Cesta", "Česká cesta", "Hora", "Alej", "Cesta"]
    for name in names:
        OrganisationFactory(name=name)
    seen, cursor = [], None
    while True:
        page = queries.organisation_list(cursor=cursor, limit=2)
        seen += [organisation.name for organisation in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == ["Alej", "Cesta", "Cesta", "Česká cesta", "Hora", "Chrudimka"]
    assert page.total == 6


def test_a_foreign_cursor_is_refused() -> None:
    with pytest.raises(Refused):
        queries.organisation_list(cursor="WzEsMl0")


def test_the_list_narrows_by_kind_text_place_and_leaves_closed_ones_out() -> None:
    country = make_country()
    town = OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, name="Město Litovel", place=country.town("Litovel"))
    club = OrganisationFactory(name="Zelená náves", place=country.town("Most"))
    closed = OrganisationFactory(name="Zaniklá náves", closed_at=AT)
    narrowed = {
        "kind": queries.OrganisationFilter(kind="municipality"),
        "text": queries.OrganisationFilter(text="NAVES zel"),
        "region": queries.OrganisationFilter(place=country.regions["CZ042"]),
        "orp": queries.OrganisationFilter(place=country.orps["7105"]),
        "closed too": queries.OrganisationFilter(with_closed=True, text="naves"),
    }
    assert {name: list(queries.organisations(by)) for name, by in narrowed.items()} == {
        "kind": [town],
        "text": [club],
        "region": [club],
        "orp": [town],
        "closed too": [closed, club],
    }


def test_open_requests_stand_before_managers_and_members() -> None:
    club = OrganisationFactory()
    member = MembershipFactory(organisation=club, role=MemberRole.MEMBER)
    manager = MembershipFactory(organisation=club, role=MemberRole.MANAGER)
    request = MembershipFactory(organisation=club, role=MemberRole.MEMBER, approved_at=None)
    MembershipFactory(organisation=club, ended_at=AT)
    assert list(queries.members_of(club)) == [request, manager, member]


def test_a_person_sees_for_whom_they_act_and_have_asked_to() -> None:
    user = user_of(make_stranger())
    current = MembershipFactory(user=user)
    asked = MembershipFactory(user=user, approved_at=None)
    MembershipFactory(user=user, organisation=OrganisationFactory(closed_at=AT))
    assert set(queries.memberships_of(user)) == {current, asked}


def test_an_actor_is_read_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    litovel = make_country().town("Litovel")
    user = user_of(make_clerk(litovel))
    MembershipFactory(user=user)
    with django_assert_num_queries(1):
        actor = queries.actor_for(user)
    assert len(actor.grants) == 2
    assert queries.towns_of(actor) == [litovel]


def test_an_unknown_organisation_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.get_organisation(new_id())
    organisation = OrganisationFactory()
    assert queries.get_organisation(organisation.pk) == organisation
