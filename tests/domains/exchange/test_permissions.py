"""The tables of permissions, spelled out: whoever and whatever is not named is refused."""

import pytest

from naves.domains.exchange import operations, queries
from naves.domains.exchange.enums import Phase, QuestionStatus
from naves.domains.exchange.permissions import (
    ROUND_TABLE,
    TABLE,
    Action,
    Relation,
    RoundAction,
    allowed,
    may,
    may_in_round,
    round_allowed,
)
from naves.domains.organisations.access import Actor
from naves.domains.strategies import permissions as strategy_permissions
from naves.domains.strategies.queries import get_measure, get_version, visible_versions
from naves.kernel.clock import now, prague_date
from naves.kernel.errors import NotAllowed, NotFound
from tests.domains.exchange.world import World
from tests.factories.accounts import AT
from tests.factories.exchange import make_comment, make_question, make_round

QUESTIONS = {
    Action.VIEW: ("anybody:*",),
    Action.ASK: ("signed_in:-",),
    Action.ASK_FOR: ("asking_member:-",),
    Action.ANSWER: ("addressee_editor:open,answered",),
    Action.SOLVE: ("asker:answered", "asking_editor:answered"),
    Action.REOPEN: ("asker:solved", "asking_editor:solved"),
    Action.WITHDRAW: ("asker:open,answered", "asking_editor:open,answered", "analyst:open,answered,solved"),
    Action.WITHDRAW_ANSWER: ("addressee_editor:answered,solved", "analyst:answered,solved"),
    Action.FOLLOW: ("signed_in:open,answered,solved",),
}
RUNNING = "announced,open,closed"
ROUNDS = {
    RoundAction.VIEW: (
        "anybody:published",
        "invited:*",
        "owner_member:*",
        "owner_editor:*",
        "owner_manager:*",
        "analyst:*",
    ),
    RoundAction.OPEN: ("owner_editor:-", "owner_manager:-", "analyst:-"),
    RoundAction.EDIT: (f"owner_editor:{RUNNING}", f"owner_manager:{RUNNING}", f"analyst:{RUNNING}"),
    RoundAction.CLOSE: ("owner_editor:open", "owner_manager:open", "analyst:open"),
    RoundAction.PUBLISH: ("owner_manager:closed", "analyst:closed"),
    RoundAction.CANCEL: (f"owner_manager:{RUNNING}", f"analyst:{RUNNING}"),
    RoundAction.COMMENT: ("invited:open",),
    RoundAction.WITHDRAW_COMMENT: ("commenter:open",),
    RoundAction.ANSWER: ("owner_editor:open,closed", "owner_manager:open,closed", "analyst:open,closed"),
}


def granted(entries: tuple[str, ...], relation: str, state: str | None) -> bool:
    states = dict(entry.split(":") for entry in entries).get(relation, "").split(",")
    return (state or "-") in states or ("*" in states and state is not None)


@pytest.mark.parametrize("action", Action)
def test_the_table_of_questions_is_as_decided(action: Action) -> None:
    for relation in Relation:
        for state in (*QuestionStatus, None):
            assert allowed(action, relation, state) == granted(QUESTIONS[action], relation, state), (relation, state)


@pytest.mark.parametrize("action", RoundAction)
def test_the_table_of_consultations_is_as_decided(action: RoundAction) -> None:
    for relation in Relation:
        for phase in (*Phase, None):
            assert round_allowed(action, relation, phase) == granted(ROUNDS[action], relation, phase), (relation, phase)


def test_both_tables_decide_about_every_action() -> None:
    assert (set(TABLE), set(ROUND_TABLE)) == (set(Action), set(RoundAction))


WHO_MAY = {
    # to an open question of Šumperk for Litovel
    Action.ANSWER: {"manager", "clerk"},
    Action.WITHDRAW: {"neighbour", "analyst"},
    Action.SOLVE: set(),
    Action.FOLLOW: {
        "stranger", "manager", "clerk", "member", "neighbour", "neighbour_member", "company", "analyst",
    },
}  # fmt: skip


def test_people_may_what_their_relation_to_a_question_allows(world: World) -> None:
    question = make_question(world["neighbour"], world.litovel)
    for action, names in WHO_MAY.items():
        assert {name for name, actor in world.people.items() if may(actor, action, question)} == names, action


def test_who_left_the_organisation_no_longer_speaks_for_its_question(world: World) -> None:
    question = make_question(world["neighbour_member"], world.litovel)
    left = Actor(user_id=world["neighbour_member"].user_id)
    assert may(world["neighbour_member"], Action.WITHDRAW, question)
    assert not may(left, Action.WITHDRAW, question)


