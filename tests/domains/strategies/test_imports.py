"""Strategies and responses in bulk."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.strategies import operations, queries
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.models import Goal, Indicator, LevelClaim, Measure, Response, Strategy, StrategyVersion
from naves.domains.strategies.operations import ResponseRow, StrategyRow
from naves.kernel.errors import Refused
from tests.factories.accounts import AT
from tests.factories.organisations import make_analyst, make_clerk, make_stranger
from tests.factories.places import PlaceFactory
from tests.factories.strategies import DAY, MeasureFactory, VersionFactory, make_need

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


@pytest.fixture
def analyst() -> Actor:
    return make_analyst()


@pytest.fixture
def owner(analyst: Actor) -> Organisation:
    return Organisation.objects.get()


def table(**changes: object) -> list[StrategyRow]:
    """A strategy of two goals, one under the other, two measures and two indicators, as a town would fill it in."""
    place = PlaceFactory(code="503444", name="Litovel") if not changes.pop("known", False) else None
    first = StrategyRow(
        row=2,
        strategy_id="S-1",
        strategy_title="Strategie Litovle",
        owner="Ministerstvo pro místní rozvoj",
        status="approved",
        in_force_from=DAY,
        places=("503444",),
        goal_code="1",
        goal_title="Bezpečné ulice",
    )
    measure = StrategyRow(
        row=3,
        goal_code="1.1",
        goal_title="Chodci",
        goal_parent="1",
        goal_themes=("mobility",),
        measure_code="1.1.1",
        measure_title="Přechody u škol",
        measure_responsible_body="Odbor dopravy",
        measure_deadline=date(2027, 6, 30),
        measure_budget_czk=Decimal(2_500_000),
        indicator_name="Nehody",
        indicator_unit="za rok",
        indicator_direction="lower_is_better",
        indicator_baseline=12,
        indicator_target=4,
        indicator_target_on=date(2028, 12, 31),
    )
    second = replace(measure, row=4, indicator_name="Přechody", indicator_direction="", indicator_baseline=0)
    other = StrategyRow(row=5, measure_code="1.1.2", measure_title="Chodníky", measure_status="running")
    assert place is None or place.pk
    return [first, measure, second, other]


def test_a_flat_table_becomes_a_strategy_in_force(analyst: Actor, owner: Organisation) -> None:
    report = operations.import_strategies(actor=analyst, at=AT, rows=table(), source="XLSX")
    assert (report.created, report.updated, report.unchanged) == (1, 0, 0)
    version = StrategyVersion.objects.get()
    assert (version.status, version.strategy.owner) == (VersionStatus.APPROVED, owner)
    assert Goal.objects.get(code="1.1").parent == Goal.objects.get(code="1")
    assert list(Measure.objects.values_list("code", "goal__code", "status")) == [
        ("1.1.1", "1.1", MeasureStatus.PLANNED),
        ("1.1.2", "1.1", MeasureStatus.RUNNING),
    ]
    assert set(Indicator.objects.values_list("name", "direction", "target")) == {
        ("Nehody", "lower_is_better", 4),
        ("Přechody", "higher_is_better", 4),
    }


def test_a_table_imported_again_changes_nothing(analyst: Actor, owner: Organisation) -> None:
    operations.import_strategies(actor=analyst, at=AT, rows=table(), source="XLSX")
    report = operations.import_strategies(actor=analyst, at=LATER, rows=table(known=True), source="XLSX")
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert StrategyVersion.objects.count() == 1


def test_a_dry_run_tells_and_writes_nothing(analyst: Actor, owner: Organisation) -> None:
    report = operations.import_strategies(actor=analyst, at=AT, rows=table(), source="XLSX", dry_run=True)
    assert (report.created, report.dry_run, Strategy.objects.count()) == (1, True, 0)


def test_new_contents_make_a_successor_that_keeps_lineage(analyst: Actor, owner: Organisation) -> None:
    operations.import_strategies(actor=analyst, at=AT, rows=table(), source="XLSX")
    rows = table(known=True)
    rows[3] = replace(rows[3], measure_title="Chodníky a cyklostezky")
    report = operations.import_strategies(actor=analyst, at=LATER, rows=rows, source="XLSX")
    assert report.updated == 1
    assert list(StrategyVersion.objects.order_by("number").values_list("status", flat=True)) == [
        VersionStatus.SUPERSEDED,
        VersionStatus.APPROVED,
    ]
    assert Measure.objects.filter(code="1.1.2").values("lineage").distinct().count() == 1
    assert set(Indicator.objects.filter(name="Nehody").values_list("created_at", flat=True)) == {AT}


def test_a_new_status_of_a_measure_alone_makes_no_new_version(analyst: Actor, owner: Organisation) -> None:
    operations.import_strategies(actor=analyst, at=AT, rows=table(), source="XLSX")
    rows = table(known=True)
    rows[3] = replace(rows[3], measure_status="done")
    report = operations.import_strategies(actor=analyst, at=LATER, rows=rows, source="XLSX")
    assert (report.updated, StrategyVersion.objects.count()) == (1, 1)
    assert Measure.objects.get(code="1.1.2").status == MeasureStatus.DONE


def test_everything_wrong_is_told_with_its_row_and_nothing_is_written(analyst: Actor, owner: Organisation) -> None:
    rows = table()
    rows[0] = replace(rows[0], in_force_to=DAY - timedelta(days=1), places=("503444", "999999"))
    rows[1] = replace(rows[1], goal_parent="9", measure_budget_czk=Decimal(-1), goal_themes=("magic",))
    rows[2] = replace(rows[2], measure_title="Jiný název")
    rows[3] = replace(rows[3], measure_status="maybe")
    rows.append(StrategyRow(row=6, strategy_id="S-2", strategy_title="Jiná", owner="Nikdo", in_force_from=DAY))
    with pytest.raises(Refused) as refused:
        operations.import_strategies(actor=analyst, at=AT, rows=rows, source="XLSX")
    assert {(problem.row, problem.field, problem.code) for problem in refused.value.problems} == {
        (2, "in_force_to", "ends_before_it_begins"),
        (2, "places", "place_unknown"),
        (3, "goal_parent", "goal_unknown"),
        (3, "goal_themes", "themes_unknown"),
        (3, "measure_budget_czk", "budget"),
        (4, "measure_title", "said_otherwise"),
        (4, "goal_parent", "said_otherwise"),
        (4, "goal_themes", "said_otherwise"),
        (4, "measure_budget_czk", "said_otherwise"),
        (5, "measure_status", "status_unknown"),
        (6, "owner", "owner_unknown"),
    }
    assert Strategy.objects.count() == 0


def test_an_editor_brings_in_drafts_only_and_a_stranger_nothing() -> None:
    place = PlaceFactory(code="503444", name="Litovel")
    rows = [replace(row, owner="Litovel" if row.row == 2 else "") for row in table(known=True)]
    editor = make_clerk(place)
    for actor in (editor, make_stranger()):
        with pytest.raises(Refused) as refused:
            operations.import_strategies(actor=actor, at=AT, rows=rows, source="XLSX")
        assert [problem.code for problem in refused.value.problems] == ["owner_not_yours"]
    drafts = [replace(rows[0], status="draft"), *rows[1:]]
    assert operations.import_strategies(actor=editor, at=AT, rows=drafts, source="XLSX").created == 1
    assert StrategyVersion.objects.get().status == VersionStatus.DRAFT


def response_table(need: object, version: StrategyVersion, measure: Measure) -> list[ResponseRow]:
    return [
        ResponseRow(
            row=2,
            need=str(need),
            strategy_id=version.strategy.identifier,
            code=measure.code,
            level=3,
            proof_kind="approved_budget",
            proof_text="Rozpočet města 2026, položka 2212",
            proof_url="https://www.example.cz/rozpocet",
            lapses_on=date(2027, 1, 1),
        )
    ]


def test_responses_come_in_confirmed_with_their_proof_and_a_rung_to_fall_back_on(analyst: Actor) -> None:
    place = PlaceFactory()
    version = VersionFactory(places=[place.region])
    measure, need = MeasureFactory(goal__version=version), make_need(place)
    rows = response_table(need.pk, version, measure)
    report = operations.import_responses(actor=analyst, at=AT, rows=rows, source="XLSX")
    assert report.created == 1
    assert list(LevelClaim.objects.order_by("level").values_list("level", flat=True)) == [2, 3]
    assert queries.levels_of([need.pk], DAY) == {need.pk: 3}
    assert queries.levels_of([need.pk], date(2027, 1, 1)) == {need.pk: 2}


def test_responses_imported_again_change_nothing_and_a_new_level_is_added(analyst: Actor) -> None:
    place = PlaceFactory()
    version = VersionFactory(places=[place])
    measure, need = MeasureFactory(goal__version=version), make_need(place, source="CSV", source_id="N-1")
    rows = response_table("N-1", version, measure)
    planned = [replace(rows[0], level=2, proof_kind="measure_plan", proof_text="", lapses_on=None)]
    outcomes = [
        operations.import_responses(actor=analyst, at=AT, rows=each, source="XLSX", need_source="CSV")
        for each in (planned, planned, rows, rows)
    ]
    assert [(one.created, one.updated, one.unchanged) for one in outcomes] == [
        (1, 0, 0),
        (0, 0, 1),
        (0, 1, 0),
        (0, 0, 1),
    ]
    assert Response.objects.get().need == need


def test_what_people_withdrew_is_not_brought_back_by_an_import(analyst: Actor) -> None:
    place = PlaceFactory()
    version = VersionFactory(places=[place])
    measure, need = MeasureFactory(goal__version=version), make_need(place)
    rows = response_table(need.pk, version, measure)
    operations.import_responses(actor=analyst, at=AT, rows=rows, source="XLSX")
    money = LevelClaim.objects.get(level=3)
    operations.withdraw_claim(actor=analyst, at=LATER, claim=money, reason="Rozpočet nebyl schválen")
    assert operations.import_responses(actor=analyst, at=LATER, rows=rows, source="XLSX").unchanged == 1
    assert queries.levels_of([need.pk], LATER.date()) == {need.pk: 2}
    operations.withdraw_response(actor=analyst, at=LATER, response=Response.objects.get(), reason="Omyl")
    assert operations.import_responses(actor=analyst, at=LATER, rows=rows, source="XLSX").kept == 1
    draft = operations.new_version(actor=analyst, at=LATER, strategy=version.strategy, in_force_from=LATER.date())
    operations.approve_version(actor=analyst, at=LATER, version=draft)
    assert operations.import_responses(actor=analyst, at=LATER, rows=rows, source="XLSX").kept == 1


def test_a_proposal_that_waits_is_confirmed_by_a_row_with_a_level(analyst: Actor) -> None:
    place = PlaceFactory()
    version = VersionFactory(places=[place])
    measure, need = MeasureFactory(goal__version=version), make_need(place)
    rows = response_table(need.pk, version, measure)
    proposed = [replace(rows[0], level=None)]
    assert operations.import_responses(actor=analyst, at=AT, rows=proposed, source="XLSX").created == 1
    assert queries.levels_of([need.pk], LATER.date()) == {need.pk: 0}
    assert operations.import_responses(actor=analyst, at=AT, rows=rows, source="XLSX").updated == 1
    assert queries.levels_of([need.pk], LATER.date()) == {need.pk: 3}


def test_wrong_responses_are_told_by_row_and_nothing_is_written(analyst: Actor) -> None:
    place, elsewhere = PlaceFactory(), PlaceFactory()
    version = VersionFactory(places=[place])
    measure = MeasureFactory(goal__version=version)
    good = response_table(make_need(place).pk, version, measure)[0]
    far = make_need(elsewhere)
    rows = [
        good,
        replace(good, row=3, need="nic"),
        replace(good, row=4, strategy_id="nic"),
        replace(good, row=5, code="nic"),
        replace(good, row=6, need=str(far.pk), level=2, proof_kind="measure_plan"),
        replace(good, row=7, proof_url=""),
        replace(good, row=8, level=9),
        replace(good, row=9, contradicts=True),
    ]
    report = operations.import_responses(actor=analyst, at=AT, rows=rows, source="XLSX", dry_run=True)
    assert {(problem.row, problem.code) for problem in report.problems} == {
        (3, "need_unknown"),
        (4, "strategy_unknown"),
        (5, "target_unknown"),
        (6, "place_not_covered"),
        (7, "proof_link"),
        (8, "level_unknown"),
        (9, "contradicts"),
    }
    with pytest.raises(Refused):
        operations.import_responses(actor=analyst, at=AT, rows=rows, source="XLSX")
    assert Response.objects.count() == 0


def test_a_town_imports_responses_to_its_own_needs_only() -> None:
    place, elsewhere = PlaceFactory(), PlaceFactory()
    version = VersionFactory(places=[place.region])
    measure = MeasureFactory(goal__version=version)
    clerk = make_clerk(place, MemberRole.EDITOR)
    own = response_table(make_need(place).pk, version, measure)
    assert operations.import_responses(actor=clerk, at=AT, rows=own, source="XLSX").created == 1
    foreign = response_table(make_need(elsewhere).pk, version, measure)
    with pytest.raises(Refused) as refused:
        operations.import_responses(actor=clerk, at=AT, rows=foreign, source="XLSX")
    assert refused.value.problems[0].code == "need_not_yours"
