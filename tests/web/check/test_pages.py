"""What the pages of a check say, to whom, and with how many queries."""

import io

from django.test import Client

from naves.domains.monitor.queries import Filters, national_report
from naves.kernel.clock import today
from naves.kernel.tables import TableReader
from tests.factories.needs import make_need
from tests.factories.strategies import MeasureFactory, ResponseFactory
from tests.web.strategies.world import World


def address(world: World, page: str = "", number: int = 1) -> str:
    return f"/strategy-check/{world.version.strategy_id}/{number}/{page}"


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_check_tells_the_figures_with_their_denominator_and_day(world: World) -> None:
    text = text_of(world.client("nobody"), address(world))
    assert "33,3 %" in text
    assert "1 z celkem 3 potřeb" in text
    assert "1 z celkem 2 opatření" in text
    assert "stav k" in text
    assert "Autobus nečeká na vlak" in text
    assert "Koncepce osvětlení" in text
    assert "Pokud bude schválen" not in text


def test_check_of_a_draft_says_if_approved(world: World) -> None:
    text = text_of(world.client("member"), address(world, number=2))
    assert "Pokud bude schválen" in text
    assert "0 z celkem 3 potřeb" in text


def test_figures_of_the_monitor_do_not_move_with_a_draft(world: World) -> None:
    before = national_report(Filters(as_of=today()))
    assert world.client("clerk").get(address(world, number=2)).status_code == 200
    assert national_report(Filters(as_of=today())) == before


def test_draft_is_checked_by_its_owner_and_the_ministry_only(world: World) -> None:
    allowed = {"manager", "clerk", "member", "analyst"}
    for page, shown in (("", 200), ("report/", 302), ("needs/", 200), ("measures/", 200)):
        statuses = {
            who: world.client(who).get(address(world, page, 2)).status_code for who in (*world.people, "nobody")
        }
        assert statuses == {who: shown if who in allowed else 404 for who in statuses}


def test_comparison_with_a_draft_is_hidden_from_others(world: World) -> None:
    path = f"/strategy-check/{world.version.strategy_id}/compare/1/2/"
    assert [world.client(who).get(path).status_code for who in ("nobody", "neighbour", "clerk")] == [404, 404, 200]


def test_latest_leads_to_the_draft_for_those_who_see_it(world: World) -> None:
    path = f"/strategy-check/{world.version.strategy_id}/"
    assert world.client("clerk").get(path)["Location"] == address(world, number=2)
    assert world.client("nobody").get(path)["Location"] == address(world)


def test_day_before_the_response_shows_none(world: World) -> None:
    text = text_of(world.client("nobody"), address(world) + "?as_of=2025-12-31")
    assert "Nikdo tam zatím nezapsal žádnou potřebu" in text
    assert world.client("nobody").get(address(world) + "?as_of=2999-01-01").status_code == 400
    assert world.client("nobody").get(address(world) + "?as_of=vcera").status_code == 400


def test_lists_are_narrowed_and_downloaded(world: World) -> None:
    client = world.client("nobody")
    assert "Nebezpečný přechod" not in text_of(client, address(world, "needs/"))
    assert "Nebezpečný přechod" in text_of(client, address(world, "needs/") + "?which=answered")
    assert "Nebezpečný přechod" in text_of(client, address(world, f"needs/?which=answered&item={world.measure.pk}"))
    assert "Žádná potřeba" in text_of(client, address(world, "needs/") + "?theme=health")
    assert client.get(address(world, "needs/") + "?item=nic").status_code == 404
    assert "Přechody u škol" not in text_of(client, address(world, "measures/") + "?which=idle")
    assert client.get(address(world, "needs/") + "?format=doc").status_code == 400


def test_every_list_is_exported(world: World) -> None:
    client = world.client("nobody")
    for page, rows in (("", 2), ("needs/", 2), ("needs/?which=all", 3), ("measures/", 2), ("measures/?which=idle", 1)):
        for form in ("csv", "xlsx", "parquet"):
            joint = "&" if "?" in page else "?"
            content = b"".join(client.get(f"{address(world, page)}{joint}format={form}"))
            with TableReader(io.BytesIO(content)) as table:
                assert len(list(table)) == rows


def test_report_has_a_lasting_address_and_says_how_it_was_computed(world: World) -> None:
    client = world.client("nobody")
    led = client.get(address(world, "report/"))
    assert "report/?as_of=20" in led["Location"]
    text = text_of(client, led["Location"])
    assert "Odhadovaná veličina" in text
    assert led["Location"] in text
    assert "Koncepce osvětlení" in text


def test_comparison_shows_fields_and_needs(world: World) -> None:
    text = text_of(world.client("clerk"), f"/strategy-check/{world.version.strategy_id}/compare/1/2/")
    assert "<del>Přechody u škol</del>" in text or "Přechody u škol" in text
    assert "Koncepce osvětlení" in text
    response = world.client("clerk").get(f"/strategy-check/{world.version.strategy_id}/compare/1/2/?format=csv")
    lines = b"".join(response).decode().splitlines()
    assert lines[0] == "kind,change,code,title,field,before,after"
    assert any(line.startswith("measure,removed,1.2") for line in lines)


def test_pages_speak_english(world: World) -> None:
    text = text_of(world.client("member"), "/en" + address(world, number=2))
    assert "If it is approved" in text
    assert "What it leaves out" in text


def test_check_is_linked_from_strategies(world: World) -> None:
    client = world.client("nobody")
    assert address(world) in text_of(client, f"/strategies/{world.version.strategy_id}/")
    assert "/strategy-check/" in text_of(client, "/strategies/")


def test_queries_do_not_grow_with_measures_and_needs(world: World, django_assert_max_num_queries: object) -> None:
    litovel = world.country.town("Litovel")
    for _ in range(8):
        ResponseFactory(measure=MeasureFactory(goal=world.goal), need=make_need(litovel))
        make_need(litovel)
    client = world.client("nobody")
    client.get(address(world))  # the Monitor reads its facts once
    for page, most in (("", 30), ("needs/", 22), ("measures/", 14), ("report/?as_of=2026-11-20", 30)):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(address(world, page))


def test_suggestions_are_told_apart_and_move_no_figure(world: World) -> None:
    litovel = world.country.town("Litovel")
    make_need(litovel, title="Chybí přechody u škol na Vítězné", description="Děti přebíhají bez přechodu.")
    client = world.client("member")
    path = address(world, "suggestions/", 2)
    text = text_of(client, path)
    assert "Navrhl stroj, nikdo nepotvrdil" in text
    assert "Chybí přechody u škol na Vítězné" in text
    assert "společná slova: přechody" in text
    assert "0 z celkem 4 potřeb" in text_of(client, address(world, number=2))
    lines = b"".join(client.get(f"{path}?format=csv")).decode().splitlines()
    assert "unconfirmed suggestion" in lines[1]
    assert world.client("nobody").get(path).status_code == 404


def test_what_people_decided_is_not_suggested_again(world: World) -> None:
    text = text_of(world.client("nobody"), address(world, "suggestions/"))
    assert "Nebezpečný přechod u školy" not in text
    assert "Tma v parku u školy" not in text  # a proposal waits for somebody
