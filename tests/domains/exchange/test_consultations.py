"""Consultations: from the draft put before towns to an outcome with every comment answered."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.accounts import audit
from naves.domains.accounts.models import AuditEntry
from naves.domains.exchange import operations, queries
from naves.domains.exchange.enums import Phase, RoundStatus
from naves.domains.exchange.models import Comment, ConsultationRound
from naves.domains.exchange.queries import Counts
from naves.domains.exchange.rules.steps import ROUND_TRANSITIONS, phase_on
from naves.domains.exchange.rules.values import RoundValues
from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies import operations as strategy_operations
from naves.kernel.clock import prague_date
from naves.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from tests.domains.exchange.test_questions import codes
from tests.domains.exchange.world import World
from tests.factories.accounts import AT
from tests.factories.exchange import make_comment, make_round

LATER = AT + timedelta(days=3)
AFTER = AT + timedelta(days=20)
FIRST = prague_date(AT)


def values(**changes: object) -> RoundValues:
    said = {"about": "Co chybí?", "opens_on": FIRST, "closes_on": FIRST + timedelta(days=14), **changes}
    return RoundValues(**said)  # type: ignore[arg-type]


@pytest.fixture
def consultation(world: World) -> ConsultationRound:
    return make_round(world.draft, invited=[world.sumperk, world.company])


def test_a_draft_is_consulted_answered_and_its_outcome_published(world: World, consultation: ConsultationRound) -> None:
    on_measure = make_comment(
        consultation,
        world["neighbour"],
        passage_kind="measure",
        passage=world.draft_measure.lineage,
        text="Přechody potřebují osvětlení.",
    )
    on_goal = make_comment(
        consultation, world["company"], passage_kind="goal", passage=world.draft_goal.lineage, in_own_name=True
    )
    on_whole = make_comment(consultation, world["neighbour"])
    assert (on_measure.passage_title, on_goal.passage_title, on_whole.passage_title) == (
        "1.1 Přechody všude",
        "1 Ulice pro všechny",
        "",
    )
    answers = [(on_measure, "accepted"), (on_goal, "partly"), (on_whole, "rejected")]
    for comment, verdict in answers:
        operations.answer_comment(
            actor=world["clerk"], at=LATER, comment=comment, verdict=verdict, answer="Protože tak."
        )
    done = operations.publish_outcome(
        actor=world["manager"], at=AFTER, consultation=consultation, outcome="Doplníme osvětlení."
    )
    assert (done.status, done.outcome, done.ended_at) == (RoundStatus.PUBLISHED, "Doplníme osvětlení.", AFTER)
    detail = queries.round_detail(world["anonymous"], consultation.pk, prague_date(AFTER))
    assert (detail.phase, detail.sees_names, detail.may_read_draft) == (Phase.PUBLISHED, False, False)
    assert detail.counts == Counts(total=3, accepted=1, partly=1, rejected=1)
    assert queries.comments_about(world["anonymous"], world.measure.lineage) == [on_measure]
    assert audit.verify().holds
    kinds = AuditEntry.objects.filter(action__startswith="exchange.").values_list("action", flat=True)
    assert set(kinds) == {
        "exchange.round_opened",
        "exchange.comment_made",
        "exchange.comment_answered",
        "exchange.round_published",
    }


def test_everything_stays_readable_after_approval(world: World, consultation: ConsultationRound) -> None:
    comment = make_comment(consultation, world["neighbour"])
    operations.answer_comment(actor=world["clerk"], at=LATER, comment=comment, verdict="accepted", answer="Ano.")
    operations.publish_outcome(actor=world["manager"], at=AFTER, consultation=consultation, outcome="Hotovo.")
    strategy_operations.approve_version(actor=SYSTEM, at=AFTER, version=world.draft)
    detail = queries.round_detail(world["anonymous"], consultation.pk, prague_date(AFTER))
    assert (detail.may_read_draft, list(queries.comments_of(consultation))) == (True, [comment])


def test_an_outcome_waits_for_the_last_answer(world: World, consultation: ConsultationRound) -> None:
    make_comment(consultation, world["neighbour"])
    operations.close_round(actor=world["clerk"], at=LATER, consultation=consultation)
    with pytest.raises(Refused) as refused:
        operations.publish_outcome(actor=world["manager"], at=LATER, consultation=consultation, outcome="Hotovo.")
    assert codes(refused) == [("comments_unanswered", "outcome")]
    with pytest.raises(Refused) as refused:
        operations.publish_outcome(actor=world["manager"], at=LATER, consultation=consultation, outcome=" ")
    assert codes(refused) == [("outcome_missing", "outcome"), ("comments_unanswered", "outcome")]
    consultation.refresh_from_db()
    assert consultation.status == RoundStatus.CLOSED


def test_an_outcome_is_not_published_while_comments_are_taken(world: World, consultation: ConsultationRound) -> None:
    with pytest.raises(Refused) as refused:
        operations.publish_outcome(actor=world["manager"], at=LATER, consultation=consultation, outcome="Hotovo.")
    assert codes(refused) == [("not_in_this_state", "status")]
    for name in ("anonymous", "stranger", "member", "neighbour", "company", "clerk"):
        with pytest.raises(NotAllowed):
            operations.publish_outcome(actor=world[name], at=AFTER, consultation=consultation, outcome="Hotovo.")


def test_comments_come_in_time_or_not_at_all(world: World) -> None:
    consultation = make_round(world.draft, invited=[world.sumperk], opens_on=FIRST + timedelta(days=2), days=3)
    for day, expected in ((1, "comment_too_early"), (2, None), (5, None), (6, "comment_too_late")):
        at = AT + timedelta(days=day)
        if expected is None:
            assert make_comment(consultation, world["neighbour"], at=at, text=f"Den {day}").made_at == at
            continue
        with pytest.raises(Refused) as refused:
            make_comment(consultation, world["neighbour"], at=at)
        assert codes(refused) == [(expected, "text")]
    operations.edit_round(
        actor=world["clerk"],
        at=AT + timedelta(days=7),
        consultation=consultation,
        values=values(opens_on=FIRST + timedelta(days=2), closes_on=FIRST + timedelta(days=9)),
        invited=[world.sumperk],
    )
    assert make_comment(consultation, world["neighbour"], at=AT + timedelta(days=8), text="Po prodloužení").pk


def test_only_those_invited_comment_and_only_for_those_invited(world: World, consultation: ConsultationRound) -> None:
    for name in ("anonymous", "stranger", "manager", "clerk", "member", "analyst"):
        with pytest.raises(NotAllowed):
            make_comment(consultation, world[name], organisation=world.sumperk)
    with pytest.raises(NotAllowed):
        make_comment(consultation, world["neighbour"], organisation=world.company)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": ""}, ("text_missing", "text")),
        ({"text": "a" * 100_000}, ("text_long", "text")),
        ({"passage_kind": "measure", "passage": UUID(int=1)}, ("passage_unknown", "passage")),
        ({"passage_kind": "goal"}, ("passage_unknown", "passage")),
        ({"passage_kind": "nic"}, ("passage_unknown", "passage")),
    ],
)
def test_bad_comments_are_named_with_their_field(
    world: World, consultation: ConsultationRound, change: dict[str, object], code: tuple[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        make_comment(consultation, world["neighbour"], **change)
    assert (codes(refused), Comment.objects.exists()) == ([code], False)


def test_a_measure_of_another_strategy_is_no_passage(world: World, consultation: ConsultationRound) -> None:
    world.draft_measure.delete()
    with pytest.raises(Refused):
        make_comment(consultation, world["neighbour"], passage_kind="measure", passage=world.draft_measure.lineage)


def test_a_comment_outlives_the_measure_that_it_concerns(world: World, consultation: ConsultationRound) -> None:
    comment = make_comment(
        consultation, world["neighbour"], passage_kind="measure", passage=world.draft_measure.lineage
    )
    strategy_operations.remove_measure(actor=world["clerk"], at=LATER, measure=world.draft_measure)
    assert queries.get_comment(world["neighbour"], comment.pk).passage_title == "1.1 Přechody všude"


def test_the_same_comment_sent_twice_is_one(world: World, consultation: ConsultationRound) -> None:
    first = make_comment(consultation, world["neighbour"])
    with pytest.raises(Conflict), transaction.atomic():
        make_comment(consultation, world["neighbour"])
    make_comment(consultation, world["neighbour"], passage_kind="goal", passage=world.draft_goal.lineage)
    operations.withdraw_comment(actor=world["neighbour"], at=LATER, comment=first)
    assert make_comment(consultation, world["neighbour"]).pk != first.pk


def test_a_comment_is_withdrawn_by_its_maker_while_comments_are_taken(
    world: World, consultation: ConsultationRound
) -> None:
    comment = make_comment(consultation, world["neighbour"])
    for name in ("neighbour_member", "clerk", "analyst", "anonymous"):
        with pytest.raises(NotAllowed):
            operations.withdraw_comment(actor=world[name], at=LATER, comment=comment)
    with pytest.raises(Refused):
        operations.withdraw_comment(actor=world["neighbour"], at=AFTER, comment=comment)
    operations.withdraw_comment(actor=world["neighbour"], at=LATER, comment=comment)
    with pytest.raises(Conflict):
        operations.withdraw_comment(actor=world["neighbour"], at=LATER, comment=comment)
    with pytest.raises(Conflict):
        operations.answer_comment(actor=world["clerk"], at=LATER, comment=comment, verdict="accepted", answer="Ano.")
    with pytest.raises(NotFound):
        queries.get_comment(world["neighbour"], comment.pk)
    assert queries.counts_of([consultation.pk])[consultation.pk] == Counts()


def test_a_verdict_has_a_reason_and_comes_from_the_owner(world: World, consultation: ConsultationRound) -> None:
    comment = make_comment(consultation, world["neighbour"])
    with pytest.raises(Refused) as refused:
        operations.answer_comment(actor=world["clerk"], at=LATER, comment=comment, verdict="snad", answer=" ")
    assert codes(refused) == [("verdict_unknown", "verdict"), ("answer_missing", "answer")]
    for name in ("anonymous", "stranger", "member", "neighbour", "company"):
        with pytest.raises(NotAllowed):
            operations.answer_comment(actor=world[name], at=LATER, comment=comment, verdict="accepted", answer="Ano.")
    operations.answer_comment(actor=world["analyst"], at=LATER, comment=comment, verdict="accepted", answer="Ano.")
    changed = operations.answer_comment(
        actor=world["clerk"], at=AFTER, comment=comment, verdict="partly", answer="Zčásti."
    )
    assert (changed.verdict, changed.answer, changed.answered_by_id) == (
        "partly",
        "Zčásti.",
        world["clerk"].user_id,
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"about": ""}, ("about_missing", "about")),
        ({"about": "a" * 100_000}, ("about_long", "about")),
        ({"opens_on": FIRST + timedelta(days=20)}, ("ends_before_it_begins", "closes_on")),
        ({"opens_on": FIRST - timedelta(days=1)}, ("opens_on_past", "opens_on")),
        ({"closes_on": FIRST + timedelta(days=400)}, ("consultation_long", "closes_on")),
        ({"for_all_towns": False}, ("nobody_invited", "invited")),
    ],
)
def test_bad_consultations_are_named_with_their_field(
    world: World, change: dict[str, object], code: tuple[str, str]
) -> None:
    said = values(**{"for_all_towns": True, **change})
    with pytest.raises(Refused) as refused:
        operations.open_round(actor=world["manager"], at=AT, version=world.draft, values=said)
    assert codes(refused) == [code]
    assert not ConsultationRound.objects.exists()


def test_a_consultation_of_a_draft_runs_once_at_a_time(world: World, consultation: ConsultationRound) -> None:
    with pytest.raises(Conflict) as refused, transaction.atomic():
        make_round(world.draft, for_all_towns=True)
    assert codes(refused) == [("consultation_runs", "version")]
    operations.cancel_round(actor=world["manager"], at=LATER, consultation=consultation, reason="Znovu a lépe.")
    assert make_round(world.draft, for_all_towns=True, at=LATER).pk != consultation.pk


def test_only_a_draft_is_consulted_and_only_its_owner_or_the_ministry_opens_it(world: World) -> None:
    with pytest.raises(Refused) as refused:
        make_round(world.version, for_all_towns=True)
    assert codes(refused) == [("not_a_draft", "version")]
    for name in ("anonymous", "stranger", "member", "neighbour", "company"):
        with pytest.raises(NotAllowed):
            make_round(world.draft, for_all_towns=True, actor=world[name])
    assert make_round(world.draft, for_all_towns=True, actor=world["analyst"]).pk


def test_the_owner_is_never_a_guest_at_its_own_table(world: World) -> None:
    with pytest.raises(Refused) as refused:
        make_round(world.draft, invited=[world.litovel])
    assert codes(refused) == [("nobody_invited", "invited")]


def test_the_first_day_stays_once_it_has_come(world: World, consultation: ConsultationRound) -> None:
    with pytest.raises(Refused) as refused:
        operations.edit_round(
            actor=world["clerk"],
            at=LATER,
            consultation=consultation,
            values=values(opens_on=FIRST + timedelta(days=5), for_all_towns=True),
        )
    assert codes(refused) == [("consultation_begun", "opens_on")]
    with pytest.raises(NotAllowed):
        operations.edit_round(actor=world["neighbour"], at=LATER, consultation=consultation, values=values())


def test_what_has_ended_does_not_move_any_more(world: World, consultation: ConsultationRound) -> None:
    operations.publish_outcome(actor=world["manager"], at=AFTER, consultation=consultation, outcome="Hotovo.")
    for act in (
        lambda: operations.cancel_round(actor=world["manager"], at=AFTER, consultation=consultation, reason="Ne."),
        lambda: operations.close_round(actor=world["manager"], at=AFTER, consultation=consultation),
        lambda: operations.edit_round(
            actor=world["manager"], at=AFTER, consultation=consultation, values=values(for_all_towns=True)
        ),
    ):
        with pytest.raises(Refused):
            act()


def test_an_approved_draft_takes_no_more_comments_and_a_withdrawn_one_ends_its_consultation(
    world: World, consultation: ConsultationRound
) -> None:
    strategy_operations.approve_version(actor=SYSTEM, at=LATER, version=world.draft)
    consultation.refresh_from_db()
    assert (consultation.status, consultation.closed_at) == (RoundStatus.CLOSED, LATER)
    with pytest.raises(Refused):
        make_comment(consultation, world["neighbour"], at=LATER)
    other = strategy_operations.new_version(
        actor=SYSTEM, at=LATER, strategy=world.draft.strategy, in_force_from=date(2027, 1, 1)
    )
    second = make_round(other, invited=[world.sumperk], at=LATER)
    strategy_operations.withdraw_version(actor=SYSTEM, at=LATER, version=other, reason="Odloženo.")
    second.refresh_from_db()
    assert (second.status, bool(second.cancelled_reason)) == (RoundStatus.CANCELLED, True)


def test_names_of_people_are_shown_to_those_who_take_part_only(world: World, consultation: ConsultationRound) -> None:
    today = FIRST
    for name in ("manager", "member", "neighbour", "company", "analyst"):
        assert queries.round_detail(world[name], consultation.pk, today).sees_names, name
    for name in ("anonymous", "stranger"):
        with pytest.raises(NotFound):
            queries.round_detail(world[name], consultation.pk, today)


def test_unknown_consultations_and_comments_are_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        queries.get_round(world["analyst"], uuid4())
    with pytest.raises(NotFound):
        queries.get_comment(world["analyst"], uuid4())


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(status=st.sampled_from(RoundStatus), opens=days, length=st.integers(0, 60), day=days)
def test_the_calendar_moves_a_consultation_only_along_the_table(
    status: RoundStatus, opens: date, length: int, day: date
) -> None:
    closes = opens + timedelta(days=length)
    before = phase_on(status, opens, closes, day)
    after = phase_on(status, opens, closes, day + timedelta(days=1))
    assert after == before or after in ROUND_TRANSITIONS[before]
    if status == RoundStatus.OPEN:
        assert (before == Phase.OPEN) == (opens <= day <= closes)
    else:
        assert before.value == status.value