def test_a_token_without_the_scope_neither_writes_nor_reads(world: World) -> None:
    question = make_question(world["neighbour"], world.litovel)
    reader = Actor(world["clerk"].user_id, world["clerk"].grants, scopes=frozenset({"exchange:read"}))
    other = Actor(world["clerk"].user_id, world["clerk"].grants, scopes=frozenset({"needs:read"}))
    with pytest.raises(NotAllowed, match="exchange:write"):
        operations.answer(actor=reader, at=AT, question=question, text="Ano.")
    assert queries.get_question(reader, question.pk) == question
    with pytest.raises(NotFound):
        queries.get_question(other, question.pk)
    with pytest.raises(NotAllowed):
        operations.read_notices(actor=reader, at=AT)


def names_who(world: World, action: RoundAction, consultation: object, **more: object) -> set[str]:
    return {
        name
        for name, actor in world.people.items()
        if may_in_round(actor, action, consultation, today=prague_date(AT), **more)  # type: ignore[arg-type]
    }


def test_people_may_what_their_relation_to_a_consultation_allows(world: World) -> None:
    consultation = make_round(world.draft, invited=[world.sumperk])
    owners, guests = {"manager", "clerk", "analyst"}, {"neighbour", "neighbour_member"}
    assert names_who(world, RoundAction.VIEW, consultation) == owners | guests | {"member"}
    assert names_who(world, RoundAction.COMMENT, consultation) == guests
    assert names_who(world, RoundAction.ANSWER, consultation) == owners
    assert names_who(world, RoundAction.EDIT, consultation) == owners
    assert names_who(world, RoundAction.CLOSE, consultation) == owners
    assert names_who(world, RoundAction.CANCEL, consultation) == {"manager", "analyst"}
    assert names_who(world, RoundAction.PUBLISH, consultation) == set()
    assert names_who(world, RoundAction.OPEN, None, owner=world.litovel) == owners
    comment = make_comment(consultation, world["neighbour"])
    assert names_who(world, RoundAction.WITHDRAW_COMMENT, consultation, comment=comment) == {"neighbour"}


def test_a_consultation_open_to_towns_is_open_to_those_who_act_for_one(world: World) -> None:
    consultation = make_round(world.draft, for_all_towns=True)
    assert names_who(world, RoundAction.COMMENT, consultation) == {"neighbour", "neighbour_member"}
    assert "company" not in names_who(world, RoundAction.VIEW, consultation)


@pytest.mark.parametrize("for_all_towns", [True, False])
def test_lists_show_exactly_what_the_table_allows(world: World, for_all_towns: bool) -> None:
    consultation = make_round(world.draft, invited=[world.sumperk], for_all_towns=for_all_towns)
    for name, actor in world.people.items():
        listed = queries.visible_rounds(actor).filter(pk=consultation.pk).exists()
        assert listed == may_in_round(actor, RoundAction.VIEW, consultation, today=prague_date(AT)), name


def test_the_draft_is_lent_to_those_invited_only_and_for_the_time_only(world: World) -> None:
    def readers() -> set[str]:
        seen = {name for name, actor in world.people.items() if visible_versions(actor).filter(pk=world.draft.pk)}
        may_see = {
            name
            for name, actor in world.people.items()
            if strategy_permissions.may(actor, strategy_permissions.Action.VIEW, world.draft)
        }
        assert seen == may_see
        return seen

    at = now()
    own, guests = {"manager", "clerk", "member", "analyst"}, {"neighbour", "neighbour_member"}
    assert readers() == own
    consultation = make_round(world.draft, invited=[world.sumperk], at=at)
    assert readers() == own | guests
    assert get_version(world["neighbour"], world.draft.strategy_id, 2) == world.draft
    assert get_measure(world["neighbour"], world.draft_measure.pk) == world.draft_measure
    may_edit = strategy_permissions.may(world["neighbour"], strategy_permissions.Action.EDIT, world.draft)
    assert not may_edit
    operations.close_round(actor=world["clerk"], at=at, consultation=consultation)
    assert readers() == own | guests
    operations.publish_outcome(actor=world["manager"], at=at, consultation=consultation, outcome="Beze změn.")
    assert readers() == own


def test_a_consultation_that_is_only_announced_lends_nothing_yet(world: World) -> None:
    make_round(world.draft, invited=[world.sumperk], at=now(), opens_on=prague_date(now()).replace(year=2099))
    assert not visible_versions(world["neighbour"]).filter(pk=world.draft.pk).exists()


def test_a_cancelled_consultation_lends_nothing_more(world: World) -> None:
    consultation = make_round(world.draft, invited=[world.sumperk], at=now())
    operations.cancel_round(actor=world["manager"], at=now(), consultation=consultation, reason="Omyl.")
    assert not visible_versions(world["neighbour"]).filter(pk=world.draft.pk).exists()
    assert queries.get_round(world["neighbour"], consultation.pk).cancelled_reason == "Omyl."
