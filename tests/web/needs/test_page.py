"""The page of one need."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.organisations.access import SYSTEM
from tests.factories.accounts import AT
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import make_clerk, user_of
from tests.factories.places import Country
from tests.factories.strategies import ClaimFactory, ResponseFactory

pytestmark = pytest.mark.django_db


def page(client: Client, need: Need, path: str = "") -> str:
    return str(client.get(f"/needs/{need.pk}/{path}").content.decode())


def what_happened(html: str) -> list[str]:
    return re.findall(r'<p class="what">(?:<a [^>]*>)?([^<]*)', html)


@pytest.fixture
def need(country: Country) -> Need:
    return make_need(country.town("Litovel"))


def test_the_thread_leads_from_voice_to_evidence_of_the_response(client: Client, need: Need) -> None:
    day = timedelta(days=1)
    make_evidence(need=need, at=AT + day)
    response = ResponseFactory(need=need, proposed_at=AT + 2 * day, confirmed_at=AT + 3 * day)
    ClaimFactory(response=response, recorded_at=AT + 4 * day)
    operations.answer(actor=SYSTEM, at=AT + 5 * day, need=need, reason="Jezdí nový spoj.")
    html = page(client, need)
    assert what_happened(html) == [
        "Potřeba zazněla",
        "Potřeba byla zveřejněna",
        "Přibyl doklad",
        "Byla navržena odezva",
        "Odezva byla potvrzena",
        "Odezva dosáhla úrovně",
        "Obec označila potřebu jako zodpovězenou",
    ]
    assert "Jezdí nový spoj." in html
    assert "Usnesení č. 12/2026" in html


def test_a_proposal_confirmed_on_the_same_day_is_one_line(client: Client, need: Need) -> None:
    ResponseFactory(need=need)
    assert "Byla navržena odezva" not in what_happened(page(client, need))
    assert "Odezva byla potvrzena" in what_happened(page(client, need))


def test_names_of_people_show_to_the_town_only(client: Client, clerk: Client, country: Country) -> None:
    author = make_clerk(country.town("Litovel"))
    need = make_need(country.town("Litovel"), actor=author)
    name = str(user_of(author))
    assert name not in page(client, need)
    assert name in page(clerk, need)
    assert name in page(clerk, need, "history/")


def test_what_a_reader_may_do_is_offered_and_nothing_else(
    client: Client, citizen: Client, clerk: Client, neighbour: Client, need: Need
) -> None:
    deeds = ("edit", "answer", "merge", "withdraw", "history")

    def offered(reader: Client) -> set[str]:
        html = page(reader, need)
        return {deed for deed in (*deeds, "evidence", "follow") if f'"/needs/{need.pk}/{deed}/"' in html}

    assert offered(client) == {"follow"}
    assert offered(citizen) == {"evidence", "follow"}
    assert offered(neighbour) == {"evidence", "follow"}
    assert offered(clerk) == {*deeds, "evidence", "follow"}


def test_a_merged_need_leads_to_the_one_that_stands_for_it(client: Client, country: Country, need: Need) -> None:
    twin = make_need(country.town("Litovel"), title="Ráno nejede autobus")
    make_evidence(need=twin, title="Petice z náměstí")
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[twin], into=need)
    assert f'href="/needs/{need.pk}/"' in page(client, twin)
    html = page(client, need)
    assert "Petice z náměstí" in html
    assert "Ráno nejede autobus" in html


def test_a_draft_does_not_exist_for_strangers(client: Client, citizen: Client, country: Country) -> None:
    draft = make_need(country.town("Litovel"), status=NeedStatus.DRAFT)
    assert client.get(f"/needs/{draft.pk}/").status_code == 404
    assert citizen.get(f"/needs/{draft.pk}/").status_code == 404


def test_following_swaps_the_card_for_that_of_a_fresh_page(citizen: Client, need: Need) -> None:
    fragment = citizen.post(f"/needs/{need.pk}/follow/", headers={"HX-Request": "true"}).content.decode()
    assert "Přestat sledovat" in fragment
    assert without_token(fragment) in without_token(page(citizen, need))


def without_token(html: str) -> str:
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", html).strip()


def test_following_works_without_scripts_and_stops_again(citizen: Client, need: Need) -> None:
    answer: Any = citizen.post(f"/needs/{need.pk}/follow/", follow=True)
    assert "Potřebu sledujete" in answer.content.decode()
    assert need.followers.count() == 1
    citizen.post(f"/needs/{need.pk}/follow/", {"stop": "1"})
    assert need.followers.count() == 0


def test_the_page_takes_the_same_queries_however_much_belongs_to_it(
    client: Client, need: Need, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(client, need)
    with django_assert_max_num_queries(36):
        page(client, need)
    for _ in range(5):
        make_evidence(need=need)
        ClaimFactory(response=ResponseFactory(need=need))
    with django_assert_max_num_queries(36):
        assert "Naplánováno" in page(client, need)


def test_history_tells_each_change(clerk: Client, need: Need) -> None:
    html = page(clerk, need, "history/")
    assert "Chybí ranní autobus k lékaři" in html
    assert "1.\xa012.\xa02025" in html
    assert "Zveřejněno" in html
