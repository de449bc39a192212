"""Responses from a proposal to their end, and the levels claimed on the way."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from naves.domains.accounts.models import AuditEntry
from naves.domains.needs.enums import NeedStatus
from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies import operations
from naves.domains.strategies.enums import Level, ProofKind, ReferenceKind
from naves.domains.strategies.events import ResponsesChanged
from naves.domains.strategies.facts import spells_of
from naves.domains.strategies.models import LevelClaim, Response
from naves.domains.strategies.operations import ClaimValues, Reference
from naves.domains.strategies.rules.spells import level_on
from naves.kernel import events
from naves.kernel.errors import Conflict, Refused
from naves.kernel.ids import new_id
from tests.factories.accounts import AT
from tests.factories.places import PlaceFactory
from tests.factories.strategies import (
    DAY,
    ClaimFactory,
    DraftFactory,
    IndicatorFactory,
    MeasureFactory,
    ReadingFactory,
    ResponseFactory,
    make_need,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=100)
LATER_DAY = DAY + timedelta(days=100)
PLAN = ClaimValues(level=Level.PLANNED, proof_kind=ProofKind.MEASURE_PLAN)
MONEY = ClaimValues(
    level=Level.RESOURCED,
    proof_kind=ProofKind.APPROVED_BUDGET,
    proof_text="Rozpočet města 2026, položka 2212",
    proof_url="https://www.example.cz/rozpocet",
)


def proposal(**values: object) -> Response:
    return ResponseFactory(confirmed_at=None, **values)


def confirmed(claim: ClaimValues = PLAN, **values: object) -> Response:
    return operations.confirm_response(actor=SYSTEM, at=AT, response=proposal(**values), claim=claim)


def levels(response: Response, *days: date) -> list[int]:
    fresh = Response.objects.get(pk=response.pk)
    return [level_on(spells_of(fresh), day.toordinal()) for day in days]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_proposal_counts_once_it_is_confirmed() -> None:
    measure = MeasureFactory()
    need = make_need(PlaceFactory())
    measure.version.places.add(need.place.region)
    response = operations.propose_response(actor=SYSTEM, at=AT, need=need, target=measure)
    assert levels(response, LATER_DAY) == [0]
    operations.confirm_response(actor=SYSTEM, at=LATER, response=response, claim=PLAN)
    assert levels(response, LATER_DAY - timedelta(days=1), LATER_DAY) == [0, 2]
    assert list(AuditEntry.objects.values_list("action", flat=True)) == [
        "response.proposed",
        "response.confirmed",
        "claim.recorded",
    ]


def test_a_confirmation_needs_a_level_and_its_proof() -> None:
    with pytest.raises(Refused) as refused:
        operations.confirm_response(actor=SYSTEM, at=AT, response=proposal())
    assert codes(refused) == ["level_missing"]
    bare = ClaimValues(level=Level.RESOURCED, proof_kind=ProofKind.APPROVED_BUDGET)
    with pytest.raises(Refused) as refused:
        operations.confirm_response(actor=SYSTEM, at=AT, response=proposal(), claim=bare)
    assert codes(refused) == ["proof_text", "proof_link"]
    assert Response.objects.filter(confirmed_at__isnull=False).count() == 0


def test_a_plan_needs_a_responsible_body_and_a_deadline() -> None:
    measure = MeasureFactory(responsible_body="", deadline=None)
    with pytest.raises(Refused) as refused:
        confirmed(PLAN, measure=measure)
    assert codes(refused) == ["place_not_covered", "no_responsible_body", "no_deadline"]


def test_drafts_answer_nothing_and_drafts_of_needs_are_not_answered() -> None:
    need = make_need(PlaceFactory(), status=NeedStatus.DRAFT)
    draft = MeasureFactory(goal__version=DraftFactory())
    with pytest.raises(Refused) as refused:
        operations.propose_response(actor=SYSTEM, at=AT, need=need, target=draft)
    assert codes(refused) == ["need_not_open", "version_not_approved"]


def test_a_need_is_linked_with_a_measure_once() -> None:
    response = confirmed()
    assert response.measure is not None
    with pytest.raises(Conflict) as conflict:
        operations.propose_response(actor=SYSTEM, at=AT, need=response.need, target=response.measure)
    assert codes(conflict) == ["linked_already"]
    operations.withdraw_response(actor=SYSTEM, at=AT, response=response, reason="Omyl")
    assert operations.propose_response(actor=SYSTEM, at=AT, need=response.need, target=response.measure).pk


def test_under_money_stands_the_plan_to_fall_back_on() -> None:
    response = confirmed(MONEY)
    claim = response.claims.get(level=3)
    operations.lapse_claim(actor=SYSTEM, at=LATER, claim=claim, lapses_on=DAY + timedelta(days=50))
    before = LATER_DAY - timedelta(days=1)
    assert levels(response, DAY, before, LATER_DAY) == [3, 3, 2]


def test_a_lapse_that_has_come_is_not_moved() -> None:
    response = confirmed(MONEY)
    claim = response.claims.get(level=3)
    operations.lapse_claim(actor=SYSTEM, at=AT, claim=claim, lapses_on=DAY + timedelta(days=50))
    with pytest.raises(Conflict) as conflict:
        operations.lapse_claim(actor=SYSTEM, at=LATER, claim=claim, lapses_on=LATER_DAY + timedelta(days=9))
    assert codes(conflict) == ["lapsed_already"]
    with pytest.raises(Refused) as refused:
        operations.lapse_claim(actor=SYSTEM, at=AT, claim=claim, lapses_on=DAY)
    assert codes(refused) == ["lapses_before_start"]


def test_a_lapse_to_come_may_be_put_off() -> None:
    response = confirmed(MONEY)
    claim = response.claims.get(level=3)
    operations.lapse_claim(actor=SYSTEM, at=AT, claim=claim, lapses_on=LATER_DAY + timedelta(days=1))
    operations.lapse_claim(actor=SYSTEM, at=LATER, claim=claim, lapses_on=LATER_DAY + timedelta(days=9))
    assert levels(response, LATER_DAY + timedelta(days=8), LATER_DAY + timedelta(days=9)) == [3, 2]


def test_a_withdrawn_level_ends_that_day_with_a_reason() -> None:
    response = confirmed(MONEY)
    claim = response.claims.get(level=3)
    with pytest.raises(Refused):
        operations.withdraw_claim(actor=SYSTEM, at=LATER, claim=claim, reason="")
    operations.withdraw_claim(actor=SYSTEM, at=LATER, claim=claim, reason="Rozpočet nebyl schválen")
    assert levels(response, LATER_DAY - timedelta(days=1), LATER_DAY) == [3, 2]
    with pytest.raises(Conflict):
        operations.withdraw_claim(actor=SYSTEM, at=LATER, claim=claim, reason="Znovu")


def test_a_withdrawn_response_stays_on_record_and_earlier_days_stay_as_they_were() -> None:
    response = operations.withdraw_response(actor=SYSTEM, at=LATER, response=confirmed(), reason="Netýká se školy")
    assert levels(response, LATER_DAY - timedelta(days=1), LATER_DAY) == [2, 0]
    assert response.withdrawn_reason == "Netýká se školy"


def test_what_turns_out_to_work_against_a_need_leaves_its_history() -> None:
    response = confirmed()
    against = operations.mark_contradicts(actor=SYSTEM, at=LATER, response=response, reason="Ruší přechod")
    assert levels(response, LATER_DAY - timedelta(days=1), LATER_DAY) == [2, 0]
    assert (against.contradicts, against.measure, levels(against, LATER_DAY)) == (True, response.measure, [0])
    with pytest.raises(Conflict) as conflict:
        operations.claim_level(actor=SYSTEM, at=LATER, response=against, claim=MONEY)
    assert codes(conflict) == ["contradicts"]


def test_a_proposal_marked_as_contradicting_is_confirmed_without_a_level() -> None:
    marked = operations.mark_contradicts(actor=SYSTEM, at=AT, response=proposal(), reason="Ruší přechod")
    with pytest.raises(Refused):
        operations.confirm_response(actor=SYSTEM, at=AT, response=marked, claim=PLAN)
    assert operations.confirm_response(actor=SYSTEM, at=AT, response=marked).confirmed_at == AT


def test_an_indicator_that_reached_its_target_in_the_place_proves_the_measure() -> None:
    response = confirmed()
    assert response.measure is not None
    indicator = IndicatorFactory(measure=response.measure)
    reading = ReadingFactory(indicator=indicator, place=response.need.place)
    claim = ClaimValues(level=Level.PROVEN, proof_kind=ProofKind.INDICATOR_TARGET, reading=reading)
    operations.claim_level(actor=SYSTEM, at=LATER, response=response, claim=claim)
    assert levels(response, LATER_DAY) == [4]


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        ({"value": 4.5}, "target_not_reached"),
        ({"measured_on": DAY}, "indicator_not_set_beforehand"),
        ({"place": None}, "reading_elsewhere"),
        ({"indicator": None}, "reading_of_another_measure"),
    ],
)
def test_a_reading_that_proves_nothing_is_refused(reading: dict[str, object], code: str) -> None:
    response = confirmed()
    given = {
        "indicator": IndicatorFactory(measure=response.measure) if "indicator" not in reading else IndicatorFactory(),
        "place": response.need.place if "place" not in reading else PlaceFactory(),
        **{name: value for name, value in reading.items() if value is not None},
    }
    claim = ClaimValues(level=Level.PROVEN, proof_kind=ProofKind.INDICATOR_TARGET, reading=ReadingFactory(**given))
    with pytest.raises(Refused) as refused:
        operations.claim_level(actor=SYSTEM, at=LATER, response=response, claim=claim)
    assert codes(refused) == [code]


def test_an_experiment_answers_without_any_strategy_but_plans_nothing() -> None:
    need = make_need(PlaceFactory())
    target = Reference(ReferenceKind.EXPERIMENT, new_id())
    response = operations.propose_response(actor=SYSTEM, at=AT, need=need, target=target)
    with pytest.raises(Refused) as refused:
        operations.confirm_response(actor=SYSTEM, at=AT, response=response, claim=PLAN)
    assert codes(refused) == ["needs_a_strategy", "needs_a_measure"]
    running = ClaimValues(level=Level.RESOURCED, proof_kind=ProofKind.RUNNING_EXPERIMENT, proof_text="Registrace 12")
    operations.confirm_response(actor=SYSTEM, at=AT, response=response, claim=running)
    assert levels(response, DAY) == [3]


def test_a_file_may_stand_for_a_link_if_it_is_what_it_says() -> None:
    sound = SimpleUploadedFile("rozpocet.pdf", b"%PDF-1.7 ...")
    claim = ClaimValues(
        level=Level.RESOURCED, proof_kind=ProofKind.APPROVED_BUDGET, proof_text="Rozpočet", proof_file=sound
    )
    assert LevelClaim.objects.get(response=confirmed(claim), level=3).proof_file.name.endswith(".pdf")
    false = SimpleUploadedFile("rozpocet.pdf", b"MZ not a document")
    with pytest.raises(Refused) as refused:
        confirmed(
            ClaimValues(level=Level.RESOURCED, proof_kind=ProofKind.APPROVED_BUDGET, proof_text="R", proof_file=false)
        )
    assert codes(refused) == ["file_type"]


def test_a_link_that_a_browser_must_not_follow_is_refused() -> None:
    claim = ClaimValues(
        level=Level.RESOURCED, proof_kind=ProofKind.APPROVED_BUDGET, proof_text="R", proof_url="javascript:alert(1)"
    )
    with pytest.raises(Refused) as refused:
        confirmed(claim)
    assert codes(refused) == ["proof_url"]


def test_whoever_listens_hears_which_needs_changed() -> None:
    heard: list[ResponsesChanged] = []
    events.subscribe(ResponsesChanged, heard.append)
    try:
        response = confirmed()
        operations.claim_level(actor=SYSTEM, at=LATER, response=response, claim=MONEY)
    finally:
        events._handlers[ResponsesChanged].remove(heard.append)
    assert [event.need_ids for event in heard] == [[response.need_id], [response.need_id]]


def test_a_claim_made_by_hand_without_its_proof_is_refused_by_the_database() -> None:

    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimFactory(level=3, proof_kind=ProofKind.MEASURE_PLAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResponseFactory(reference_kind=ReferenceKind.EXPERIMENT, reference_id=new_id())
