"""Who may do what: the whole table of action × relation × status, written out a second time by hand."""

import dataclasses

import pytest

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import Action, Relation, allowed_actions, may, relations, require
from naves.domains.needs.queries import visible_needs
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.places.models import Place
from naves.kernel.errors import NotAllowed
from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.organisations import (
    make_actor,
    make_administrator,
    make_analyst,
    make_clerk,
    make_stranger,
)
from tests.factories.places import PlaceFactory, make_region

pytestmark = pytest.mark.django_db

# d draft, p published, a answered, m merged (once published), w withdrawn (once published), - nothing
NEED_TABLE = """
                 anonymous citizen author town_editor town_manager analyst administrator
view             pamw      pamw    dpamw  dpamw       dpamw        dpamw   dpamw
view_history     -         -       dpamw  dpamw       dpamw        dpamw   dpamw
edit             -         -       d      dpaw        dpaw         dpaw    dpaw
publish          -         -       -      d           d            dw      dw
answer           -         -       -      p           p            p       p
reopen           -         -       -      a           a            a       a
withdraw         -         -       d      d           dpa          dpa     dpa
merge            -         -       -      dpa         dpa          dpa     dpa
split            -         -       -      m           m            m       m
add_evidence     -         pam     dpam   dpam        dpam         dpam    dpam
attach_evidence  -         -       -      dpam        dpam         dpam    dpam
move_evidence    -         -       -      dpamw       dpamw        dpamw   dpamw
follow           -         pam     dpam   dpam        dpam         dpam    dpam
create_draft     -         -       -      -           -            -       -
see_inbox        -         -       -      -           -            -       -
import           -         -       -      -           -            -       -
"""
PLACE_TABLE = {
    Action.CREATE_DRAFT: {"citizen", "author", "town_editor", "town_manager", "analyst", "administrator"},
    Action.SEE_INBOX: {"town_editor", "town_manager", "analyst", "administrator"},
    Action.ADD_EVIDENCE: {"town_editor", "town_manager", "analyst", "administrator"},
    Action.IMPORT: {"town_editor", "town_manager", "analyst", "administrator"},
}
STATUS_OF_LETTER = {status.value[0]: status for status in NeedStatus}


def _cells() -> dict[tuple[str, str], set[NeedStatus]]:
    head, *lines = NEED_TABLE.strip().splitlines()
    return {
        (action, relation): {STATUS_OF_LETTER[letter] for letter in letters if letter != "-"}
        for action, *cells in (line.split() for line in lines)
        for relation, letters in zip(head.split(), cells, strict=True)
    }


def _actors(place: Place, author: Actor) -> dict[str, Actor]:
    return {
        "anonymous": ANONYMOUS,
        "citizen": make_stranger(),
        "author": author,
        "town_editor": make_clerk(place),
        "town_manager": make_clerk(place, MemberRole.MANAGER),
        "analyst": make_analyst(),
        "administrator": make_administrator(),
    }


def _need(status: NeedStatus, place: Place, author: Actor) -> Need:
    if status != NeedStatus.MERGED:
        return make_need(place, status=status, actor=author)
    need = make_need(place, actor=author)
    operations.merge_needs(actor=SYSTEM, at=AT, needs=[need], into=make_need(place))
    return Need.objects.get(pk=need.pk)


def test_the_table_covers_every_action_and_relation() -> None:
    assert set(_cells()) == {(action.value, relation.value) for action in Action for relation in Relation}


@pytest.mark.parametrize("status", NeedStatus)
def test_a_need_is_open_to_exactly_those_in_the_table(status: NeedStatus) -> None:
    place, author = PlaceFactory(), make_stranger()
    need, actors, cells = _need(status, place, author), _actors(place, author), _cells()
    got = {(action.value, name): may(actor, action, need) for action in Action for name, actor in actors.items()}
    assert got == {cell: status in statuses for cell, statuses in cells.items()}
    for name, actor in actors.items():
        offered = {action.value for action in allowed_actions(actor, need)}
        assert offered == {action for action, relation in cells if relation == name and status in cells[action, name]}


