"""Several people at the desk: one pair each, every verdict on record, nothing doubled."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from naves.domains.accounts.models import AuditEntry
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchJudgement, MatchSuggestion
from naves.domains.strategies.matching.operations.desk import HELD_FOR
from naves.domains.strategies.matching.queries import judgements
from naves.domains.strategies.models import Response
from naves.domains.strategies.operations import ClaimValues, claim_level, propose_response
from naves.domains.strategies.queries import levels_of
from naves.kernel.errors import Conflict, NotAllowed, Refused
from tests.domains.strategies.matching.conftest import Town
from tests.factories.accounts import AT
from tests.factories.organisations import make_analyst, make_clerk, make_stranger
from tests.factories.strategies import DAY, make_need

pytestmark = pytest.mark.django_db
PLAN = ClaimValues(level=Level.PLANNED, proof_kind=ProofKind.MEASURE_PLAN)
MONEY = ClaimValues(
    level=Level.RESOURCED,
    proof_kind=ProofKind.APPROVED_BUDGET,
    proof_text="Rozpočet města 2026",
    proof_url="https://www.example.cz/rozpocet",
)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def pair(town: Town) -> MatchSuggestion:
    """A pair that one person judges."""
    operations.suggest(actor=SYSTEM, at=AT)
    MatchSuggestion.objects.update(sampled=False)
    return MatchSuggestion.objects.get()


def live() -> QuerySet[Response]:
    return Response.objects.filter(withdrawn_at=None)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def confirm(actor: Actor, pair: MatchSuggestion, claim: ClaimValues = PLAN) -> MatchJudgement:
    return operations.judge(actor=actor, at=AT, suggestion=pair, verdict=Verdict.CONFIRM, claim=claim)


def test_confirming_makes_a_response_at_the_level_and_nothing_before(town: Town, pair: MatchSuggestion) -> None:
    assert levels_of([town.need.pk], DAY) == {town.need.pk: 0}
    analyst = make_analyst()
    made = confirm(analyst, pair)
    assert levels_of([town.need.pk], DAY) == {town.need.pk: 2}
    response = live().get()
    assert (response.suggested, response.confirmed_by_id, made.response) == (True, analyst.user_id, response)
    assert AuditEntry.objects.filter(action="match.judged").count() == 1
    (row,) = judgements()
    assert (row.need_id, row.measure_id, row.judge_id, row.verdict, row.level, row.at, row.origin) == (
        town.need.pk,
        town.crossing.pk,
        analyst.user_id,
        Verdict.CONFIRM,
        2,
        AT,
        Origin.DESK,
    )
    assert row.score == pair.score


def test_a_level_needs_its_proof_and_nothing_is_half_written(pair: MatchSuggestion) -> None:
    bare = ClaimValues(level=Level.RESOURCED, proof_kind=ProofKind.APPROVED_BUDGET)
    with pytest.raises(Refused):
        confirm(make_analyst(), pair, bare)
    with pytest.raises(Refused) as refused:
        operations.judge(actor=make_analyst(), at=AT, suggestion=pair, verdict=Verdict.CONFIRM)
    assert codes(refused) == ["level_missing"]
    assert not Response.objects.exists()
    assert not MatchJudgement.objects.exists()
    confirm(make_analyst(), pair, MONEY)
    assert sorted(live().get().claims.values_list("level", flat=True)) == [2, 3]


def test_two_people_never_look_at_the_same_pair_until_the_first_has_gone(town: Town, pair: MatchSuggestion) -> None:
    first, second = make_analyst(), make_clerk(town.place)
    assert operations.take_next(actor=first, at=AT) == pair
    assert operations.take_next(actor=first, at=AT) == pair
    assert operations.take_next(actor=second, at=AT + MINUTE) is None
    assert operations.take_next(actor=second, at=AT + HELD_FOR + MINUTE) == pair


def test_the_second_who_confirms_the_same_pair_is_told_and_nothing_doubles(pair: MatchSuggestion) -> None:
    confirm(make_analyst(), pair)
    with pytest.raises(Conflict) as refused:
        confirm(make_analyst(), pair)
    assert codes(refused) == ["judged_already"]
    assert live().count() == MatchJudgement.objects.count() == 1


def test_a_pair_linked_elsewhere_meanwhile_is_not_linked_twice(town: Town, pair: MatchSuggestion) -> None:
    analyst = make_analyst()
    assert operations.take_next(actor=analyst, at=AT) == pair
    propose_response(actor=SYSTEM, at=AT, need=town.need, target=town.crossing)
    with pytest.raises(Conflict) as refused:
        confirm(analyst, pair)
    assert codes(refused) == ["linked_already"]
    assert operations.take_next(actor=analyst, at=AT) is None
    assert live().count() == 1


def test_a_rejected_pair_makes_nothing_and_does_not_come_back(pair: MatchSuggestion) -> None:
    operations.judge(actor=make_analyst(), at=AT, suggestion=pair, verdict=Verdict.REJECT)
    operations.suggest(actor=SYSTEM, at=AT)
    assert not Response.objects.exists()
    assert not MatchSuggestion.objects.filter(is_open=True).exists()


def test_who_is_not_sure_leaves_the_pair_to_somebody_else(pair: MatchSuggestion) -> None:
    first, second = make_analyst(), make_analyst()
    operations.judge(actor=first, at=AT, suggestion=pair, verdict=Verdict.UNSURE)
    assert operations.take_next(actor=first, at=AT) is None
    assert operations.take_next(actor=second, at=AT) == pair
    with pytest.raises(Conflict) as refused:
        confirm(first, pair)
    assert codes(refused) == ["judged_by_you"]


def test_undoing_withdraws_the_response_and_brings_the_pair_back(town: Town, pair: MatchSuggestion) -> None:
    analyst, other = make_analyst(), make_analyst()
    confirm(analyst, pair)
    undone = operations.undo_last(actor=analyst, at=AT + MINUTE, reason="Zpět u stolu")
    assert undone.undone_at == AT + MINUTE
    assert live().count() == 0
    assert Response.objects.get().withdrawn_reason == "Zpět u stolu"
    assert list(judgements()) == []
    assert operations.take_next(actor=other, at=AT + MINUTE) is None
    assert operations.take_next(actor=analyst, at=AT + MINUTE) == pair
    confirm(analyst, pair)
    assert live().count() == 1
    with pytest.raises(Refused) as refused:
        operations.undo_last(actor=other, at=AT, reason="–")
    assert codes(refused) == ["nothing_to_undo"]


def test_what_others_have_built_upon_is_not_undone(pair: MatchSuggestion) -> None:
    analyst = make_analyst()
    confirm(analyst, pair)
    claim_level(actor=make_analyst(), at=AT, response=live().get(), claim=MONEY)
    with pytest.raises(Conflict) as refused:
        operations.undo_last(actor=analyst, at=AT, reason="Omyl")
    assert codes(refused) == ["built_upon"]
    assert live().count() == 1


def test_judgements_as_of_a_day_keep_what_was_undone_later(pair: MatchSuggestion) -> None:
    analyst = make_analyst()
    confirm(analyst, pair)
    operations.undo_last(actor=analyst, at=AT + timedelta(days=2), reason="Omyl")
    assert [row.verdict for row in judgements(as_of=DAY)] == [Verdict.CONFIRM]
    assert list(judgements(as_of=DAY - timedelta(days=1))) == []
    assert list(judgements()) == []


def test_a_pair_of_the_sample_is_judged_by_two_and_the_first_decides(pair: MatchSuggestion) -> None:
    MatchSuggestion.objects.update(sampled=True)
    first, second, third = make_analyst(), make_analyst(), make_analyst()
    assert operations.take_next(actor=first, at=AT) == operations.take_next(actor=second, at=AT) == pair
    assert operations.take_next(actor=third, at=AT) is None
    confirm(first, pair)
    assert operations.take_next(actor=first, at=AT) is None
    assert operations.take_next(actor=second, at=AT) == pair
    confirm(second, pair)
    assert live().count() == 1
    assert [row.origin for row in judgements(origin=Origin.DOUBLE)] == [Origin.DOUBLE, Origin.DOUBLE]
    assert operations.take_next(actor=third, at=AT) is None


def test_a_clerk_judges_pairs_of_the_own_town_only(town: Town, pair: MatchSuggestion) -> None:
    assert operations.take_next(actor=make_clerk(town.other), at=AT) is None
    with pytest.raises(NotAllowed):
        confirm(make_clerk(town.other), pair)
    for actor in (make_stranger(), ANONYMOUS, SYSTEM):
        with pytest.raises(NotAllowed):
            confirm(actor, pair)
    with pytest.raises(NotAllowed):
        operations.take_next(actor=make_stranger(), at=AT)
    confirm(make_clerk(town.place), pair)
    assert live().count() == 1


def test_the_most_people_come_first_and_every_tenth_pair_is_of_the_sample(town: Town) -> None:
    for people in (10, 5000, 70):
        make_need(town.place, title="Nebezpečný přechod u školy", people_affected=people)
    operations.suggest(actor=SYSTEM, at=AT)
    MatchSuggestion.objects.update(sampled=False)
    analyst = make_analyst()
    seen = []
    while (pair := operations.take_next(actor=analyst, at=AT)) is not None:
        seen.append(pair.need.people_affected)
        operations.judge(actor=analyst, at=AT, suggestion=pair, verdict=Verdict.REJECT)
    assert seen == [5000, 300, 70, 10]
    for number in range(6):
        need = make_need(town.place, title=f"Škola bez přechodu {number}", people_affected=number)
        MatchSuggestion.objects.create(
            need=need, measure=town.crossing, place=town.place, features=[0.0] * 6, score=0.1, usefulness=number,
            draw=0.01, sampled=number == 0, found_at=AT,
        )  # fmt: skip
    sampled = []
    for _ in range(6):
        pair = operations.take_next(actor=analyst, at=AT)
        assert pair is not None
        sampled.append(pair.sampled)
        operations.judge(actor=analyst, at=AT, suggestion=pair, verdict=Verdict.REJECT)
    assert sampled == [False] * 5 + [True]
