"""Pages of consultations: seen by whom they concern, led to an outcome, refused to others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from naves.domains.exchange import operations
from naves.domains.exchange.models import Comment, ConsultationRound
from naves.kernel.clock import now, today
from tests.domains.exchange.world import World
from tests.factories.exchange import make_comment, make_round
from tests.factories.organisations import user_of
from tests.web.exchange.test_questions import of

Browse = Callable[[str], Client]
STEPS = ("edit_round", "close_round", "publish_round", "cancel_round", "comment")


def opened(**changes: object) -> dict[str, object]:
    said = {"about": "Co chybí?", "opens_on": today().isoformat(), "invited": "Šumperk"}
    return {**said, "closes_on": (today() + timedelta(days=9)).isoformat(), **changes}


@pytest.fixture
def consultation(world: World) -> ConsultationRound:
    return make_round(world.draft, invited=[world.sumperk], at=now())


def test_a_consultation_over_the_pages(world: World, browse: Browse) -> None:
    clerk, neighbour, manager, anonymous = (browse(name) for name in ("clerk", "neighbour", "manager", "anonymous"))
    draft = reverse("strategies:version", args=[world.draft.strategy_id, 2])
    new = of("new_round", world.draft.strategy_id, 2)
    assert new in clerk.get(draft).content.decode()
    assert neighbour.get(draft).status_code == 404
    clerk.post(new, opened())
    consultation = ConsultationRound.objects.get()
    page = of("round", consultation.pk)
    assert neighbour.get(draft).status_code == 200
    assert page in neighbour.get(draft).content.decode()
    assert anonymous.get(page).status_code == 404
    key = f"measure:{world.draft_measure.lineage}"
    assert f"?on={key}" in neighbour.get(page).content.decode()
    said = {"passage": key, "text": "Přidejte osvětlení.", "organisation": world.sumperk.pk, "in_own_name": "on"}
    neighbour.post(of("comment", consultation.pk), said)
    comment = Comment.objects.get()
    name = user_of(world["neighbour"]).name
    assert name in clerk.get(page).content.decode()
    clerk.post(of("close_round", consultation.pk))
    late = neighbour.post(of("comment", consultation.pk), {**said, "text": "Ještě něco."})
    assert (late.status_code, "už připomínky nepřijímá" in late.content.decode()) == (422, True)
    early = manager.post(of("publish_round", consultation.pk), {"outcome": "Hotovo."})
    assert (early.status_code, "zatím nikdo neodpověděl: 1" in early.content.decode()) == (422, True)
    assert clerk.post(of("answer_comment", comment.pk), {"verdict": "accepted", "answer": ""}).status_code == 422
    clerk.post(of("answer_comment", comment.pk), {"verdict": "accepted", "answer": "Doplníme."})
    manager.post(of("publish_round", consultation.pk), {"outcome": "Osvětlení doplníme."})
    shown = anonymous.get(page).content.decode()
    assert ("Osvětlení doplníme." in shown, "Doplníme." in shown, name in shown) == (True, True, False)
    assert neighbour.get(draft).status_code == 404
    measure = reverse("strategies:measure", args=[world.measure.pk])
    assert f"{page}#comment-{comment.pk}" in anonymous.get(measure).content.decode()


@pytest.mark.parametrize("name", ["stranger", "company", "anonymous"])
def test_whom_it_does_not_concern_finds_nothing(
    world: World, browse: Browse, consultation: ConsultationRound, name: str
) -> None:
    comment = make_comment(consultation, world["neighbour"], at=now())
    browser = browse(name)
    addresses = [of(step, consultation.pk) for step in ("round", *STEPS)]
    addresses += [of(step, comment.pk) for step in ("answer_comment", "withdraw_comment")]
    assert [browser.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert [browser.post(address).status_code for address in addresses[1:]] == [404] * (len(addresses) - 1)
    assert browser.get(of("rounds")).context["page"].items == []


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("neighbour", {"edit_round", "close_round", "publish_round", "cancel_round"}),
        ("member", set(STEPS)),
        ("clerk", {"publish_round", "cancel_round", "comment"}),
        ("analyst", {"comment"}),
    ],
)
def test_steps_are_refused_to_whom_they_do_not_belong(
    world: World, browse: Browse, consultation: ConsultationRound, name: str, refused: set[str]
) -> None:
    found = {step for step in STEPS if browse(name).get(of(step, consultation.pk)).status_code == 403}
    assert found == refused
    assert {
        step for step in refused if browse(name).post(of(step, consultation.pk)).status_code in {403, 422}
    } == refused
    comment = make_comment(consultation, world["neighbour"], at=now())
    may_answer = name in {"clerk", "analyst"}
    assert browse(name).get(of("answer_comment", comment.pk)).status_code == (200 if may_answer else 403)
    assert browse(name).get(of("withdraw_comment", comment.pk)).status_code == (200 if name == "neighbour" else 403)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"about": ""}, "about", "Toto pole je třeba vyplnit."),
        ({"closes_on": "2020-01-01"}, "closes_on", "dříve než začíná"),
        ({"opens_on": "2020-01-01"}, "opens_on", "už minul"),
        ({"opens_on": "zítra"}, "opens_on", "platné datum"),
        ({"invited": ""}, "invited", "Nikdo není pozván"),
        ({"invited": "Atlantida"}, "invited", "se tu nejmenuje „Atlantida“"),
    ],
)
def test_bad_consultations_are_told_beside_the_field(
    world: World, browse: Browse, change: dict[str, str], field: str, said: str
) -> None:
    response = browse("clerk").post(of("new_round", world.draft.strategy_id, 2), opened(**change))
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert not ConsultationRound.objects.exists()


def test_a_consultation_is_edited_prolonged_and_cancelled(
    world: World, browse: Browse, consultation: ConsultationRound
) -> None:
    clerk = browse("clerk")
    assert "Šumperk" in clerk.get(of("edit_round", consultation.pk)).content.decode()
    said = opened(closes_on=(today() + timedelta(days=60)).isoformat(), invited="Chytrá světla s. r. o.\nŠumperk")
    assert clerk.post(of("edit_round", consultation.pk), said).status_code == 302
    consultation.refresh_from_db()
    assert set(consultation.invited.all()) == {world.company, world.sumperk}
    browse("manager").post(of("cancel_round", consultation.pk), {"reason": "Návrh přepracujeme."})
    assert "Návrh přepracujeme." in browse("neighbour").get(of("round", consultation.pk)).content.decode()


def test_comments_are_filtered_and_withdrawn(world: World, browse: Browse, consultation: ConsultationRound) -> None:
    first = make_comment(consultation, world["neighbour"], at=now(), text="První")
    second = make_comment(consultation, world["neighbour"], at=now(), text="Druhá")
    operations.answer_comment(actor=world["clerk"], at=now(), comment=first, verdict="rejected", answer="Ne.")
    page = browse("clerk").get(f"{of('round', consultation.pk)}?show=unanswered")
    assert [row["comment"] for row in page.context["comments"]] == [second]
    browse("neighbour").post(of("withdraw_comment", second.pk))
    page = browse("clerk").get(of("round", consultation.pk))
    assert [row["comment"] for row in page.context["comments"]] == [first]
