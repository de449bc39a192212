"""Strategies and their versions, from a draft to the end."""

from datetime import date, timedelta

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.strategies import operations
from naves.domains.strategies.enums import Direction, Level, MeasureStatus, ProofKind, VersionStatus
from naves.domains.strategies.facts import spells_of
from naves.domains.strategies.models import Response, Strategy, StrategyVersion
from naves.domains.strategies.operations import ClaimValues
from naves.domains.strategies.rules.spells import level_on
from naves.domains.strategies.rules.values import (
    GoalValues,
    IndicatorValues,
    MeasureValues,
    StrategyValues,
    VersionValues,
)
from naves.kernel.errors import Conflict, Refused
from tests.factories.accounts import AT
from tests.factories.organisations import make_clerk
from tests.factories.places import PlaceFactory
from tests.factories.strategies import DAY, make_need

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=100)
LATER_DAY = DAY + timedelta(days=100)


class Town:
    """A town with a manager and a strategy of one goal and one measure."""

    def __init__(self) -> None:
        self.place = PlaceFactory()
        self.manager = make_clerk(self.place, MemberRole.MANAGER)
        self.organisation = Organisation.objects.get(pk=self.manager.grants[0].organisation_id)
        self.version = operations.create_strategy(
            actor=self.manager,
            at=AT,
            owner=self.organisation,
            strategy=StrategyValues(identifier="LHOTA-2026", title="Strategie Lhoty"),
            version=VersionValues(in_force_from=DAY, in_force_to=DAY + timedelta(days=400)),
            places=[self.place],
        )
        self.goal = operations.add_goal(
            actor=self.manager, at=AT, version=self.version, values=GoalValues(code="1", title="Bezpečné ulice")
        )
        self.measure = operations.add_measure(
            actor=self.manager,
            at=AT,
            version=self.version,
            values=MeasureValues(
                goal="1", code="1.1", title="Přechody", responsible_body="Město", deadline=date(2027, 6, 30)
            ),
        )

    def approve(self) -> StrategyVersion:
        self.version = operations.approve_version(actor=self.manager, at=AT, version=self.version)
        self.measure.refresh_from_db()
        return self.version

    def respond(
        self, level: Level = Level.PLANNED, kind: ProofKind = ProofKind.MEASURE_PLAN, **proof: object
    ) -> Response:
        need = make_need(self.place)
        response = operations.propose_response(actor=self.manager, at=AT, need=need, target=self.measure)
        claim = ClaimValues(level=level, proof_kind=kind, **proof)  # type: ignore[arg-type]
        return operations.confirm_response(actor=self.manager, at=AT, response=response, claim=claim)

    def next_version(self) -> StrategyVersion:
        return operations.new_version(
            actor=self.manager, at=LATER, strategy=Strategy.objects.get(), in_force_from=LATER_DAY
        )


def level_at(need_responses: list[Response], day: date) -> int:
    return max((level_on(spells_of(response), day.toordinal()) for response in need_responses), default=0)


def test_a_draft_becomes_a_strategy_in_force() -> None:
    town = Town()
    assert town.approve().status == VersionStatus.APPROVED
    assert list(AuditEntry.objects.values_list("action", flat=True)) == [
        "strategy.created",
        "goal.added",
        "measure.added",
        "version.approved",
    ]


def test_what_was_approved_is_not_edited() -> None:
    town = Town()
    town.approve()
    with pytest.raises(Conflict):
        operations.add_goal(
            actor=town.manager, at=LATER, version=town.version, values=GoalValues(code="2", title="Zelené ulice")
        )


def test_a_version_without_goals_or_places_is_not_approved() -> None:
    town = Town()
    operations.remove_goal(actor=town.manager, at=AT, goal=town.goal)
    operations.set_covered_places(actor=town.manager, at=AT, version=town.version, places=[])
    with pytest.raises(Refused) as refused:
        town.approve()
    assert [problem.code for problem in refused.value.problems] == ["no_goals", "no_places"]


def test_goals_do_not_lie_under_each_other_in_a_circle() -> None:
    town = Town()
    operations.add_goal(
        actor=town.manager, at=AT, version=town.version, values=GoalValues(code="2", title="Chodci", parent="1")
    )
    with pytest.raises(Refused) as refused:
        operations.edit_goal(
            actor=town.manager, at=AT, goal=town.goal, values=GoalValues(code="1", title="Ulice", parent="2")
        )
    assert refused.value.problems[0].code == "goals_in_a_circle"