@pytest.mark.parametrize("action", Action)
def test_a_place_is_open_to_exactly_those_in_the_table(action: Action) -> None:
    place = PlaceFactory()
    actors = _actors(place, make_stranger())
    allowed = {name for name, actor in actors.items() if may(actor, action, place=place)}
    assert allowed == PLACE_TABLE.get(action, set())


@pytest.mark.parametrize("status", NeedStatus)
def test_lists_show_exactly_what_may_be_viewed(status: NeedStatus) -> None:
    place, author = PlaceFactory(), make_stranger()
    need = _need(status, place, author)
    for name, actor in _actors(place, author).items():
        assert visible_needs(actor).filter(pk=need.pk).exists() == may(actor, Action.VIEW, need), name


def test_what_was_withdrawn_before_it_was_published_stays_hidden() -> None:
    place, author = PlaceFactory(), make_stranger()
    draft = make_need(place, status=NeedStatus.DRAFT, actor=author)
    need = operations.withdraw(actor=author, at=AT, need=draft, reason="Už neplatí.")
    seen = {name for name, actor in _actors(place, author).items() if may(actor, Action.VIEW, need)}
    assert seen == {"author", "town_editor", "town_manager", "analyst", "administrator"}
    assert not visible_needs(ANONYMOUS).filter(pk=need.pk).exists()


def test_a_clerk_of_another_town_is_a_citizen_here() -> None:
    need, stranger = make_need(PlaceFactory()), make_clerk(PlaceFactory(), MemberRole.MANAGER)
    assert relations(stranger, need, None) == {Relation.ANONYMOUS, Relation.CITIZEN}


def test_a_regional_office_answers_for_the_towns_of_its_region() -> None:
    need = make_need(PlaceFactory())
    region = make_actor(OrganisationKind.REGION, MemberRole.EDITOR, place=make_region())
    elsewhere = make_actor(OrganisationKind.REGION, MemberRole.EDITOR, place=make_region("CZ042", "Ústecký kraj"))
    assert may(region, Action.ANSWER, need)
    assert not may(elsewhere, Action.ANSWER, need)
    draft = make_need(need.place, status=NeedStatus.DRAFT)
    assert visible_needs(region).filter(pk=draft.pk).exists()
    assert not visible_needs(elsewhere).filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    "kind", sorted(set(OrganisationKind) - {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})
)
def test_other_organisations_in_the_town_do_not_govern_it(kind: OrganisationKind) -> None:
    place = PlaceFactory()
    actor = make_actor(kind, MemberRole.MEMBER, place=place)
    assert relations(actor, make_need(place), None) == {Relation.ANONYMOUS, Relation.CITIZEN}


@pytest.mark.parametrize("action", Action)
def test_a_token_does_only_what_its_scopes_say(action: Action) -> None:
    place = PlaceFactory()
    administrator = make_administrator()
    reading = {Action.VIEW, Action.VIEW_HISTORY, Action.SEE_INBOX}
    for status in NeedStatus:
        need = _need(status, place, make_stranger())
        person = may(administrator, action, need)
        for scopes in (frozenset[str](), frozenset({"needs:read"}), frozenset({"needs:write"}), frozenset({"x:read"})):
            token = dataclasses.replace(administrator, scopes=scopes)
            in_scope = ("needs:read" if action in reading else "needs:write") in scopes
            assert may(token, action, need) == (person and in_scope)


def test_a_token_without_the_scope_to_read_sees_no_list() -> None:
    make_need()
    token = dataclasses.replace(make_administrator(), scopes=frozenset({"needs:write"}))
    assert not visible_needs(token).exists()


def test_a_refusal_names_the_action_and_the_missing_scope() -> None:
    need = make_need()
    with pytest.raises(NotAllowed, match="publish on need"):
        require(ANONYMOUS, Action.PUBLISH, need)
    with pytest.raises(NotAllowed, match="needs:write"):
        require(dataclasses.replace(make_administrator(), scopes=frozenset()), Action.ANSWER, need)
