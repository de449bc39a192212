"""What the pages of strategies say, to whom, and with how many queries."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.strategies import MeasureFactory, ResponseFactory
from tests.web.strategies.world import World


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"strategies:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_what_is_in_force_and_downloads_it(world: World) -> None:
    text = page(world.client("nobody"), "list")
    assert "Strategie rozvoje města Litovel do roku 2030" in text
    response = world.client("nobody").get(reverse("strategies:list"), {"format": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].startswith("identifier,title,owner,version,status")
    assert lines[1].startswith("LITOVEL-2030,Strategie rozvoje města Litovel do roku 2030,Litovel,1,approved")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"place": "Litovel"}, True),
        ({"place": "Most"}, False),
        ({"text": "litovel rozvoje"}, True),
        ({"text": "mobility"}, False),
        ({"standing": "in_force"}, True),
        ({"standing": "over"}, False),
    ],
)
def test_list_is_narrowed(world: World, query: dict[str, str], is_found: bool) -> None:
    text = world.client("nobody").get(reverse("strategies:list"), query).content.decode()
    assert ("do roku 2030" in text) is is_found


def test_drafts_are_found_by_their_owner_only(world: World) -> None:
    found = [
        "do roku 2030" in world.client(who).get(reverse("strategies:list"), {"standing": "draft"}).content.decode()
        for who in ("nobody", "neighbour", "member")
    ]
    assert found == [False, False, True]


def test_place_that_means_several_is_asked_about(world: World) -> None:
    text = world.client("nobody").get(reverse("strategies:list"), {"place": "Lužice"}).content.decode()
    assert "Lužice (Most, 567281)" in text


def test_strategy_marks_measures_that_answer_nothing(world: World) -> None:
    text = page(world.client("nobody"), "strategy", world.version.strategy_id)
    assert text.count("neodpovídá na nic") == 1
    assert "1 z 3 otevřených potřeb" in text


def test_strategy_tells_how_well_its_places_are_covered(world: World) -> None:
    text = page(world.client("nobody"), "strategy", world.version.strategy_id)
    assert "33\N{NO-BREAK SPACE}%</span>" in text


def test_draft_is_there_for_its_owner_only(world: World) -> None:
    address = reverse("strategies:version", args=[world.draft.strategy_id, 2])
    assert [world.client(who).get(address).status_code for who in ("nobody", "neighbour", "member")] == [404, 404, 200]


def test_measure_tells_what_it_answers_and_how_it_is_measured(world: World) -> None:
    text = page(world.client("nobody"), "measure", world.measure.pk)
    assert "Nebezpečný přechod u školy" in text
    assert "Tma v parku u školy" not in text
    assert "cíl splněn" in text
    assert "<polyline" in text


def test_proposal_shows_to_those_who_may_confirm_it(world: World) -> None:
    assert "Tma v parku u školy" in page(world.client("clerk"), "measure", world.measure.pk)


def test_response_shows_its_levels_and_proofs(world: World) -> None:
    text = page(world.client("nobody"), "response", world.response.pk)
    assert "Usnesení č. 12/2026" in text
    assert "dnes platí" in text


def test_pages_speak_english_as_well(world: World) -> None:
    text = world.client("nobody").get("/en" + reverse("strategies:measure", args=[world.measure.pk])).content.decode()
    assert "target reached" in text


def test_queries_do_not_grow_with_measures_and_needs(world: World, django_assert_max_num_queries: object) -> None:
    for _ in range(8):
        measure = MeasureFactory(goal=world.goal)
        ResponseFactory(measure=measure, place=world.country.town("Litovel"))
        ResponseFactory(measure=world.measure, place=world.country.town("Litovel"))
    client = world.client("clerk")
    page(client, "strategy", world.version.strategy_id)  # the Monitor reads its facts once
    for name, args, most in (
        ("list", [], 22),
        ("strategy", [world.version.strategy_id], 26),
        ("measure", [world.measure.pk], 28),
        ("response", [world.response.pk], 16),
        ("propose", [world.open_need.pk], 22),
        ("propose_for_measure", [world.measure.pk], 24),
    ):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            page(client, name, *args)
