"""Who may do what with sources, which losses are believed, and what is filled in."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naves.domains.catalogue.harvest_permissions import Action, may, require
from naves.domains.catalogue.operations.harvesting import runs, sources
from naves.domains.catalogue.record_permissions import READ, WRITE
from naves.domains.catalogue.rules.harvesting import (
    NO_DESCRIPTION,
    STEPS,
    Every,
    Harvested,
    RunStatus,
    as_json,
    completed,
    fingerprint,
    is_believed,
    next_time,
    problems_from,
)
from naves.domains.catalogue.rules.records import DatasetValues, publishing_problems
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.queries import actor_for
from naves.kernel.errors import NotAllowed, Problem, Refused
from tests.factories.accounts import AT
from tests.factories.catalogue import make_town
from tests.factories.organisations import MembershipFactory, make_analyst, make_clerk, make_stranger
from tests.factories.places import PlaceFactory

# s see, m manage, r run, d decide
TABLE = {
    "anybody": "",
    "stranger": "",
    "manager of another town": "",
    "member": "s",
    "editor": "s",
    "manager": "smrd",
    "analyst": "smrd",
    "system": "smrd",
}
LETTERS = {Action.SEE: "s", Action.MANAGE: "m", Action.RUN: "r", Action.DECIDE: "d"}


def person(name: str, town: Organisation) -> Actor:
    if name in {"member", "editor", "manager"}:
        return actor_for(MembershipFactory(organisation=town, role=MemberRole(name)).user)
    known = {
        "anybody": lambda: ANONYMOUS,
        "stranger": make_stranger,
        "manager of another town": lambda: make_clerk(PlaceFactory(), MemberRole.MANAGER),
        "analyst": make_analyst,
        "system": lambda: SYSTEM,
    }
    return known[name]()


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_the_table_of_permissions(name: str) -> None:
    town = make_town()
    actor = person(name, town)
    assert {action for action in Action if may(actor, action, town.pk)} == {
        action for action in Action if LETTERS[action] in TABLE[name]
    }


@pytest.mark.django_db
def test_every_write_asks_the_table_and_writes_an_audit_line() -> None:
    from naves.domains.accounts.models import AuditEntry

    town = make_town()
    values = sources.SourceValues(title="K", url="https://a.example", reader="dcat")
    source = sources.add_source(actor=SYSTEM, at=AT, organisation=town, values=values)
    run = runs.start_run(actor=SYSTEM, at=AT, source=source)
    stranger = make_stranger()
    for refused in (
        lambda: sources.add_source(actor=stranger, at=AT, organisation=town, values=values),
        lambda: sources.edit_source(actor=stranger, at=AT, source=source, values=values),
        lambda: runs.start_run(actor=stranger, at=AT, source=source),
        lambda: runs.decide_loss(actor=stranger, at=AT, run=run, believe=True, reason="-"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    sources.edit_source(actor=SYSTEM, at=AT, source=source, values=values)
    lines = AuditEntry.objects.filter(kind__startswith="harvest").values_list("action", flat=True)
    assert sorted(lines) == ["harvest_run.start", "harvest_source.add", "harvest_source.edit"]
    with pytest.raises(Refused):
        runs.stop_run(actor=SYSTEM, at=AT, run=run, status=RunStatus.PAUSED, problems=[])


@pytest.mark.django_db
def test_a_token_needs_its_scope() -> None:
    town = make_town()
    reading, writing = (Actor(is_administrator=True, scopes=frozenset({scope})) for scope in (READ, WRITE))
    assert (may(reading, Action.SEE, town.pk), may(reading, Action.RUN, town.pk)) == (True, False)
    with pytest.raises(NotAllowed, match=READ):
        require(writing, Action.SEE, town.pk)


@pytest.mark.parametrize(
    ("known", "missing", "believed"), [(0, 0, True), (10, 0, True), (10, 3, True), (10, 4, False), (1, 1, False)]
)
def test_which_losses_are_believed(known: int, missing: int, believed: bool) -> None:
    assert is_believed(known=known, missing=missing) is believed


@settings(max_examples=60)
@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_whole_catalogue_is_never_believed_to_be_gone(known: int, missing: int) -> None:
    if missing >= known:
        assert not is_believed(known=known, missing=missing)


def test_every_status_has_its_way_and_ends_are_ends() -> None:
    assert set(STEPS) == set(RunStatus)
    assert {status for status, following in STEPS.items() if not following} == {
        RunStatus.DONE,
        RunStatus.FAILED,
        RunStatus.OVERTAKEN,
    }


def test_when_a_source_is_due_again() -> None:
    assert [next_time(every, AT) for every in (Every.NEVER, Every.DAILY)] == [None, AT + timedelta(days=1)]


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=300), st.text(max_size=20), st.lists(st.text(max_size=9), max_size=3))
def test_what_is_filled_in_is_enough_for_the_norm_and_is_named(title: str, text: str, words: list[str]) -> None:
    values = completed(DatasetValues(title_cs=title, description_cs=text, keywords_cs=tuple(words)))
    assert publishing_problems(values, distributions=0) == []
    assert ("description_cs" in values.extras["filled"]) == (values.description_cs == NO_DESCRIPTION)  # type: ignore[operator]
    assert completed(values) == values


def test_the_fingerprint_changes_with_anything_that_would_be_written() -> None:
    record = Harvested(source_iri="https://a.example", values=DatasetValues(title_cs="A"))
    same = Harvested(source_iri="https://a.example", values=DatasetValues(title_cs="A"), validators=("x", "y"))
    other = Harvested(source_iri="https://a.example", values=DatasetValues(title_cs="B"))
    settings_ = {"publishes": True, "states_terms": False}
    assert fingerprint(record, **settings_) == fingerprint(same, **settings_)
    assert len({fingerprint(record, **settings_), fingerprint(other, **settings_)}) == 2
    assert fingerprint(record, publishes=False, states_terms=False) != fingerprint(record, **settings_)


def test_a_problem_is_kept_as_it_was() -> None:
    problem = Problem(code="x", message="m %(n)s", params={"n": 1}, field="f", value="v", remedy="r")
    assert problems_from([as_json(problem, "https://a.example")]) == [("https://a.example", problem)]
