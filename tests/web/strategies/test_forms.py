"""Forms of strategies: what they do, and what they say of bad input, in Czech and beside the field."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from naves.domains.strategies.models import (
    Goal,
    Indicator,
    IndicatorReading,
    LevelClaim,
    Measure,
    Response,
    Strategy,
    StrategyVersion,
)
from naves.kernel.clock import today
from tests.web.strategies.world import World

NEW = {
    "title": "Plán mobility města Litovel",
    "identifier": "LITOVEL-MOBILITA",
    "in_force_from": "2026-01-01",
    "in_force_to": "2030-12-31",
    "places": "Litovel (Olomouc, 503444)",
}


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def errors(client: Client, address: str, data: dict[str, object]) -> dict[str, list[str]]:
    response = client.post(address, data)
    assert response.status_code == 422
    return dict(response.context["form"].errors)


def of(name: str, *args: object) -> str:
    return reverse(f"strategies:{name}", args=args)


def draft_address(world: World, name: str) -> str:
    return of(name, world.draft.strategy_id, world.draft.number)


def test_strategy_is_written_down_as_a_draft(world: World, clerk: Client) -> None:
    response = clerk.post(of("new"), {**NEW, "owner": world.owner.pk})
    draft = StrategyVersion.objects.get(strategy__identifier="LITOVEL-MOBILITA")
    assert response["Location"] == of("version", draft.strategy_id, 1)
    assert (draft.status, [place.code for place in draft.places.all()]) == ("draft", ["503444"])


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"title": ""}, "title", "Toto pole je třeba vyplnit."),
        ({"in_force_to": "2025-12-31"}, "in_force_to", "dříve než začíná"),
        ({"in_force_from": "1889-01-01"}, "in_force_from", "mezi lety 1990 a 2100"),
        ({"identifier": "LITOVEL-2030"}, "identifier", "už tu je"),
        ({"places": "Lužice"}, "places", "Lužice (Most, 567281)"),
        ({"places": "Atlantida"}, "places", "Místo „Atlantida“ neexistuje."),
        ({"url": "javascript:alert(1)"}, "url", "není webová adresa"),
    ],
)
def test_bad_strategy_is_told_beside_its_field(
    world: World, clerk: Client, change: dict[str, str], field: str, said: str
) -> None:
    found = errors(clerk, of("new"), {**NEW, "owner": world.owner.pk, **change})
    assert said in " ".join(found[field])
    assert not Strategy.objects.filter(identifier="LITOVEL-MOBILITA").exists()


def test_clerk_writes_for_their_own_organisation_only(world: World, clerk: Client) -> None:
    other = world.people["neighbour"].grants[0].organisation_id
    assert "owner" in errors(clerk, of("new"), {**NEW, "owner": other})


def test_draft_gets_goals_measures_and_indicators(world: World, clerk: Client) -> None:
    clerk.post(draft_address(world, "new_goal"), {"code": "2", "title": "Čistý vzduch", "parent": "1"})
    goal = Goal.objects.get(version=world.draft, code="2")
    assert goal.parent == world.draft_goal
    clerk.post(
        draft_address(world, "new_measure"),
        {"goal": "2", "code": "2.1", "title": "Kotle", "budget_czk": "1 250 000,50", "themes": ["energy"]},
    )
    measure = Measure.objects.get(version=world.draft, code="2.1")
    assert (measure.goal, str(measure.budget_czk)) == (goal, "1250000.50")
    clerk.post(
        of("new_indicator", measure.pk),
        {
            "name": "Prašnost",
            "unit": "µg/m³",
            "direction": "lower_is_better",
            "baseline": "31,5",
            "target": "20",
            "target_on": "2030-12-31",
        },
    )
    assert Indicator.objects.get(measure=measure).baseline == 31.5


@pytest.mark.parametrize(
    ("name", "data", "field", "said"),
    [
        ("new_goal", {"code": "1", "title": "Znovu"}, "code", "Kód „1“ už je v této verzi použit."),
        ("new_goal", {"code": "3", "title": "X", "parent": "9"}, "parent", "9"),
        ("new_measure", {"goal": "1", "code": "1.1", "title": "Znovu"}, "code", "už je v této verzi použit"),
        (
            "new_measure",
            {"goal": "1", "code": "9", "title": "X", "budget_czk": "-5"},
            "budget_czk",
            "není možný rozpočet",
        ),
        ("new_measure", {"goal": "1", "code": "9", "title": "X", "deadline": "31. 2. 2027"}, "deadline", "datum"),
    ],
)
def test_bad_contents_are_told_beside_their_field(
    world: World, clerk: Client, name: str, data: dict[str, str], field: str, said: str
) -> None:
    assert said in " ".join(errors(clerk, draft_address(world, name), data)[field])


def test_target_behind_the_baseline_is_told(world: World, clerk: Client) -> None:
    data = {"name": "Stromy", "unit": "ks", "direction": "higher_is_better", "baseline": 10, "target": 5}
    found = errors(clerk, of("new_indicator", world.draft_measure.pk), {**data, "target_on": "2030-01-01"})
    assert "Zkontrolujte obě čísla" in found["target"][0]


def test_goal_cannot_stand_under_itself(world: World, clerk: Client) -> None:
    clerk.post(draft_address(world, "new_goal"), {"code": "1.1", "title": "Pod", "parent": "1"})
    found = errors(clerk, of("edit_goal", world.draft_goal.pk), {"code": "1", "title": "Nad", "parent": "1.1"})
    assert "ležel sám pod sebou" in found["parent"][0]


def test_what_was_removed_from_a_draft_is_gone(world: World, clerk: Client) -> None:
    clerk.post(of("remove_indicator", world.draft_indicator.pk))
    clerk.post(of("remove_measure", world.draft_measure.pk))
    clerk.post(of("remove_goal", world.draft_goal.pk))
    assert (world.draft.goals.count(), world.draft.measures.count()) == (0, 0)


def test_draft_is_changed_approved_and_replaces_the_version_before(world: World) -> None:
    manager = world.client("manager")
    manager.post(draft_address(world, "edit_version"), {"in_force_from": "2026-11-01", "summary": "Nové shrnutí."})
    manager.post(draft_address(world, "places"), {"places": "CZ0712\n503444"})
    manager.post(draft_address(world, "approve"))
    world.draft.refresh_from_db()
    world.version.refresh_from_db()
    assert (world.draft.status, world.version.status) == ("approved", "superseded")
    assert world.draft.places.count() == 2


def test_draft_that_covers_nothing_is_not_approved_and_says_why(world: World) -> None:
    manager = world.client("manager")
    manager.post(draft_address(world, "places"), {"places": ""})
    response = manager.post(draft_address(world, "approve"))
    assert response.status_code == 422
    assert "Uveďte místa, která pokrývá" in response.content.decode()


def test_second_draft_is_refused_in_words(world: World, clerk: Client) -> None:
    found = errors(clerk, of("new_version", world.version.strategy_id), {"in_force_from": "2027-01-01"})
    assert "Návrh už existuje: verze 2." in found["__all__"][0]


def test_measure_is_stopped_with_a_reason_only(world: World, clerk: Client) -> None:
    address = of("measure_status", world.measure.pk)
    assert "reason" in errors(clerk, address, {"status": "stopped"})
    clerk.post(address, {"status": "stopped", "reason": "Chybí peníze."})
    world.measure.refresh_from_db()
    assert world.measure.status == "stopped"


def test_neighbour_records_what_was_measured_at_home_only(world: World) -> None:
    neighbour = world.client("neighbour")
    address = of("new_reading", world.indicator.pk)
    data = {"value": "5,5", "measured_on": today().isoformat(), "source": "Policie ČR"}
    assert neighbour.post(address, {**data, "place": "Litovel"}).status_code == 403
    neighbour.post(address, {**data, "place": "Šumperk"})
    assert IndicatorReading.objects.get(place=world.country.town("Šumperk")).value == 5.5


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": "Lužice"}, "place"),
        ({"value": "mnoho"}, "value"),
        ({"value": "nan"}, "value"),
        ({"measured_on": (today() + timedelta(days=2)).isoformat()}, "measured_on"),
        ({"source": ""}, "source"),
    ],
)
def test_bad_reading_is_told_beside_its_field(world: World, clerk: Client, change: dict[str, str], field: str) -> None:
    data = {"place": "Litovel", "value": "5", "measured_on": today().isoformat(), "source": "Policie ČR"}
    assert list(errors(clerk, of("new_reading", world.indicator.pk), {**data, **change})) == [field]


def test_clerk_links_a_need_and_confirms_it_with_a_proof(world: World, clerk: Client) -> None:
    address = of("propose", world.open_need.pk)
    offered = clerk.get(address).content.decode()
    assert offered.index("1.1 Přechody u škol") < offered.index("1.2 Koncepce osvětlení")
    linked = clerk.post(address, {"target": f"measure:{world.measure.pk}", "effect": "helps"})
    response = Response.objects.get(need=world.open_need)
    assert linked["Location"] == of("confirm", response.pk)
    clerk.post(linked["Location"], {"proof_kind": "measure_plan"})
    claim = LevelClaim.objects.get(response=response)
    assert (claim.level, claim.proof_text) == (2, "1.1 Přechody u škol – Odbor dopravy, 31. 12. 2028")


def test_measure_is_linked_from_its_own_page(world: World, clerk: Client) -> None:
    address = of("propose_for_measure", world.measure.pk)
    text = clerk.get(address).content.decode()
    assert "Autobus nečeká na vlak" in text
    assert "Nebezpečný přechod u školy" not in text
    clerk.post(address, {"target": world.open_need.pk.hex, "effect": "against", "note": "Zúží zastávku."})
    response = Response.objects.get(need=world.open_need)
    assert response.contradicts
    clerk.post(of("confirm", response.pk))
    response.refresh_from_db()
    assert response.confirmed_at is not None


def test_owner_of_another_strategy_links_to_their_own_only(world: World) -> None:
    company = world.client("company")
    address = of("propose", world.open_need.pk)
    refused = company.post(address, {"target": f"measure:{world.measure.pk}", "effect": "helps"})
    assert (refused.status_code, Response.objects.filter(need=world.open_need).exists()) == (403, False)


@pytest.mark.parametrize("target", ["", "measure:", "measure:nic", "goal:00000000-0000-0000-0000-000000000000"])
def test_choice_that_is_not_there_is_told(world: World, clerk: Client, target: str) -> None:
    assert list(errors(clerk, of("propose", world.open_need.pk), {"target": target, "effect": "helps"})) == ["target"]


def test_linking_twice_is_refused_in_words(world: World, clerk: Client) -> None:
    data = {"target": f"measure:{world.measure.pk}", "effect": "helps"}
    found = errors(clerk, of("propose", world.need.pk), data)
    assert "Potřeba už je s tímto propojena." in found["target"][0]


@pytest.mark.parametrize(
    ("data", "field", "said"),
    [
        ({}, "proof_kind", "vyplnit"),
        ({"proof_kind": "approved_budget", "proof_text": "Rozpočet 2026"}, "proof_url", "Doklad nelze dohledat."),
        ({"proof_kind": "approved_budget", "proof_url": "https://www.litovel.eu"}, "proof_text", "Doklad je prázdný."),
        ({"proof_kind": "indicator_target"}, "reading", "Není uvedena naměřená hodnota"),
        ({"proof_kind": "measure_plan", "lapses_on": "2020-01-01"}, "lapses_on", "pozbyla platnosti"),
        ({"proof_kind": "approved_budget", "proof_text": "x", "proof_url": "ftp://x"}, "proof_url", "webová adresa"),
    ],
)
def test_missing_proof_is_told_beside_its_field(
    world: World, clerk: Client, data: dict[str, str], field: str, said: str
) -> None:
    assert said in " ".join(errors(clerk, of("claim", world.response.pk), data)[field])


def test_measure_without_a_deadline_plans_nothing_and_says_so(world: World, clerk: Client) -> None:
    clerk.post(of("propose", world.open_need.pk), {"target": f"measure:{world.idle.pk}", "effect": "helps"})
    response = Response.objects.get(need=world.open_need)
    found = errors(clerk, of("confirm", response.pk), {"proof_kind": "measure_plan"})
    assert "Opatření neuvádí odpovědný subjekt." in found["proof_kind"][0]
    clerk.post(of("confirm", response.pk), {"proof_kind": "strategy_text"})
    assert LevelClaim.objects.get(response=response).level == 1


def test_file_that_proves_comes_back_as_an_attachment(world: World, clerk: Client) -> None:
    file = SimpleUploadedFile("rozpocet.pdf", b"%PDF-1.7 rozpocet", content_type="application/pdf")
    data = {"proof_kind": "approved_budget", "proof_text": "Rozpočet města 2026", "proof_file": file}
    assert clerk.post(of("claim", world.response.pk), data).status_code == 302
    claim = LevelClaim.objects.get(level=3)
    response = world.client("nobody").get(of("proof", claim.pk))
    assert response["Content-Disposition"].startswith("attachment")
    assert (response["X-Content-Type-Options"], b"".join(response.streaming_content)) == (
        "nosniff",
        b"%PDF-1.7 rozpocet",
    )
    assert world.client("nobody").get(of("proof", world.claim.pk)).status_code == 404


def test_file_that_is_not_what_it_says_is_refused(world: World, clerk: Client) -> None:
    file = SimpleUploadedFile("rozpocet.pdf", b"MZ\x90\x00 program", content_type="application/pdf")
    data = {"proof_kind": "approved_budget", "proof_text": "Rozpočet města 2026", "proof_file": file}
    assert list(errors(clerk, of("claim", world.response.pk), data)) == ["proof_file"]


def test_proven_level_names_the_measured_value(world: World, clerk: Client) -> None:
    reading = IndicatorReading.objects.get(value=3.0)
    data = {"proof_kind": "indicator_target", "reading": reading.pk}
    assert clerk.post(of("claim", world.response.pk), data).status_code == 302
    assert "Prokázáno" in clerk.get(of("response", world.response.pk)).content.decode()


def test_level_lapses_and_is_withdrawn(world: World, clerk: Client) -> None:
    clerk.post(of("lapse", world.claim.pk), {"lapses_on": today().isoformat(), "reason": "Rozpočet skončil."})
    world.claim.refresh_from_db()
    assert world.claim.lapses_on == today()
    assert "reason" in errors(clerk, of("withdraw_claim", world.claim.pk), {})
    clerk.post(of("withdraw_claim", world.claim.pk), {"reason": "Omyl."})
    world.claim.refresh_from_db()
    assert world.claim.withdrawn_reason == "Omyl."


def test_response_is_marked_as_contradicting_and_withdrawn(world: World, clerk: Client) -> None:
    marked = clerk.post(of("contradicts", world.response.pk), {"reason": "Přechod ruší zastávku."})
    following = Response.objects.get(need=world.need, contradicts=True)
    assert marked["Location"] == of("response", following.pk)
    clerk.post(of("withdraw_response", following.pk), {"reason": "Nakonec ne."})
    following.refresh_from_db()
    assert following.withdrawn_reason == "Nakonec ne."
    assert "Nakonec ne." in clerk.get(of("response", following.pk)).content.decode()
