"""Who may do what with datasets: the whole table of action × relation × status, written out a second time by hand."""

import dataclasses

import pytest

from naves.domains.catalogue.enums import PostStatus, RecordStatus, Right
from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.operations import recovery, society
from naves.domains.catalogue.operations.checklist import answer_clauses
from naves.domains.catalogue.operations.custody import describe_estate
from naves.domains.catalogue.operations.datasets import create_dataset, publish_dataset, withdraw_dataset
from naves.domains.catalogue.operations.rehearsals import declare_schema
from naves.domains.catalogue.queries.custody import nation
from naves.domains.catalogue.queries.records import visible_datasets
from naves.domains.catalogue.record_permissions import READ, WRITE, Action, Relation, allowed, may, require
from naves.domains.catalogue.rules.estate import EntryValues
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.queries import actor_for
from naves.kernel.clock import prague_date
from naves.kernel.errors import NotAllowed
from tests.factories.accounts import AT
from tests.factories.catalogue import COLUMNS, make_dataset, make_fact, make_held, make_record_values, make_town
from tests.factories.organisations import MembershipFactory, make_analyst, make_clerk, make_stranger
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db

# d draft, p published, w withdrawn, - nothing, o without a record
TABLE = """
                anybody signed_in owner_member owner_editor owner_manager analyst
view            pw      -         dpw          dpw          dpw           dpw
create          -       -         -            o            o             o
edit            -       -         -            dpw          dpw           dpw
publish         -       -         -            -            dw            dw
withdraw        -       -         -            d            dp            dp
view_estate     -       -         dpwo         dpwo         dpwo          dpwo
record_custody  -       -         -            dpw          dpw           dpw
recover         -       -         -            dpw          dpw           dpw
bind            -       -         -            -            dp            dp
edit_catalogue  -       -         -            -            o             o
follow          -       p         dp           -            -             -
discuss         -       p         -            -            -             -
propose_reuse   -       p         -            -            -             -
moderate        -       -         -            dpw          dpw           dpw
view_nation     -       -         -            -            -             o
"""
LETTERS = {"d": RecordStatus.DRAFT, "p": RecordStatus.PUBLISHED, "w": RecordStatus.WITHDRAWN, "o": None}


def cells() -> dict[tuple[str, str], set[RecordStatus | None]]:
    head, *lines = TABLE.strip().splitlines()
    return {
        (line.split()[0], relation): {LETTERS[letter] for letter in cell if letter != "-"}
        for line in lines
        for relation, cell in zip(head.split(), line.split()[1:], strict=True)
    }


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("relation", Relation)
def test_the_table_says_what_stands_here(action: Action, relation: Relation) -> None:
    told = {status for status in [*RecordStatus, None] if allowed(action, relation, status)}
    assert told == cells()[action.value, relation.value]


@pytest.fixture
def held() -> Dataset:
    return make_held()


def members(dataset: Dataset, role: MemberRole) -> Actor:
    return actor_for(MembershipFactory(organisation=dataset.owner, role=role).user)


def test_every_write_refuses_those_who_may_not(held: Dataset) -> None:
    plan = recovery.begin_plan(actor=SYSTEM, at=AT, dataset=held, template="waste")
    step = plan.steps.first()
    neighbour = make_clerk(PlaceFactory(), MemberRole.MANAGER)
    for actor in (ANONYMOUS, make_stranger(), neighbour, members(held, MemberRole.MEMBER)):
        attempts = [
            lambda actor=actor: create_dataset(actor=actor, at=AT, owner=held.owner, values=make_record_values()),
            lambda actor=actor: publish_dataset(actor=actor, at=AT, dataset=held),
            lambda actor=actor: withdraw_dataset(actor=actor, at=AT, dataset=held, reason="x"),
            lambda actor=actor: make_fact(held, Right.OWNED, actor=actor),
            lambda actor=actor: describe_estate(actor=actor, at=AT, dataset=held, values=EntryValues()),
            lambda actor=actor: recovery.begin_plan(actor=actor, at=AT, dataset=held, template="waste"),
            lambda actor=actor: recovery.close_step(actor=actor, at=AT, step=step, outcome="x"),
            lambda actor=actor: recovery.end_plan(actor=actor, at=AT, plan=plan, abandon=True, reason="x"),
            lambda actor=actor: declare_schema(actor=actor, at=AT, dataset=held, columns=COLUMNS),
            lambda actor=actor: answer_clauses(actor=actor, at=AT, dataset=held, answers={"format": ("yes", "")}),
        ]
        for attempt in attempts:
            with pytest.raises(NotAllowed):
                attempt()
    assert held.custody.count() == 3


def test_a_draft_is_seen_by_its_owner_and_by_analysts_alone(held: Dataset) -> None:
    seeing = [members(held, MemberRole.MEMBER), make_analyst(), SYSTEM]
    blind = [ANONYMOUS, make_stranger(), make_clerk(PlaceFactory(), MemberRole.MANAGER)]
    assert [held in visible_datasets(actor) for actor in (*seeing, *blind)] == [True] * 3 + [False] * 3


def test_what_was_withdrawn_before_it_was_shown_stays_a_draft_for_the_public(held: Dataset) -> None:
    withdraw_dataset(actor=SYSTEM, at=AT, dataset=held, reason="Zapsáno dvakrát.")
    held.refresh_from_db()
    assert not may(ANONYMOUS, Action.VIEW, held)
    assert held not in visible_datasets(ANONYMOUS)


def test_tokens_do_only_what_their_scopes_say(held: Dataset) -> None:
    editor = members(held, MemberRole.EDITOR)
    reading = dataclasses.replace(editor, scopes=frozenset({READ}))
    writing = dataclasses.replace(editor, scopes=frozenset({WRITE}))
    assert may(reading, Action.VIEW_ESTATE, held)
    assert not may(reading, Action.EDIT, held)
    assert may(writing, Action.EDIT, held)
    assert not may(writing, Action.VIEW_ESTATE, held)
    with pytest.raises(NotAllowed, match=WRITE):
        require(reading, Action.EDIT, held)


def test_the_country_is_for_analysts(held: Dataset) -> None:
    with pytest.raises(NotAllowed):
        nation(members(held, MemberRole.MANAGER), prague_date(AT))
    assert nation(make_analyst(), prague_date(AT)).total == 1


def test_posts_of_outsiders_wait_and_only_the_owner_judges(held: Dataset) -> None:
    shown = make_dataset(make_town("Jiná obec"), publish=True)
    citizen = make_stranger()
    with pytest.raises(NotAllowed):
        society.write_post(actor=citizen, at=AT, dataset=held, text="Dotaz ke konceptu")
    with pytest.raises(NotAllowed):
        society.follow(actor=ANONYMOUS, at=AT, dataset=shown)
    post = society.write_post(actor=citizen, at=AT, dataset=shown, text="Odkud data jsou?")
    assert post.status == PostStatus.WAITING
    with pytest.raises(NotAllowed):
        society.judge_post(actor=members(held, MemberRole.MANAGER), at=AT, post=post, status=PostStatus.SHOWN)
    editor = members(shown, MemberRole.EDITOR)
    answer = society.write_post(actor=editor, at=AT, dataset=shown, text="Z úřadu.", answers=post)
    assert (answer.status, answer.is_of_owner) == (PostStatus.SHOWN, True)