def test_a_new_version_keeps_contents_and_lineage() -> None:
    town = Town()
    operations.add_indicator(
        actor=town.manager,
        at=AT,
        measure=town.measure,
        values=IndicatorValues(
            name="Nehody", unit="za rok", target=4, target_on=date(2027, 6, 30), direction=Direction.LOWER, baseline=12
        ),
    )
    operations.add_goal(
        actor=town.manager, at=AT, version=town.version, values=GoalValues(code="1.A", title="Chodci", parent="1")
    )
    operations.change_measure_status(actor=town.manager, at=AT, measure=town.measure, status=MeasureStatus.RUNNING)
    town.approve()
    draft = town.next_version()
    copy = draft.measures.get()
    assert (copy.lineage, copy.code, copy.status) == (town.measure.lineage, "1.1", MeasureStatus.RUNNING)
    assert copy.goal.lineage == town.goal.lineage
    assert copy.indicators.get().created_at == AT
    assert draft.goals.get(code="1.A").parent == copy.goal
    assert list(draft.places.all()) == [town.place]


def test_coverage_does_not_drop_on_the_day_a_version_is_replaced() -> None:
    town = Town()
    town.approve()
    response = town.respond()
    operations.approve_version(actor=town.manager, at=LATER, version=town.next_version())
    both = list(Response.objects.filter(need=response.need))
    assert [level_at(both, LATER_DAY + timedelta(days=day)) for day in (-101, -100, -1, 0, 1)] == [0, 2, 2, 2, 2]
    assert [one.carried_from for one in both if one.withdrawn_at is None] == [response]


def test_money_is_carried_over_even_when_the_new_measure_has_no_deadline() -> None:
    town = Town()
    town.approve()
    response = town.respond(
        Level.RESOURCED, ProofKind.APPROVED_BUDGET, proof_text="Rozpočet 2026", proof_url="https://example.cz/r"
    )
    draft = town.next_version()
    operations.edit_measure(
        actor=town.manager,
        at=LATER,
        measure=draft.measures.get(),
        values=MeasureValues(goal="1", code="1.1", title="Přechody"),
    )
    operations.approve_version(actor=town.manager, at=LATER, version=draft)
    claims = Response.objects.get(carried_from=response).claims.order_by("level")
    assert list(claims.values_list("level", flat=True)) == [Level.MENTIONED, Level.RESOURCED]


def test_responses_to_a_measure_that_was_left_out_stay_with_the_old_version() -> None:
    town = Town()
    town.approve()
    response = town.respond()
    draft = town.next_version()
    operations.remove_measure(actor=town.manager, at=LATER, measure=draft.measures.get())
    operations.approve_version(actor=town.manager, at=LATER, version=draft)
    response.refresh_from_db()
    assert response.withdrawn_at is None
    assert [level_at([response], LATER_DAY + timedelta(days=day)) for day in (-1, 0)] == [2, 0]


def test_a_version_that_begins_later_does_not_replace_one_in_force_today() -> None:
    town = Town()
    town.approve()
    draft = operations.new_version(
        actor=town.manager, at=LATER, strategy=town.version.strategy, in_force_from=LATER_DAY + timedelta(days=30)
    )
    with pytest.raises(Refused) as refused:
        operations.approve_version(actor=town.manager, at=LATER, version=draft)
    assert refused.value.problems[0].code == "gap_between_versions"


def test_stopping_a_measure_asks_why_and_ends_the_plan_but_not_the_money() -> None:
    town = Town()
    town.approve()
    planned = town.respond()
    paid = town.respond(
        Level.RESOURCED, ProofKind.APPROVED_BUDGET, proof_text="Rozpočet 2026", proof_url="https://example.cz/r"
    )
    with pytest.raises(Refused):
        operations.change_measure_status(
            actor=town.manager, at=LATER, measure=town.measure, status=MeasureStatus.STOPPED
        )
    operations.change_measure_status(
        actor=town.manager, at=LATER, measure=town.measure, status=MeasureStatus.STOPPED, reason="Změna priorit"
    )
    assert level_at([Response.objects.get(pk=planned.pk)], LATER_DAY) == 0
    assert level_at([Response.objects.get(pk=paid.pk)], LATER_DAY) == 3


def test_withdrawing_a_version_needs_a_reason_and_ends_it_that_day() -> None:
    town = Town()
    town.approve()
    response = town.respond()
    with pytest.raises(Refused):
        operations.withdraw_version(actor=town.manager, at=LATER, version=town.version, reason=" ")
    operations.withdraw_version(actor=town.manager, at=LATER, version=town.version, reason="Zrušeno radou")
    response = Response.objects.get(pk=response.pk)
    assert [level_at([response], LATER_DAY + timedelta(days=day)) for day in (-1, 0)] == [2, 0]


def test_a_strategy_that_ends_before_it_begins_is_refused_with_a_remedy() -> None:
    town = Town()
    with pytest.raises(Refused) as refused:
        operations.edit_version(
            actor=town.manager,
            at=AT,
            version=town.version,
            values=VersionValues(in_force_from=date(2026, 5, 1), in_force_to=date(2026, 4, 30)),
        )
    problem = refused.value.problems[0]
    assert (problem.code, problem.field, problem.value) == ("ends_before_it_begins", "in_force_to", "2026-04-30")
