"""A dataset comes home: held by a vendor, owned on paper, recovered, published – and back in time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from naves.domains.catalogue.enums import Holder, PlanStatus, Right, Stage, StepStatus
from naves.domains.catalogue.models import CustodyFact
from naves.domains.catalogue.operations import recovery
from naves.domains.catalogue.operations.checklist import answer_clauses
from naves.domains.catalogue.operations.custody import record_fact
from naves.domains.catalogue.operations.datasets import publish_dataset, withdraw_dataset
from naves.domains.catalogue.operations.rehearsals import problem_of
from naves.domains.catalogue.queries.custody import nation, nation_rows
from naves.domains.catalogue.queries.estate import estate_of
from naves.domains.catalogue.queries.recovery import board_of, exit_checklist
from naves.domains.catalogue.rules.custody import FactValues
from naves.domains.organisations.access import SYSTEM
from naves.kernel.clock import prague_date
from naves.kernel.errors import Conflict, Refused
from tests.factories.accounts import AT
from tests.factories.catalogue import (
    DAY,
    EXPORT,
    make_dataset,
    make_distribution,
    make_fact,
    make_held,
    make_rehearsal,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def stage_on(dataset: Any, at: Any) -> Stage | None:
    rows = estate_of(SYSTEM, dataset.owner, prague_date(at)).rows
    return next(row.standing.stage for row in rows if row.dataset == dataset)


def test_a_dataset_comes_home_and_earlier_days_still_say_what_was_known_then() -> None:
    dataset = make_held()
    month = timedelta(days=30)
    plan = recovery.begin_plan(actor=SYSTEM, at=AT, dataset=dataset, template="parking")
    assert plan.steps.count() == 8
    assert all(step.deadline.weekday() < 5 for step in plan.steps.all())
    make_fact(dataset, Right.OWNED, at=AT + month)
    assert make_rehearsal(dataset, at=AT + 2 * month).has_passed
    make_distribution(dataset, at=AT + 3 * month)
    publish_dataset(actor=SYSTEM, at=AT + 3 * month, dataset=dataset)
    for step in plan.steps.all():
        recovery.close_step(actor=SYSTEM, at=AT + 3 * month, step=step, outcome="Hotovo.")
    plan = recovery.end_plan(actor=SYSTEM, at=AT + 3 * month, plan=plan)
    assert plan.status == PlanStatus.FINISHED
    stages = [stage_on(dataset, AT + month * n) for n in range(4)]
    assert stages == [Stage.HELD, Stage.ON_PAPER, Stage.RECOVERED, Stage.PUBLISHED]
    assert CustodyFact.objects.filter(dataset=dataset, until=None).count() == 4


def test_a_withdrawn_record_is_no_longer_open() -> None:
    dataset = make_dataset(publish=True)
    make_fact(dataset, Right.OWNED)
    make_fact(dataset, Holder.OWNER)
    assert stage_on(dataset, AT) == Stage.PUBLISHED
    withdraw_dataset(actor=SYSTEM, at=AT + timedelta(days=1), dataset=dataset, reason="Chyba v datech.")
    assert dataset.custody.get(aspect="publication", until=None).value == "none"


def test_a_bad_export_is_kept_with_its_rows_and_proves_nothing() -> None:
    dataset = make_held()
    bad = EXPORT.replace("2;Palackého;ne", "x;;možná")
    rehearsal = make_rehearsal(dataset, bad)
    assert not rehearsal.has_passed
    assert {(item["row"], item["column"]) for item in rehearsal.problems} == {
        (3, "id"), (3, "ulice"), (3, "obsazeno"),
    }  # fmt: skip
    assert all(problem_of(item).text() for item in rehearsal.problems)
    assert dataset.custody.get(aspect="recovery", until=None).value == "never"
    assert rehearsal.checksum
    assert rehearsal.file.read().decode() == bad


@pytest.mark.parametrize(
    ("content", "rows", "codes"),
    [
        (EXPORT, 4, ["row_count"]),
        ("id;ulice\n1;Masarykova\n", 1, ["missing_column"]),
        ("", 3, ["empty_file"]),
        ("<!doctype html><html>chyba</html>", 3, ["html_page"]),
    ],
)
def test_an_export_that_is_not_whole_fails(content: str, rows: int, codes: list[str]) -> None:
    rehearsal = make_rehearsal(make_held(), content or " ", rows=rows)
    assert [item["code"] for item in rehearsal.problems] == codes
    assert not rehearsal.has_passed


def test_a_plan_runs_once_and_ends_only_when_its_steps_are_closed() -> None:
    dataset = make_held()
    plan = recovery.begin_plan(actor=SYSTEM, at=AT, dataset=dataset, template="lighting")
    with pytest.raises(Conflict):
        recovery.begin_plan(actor=SYSTEM, at=AT, dataset=dataset, template="waste")
    with pytest.raises(Refused):
        recovery.end_plan(actor=SYSTEM, at=AT, plan=plan)
    step = recovery.close_step(actor=SYSTEM, at=AT, step=plan.steps.first(), outcome="Smlouva je v registru.")
    with pytest.raises(Refused):
        recovery.close_step(actor=SYSTEM, at=AT, step=step, outcome="Podruhé.")
    assert recovery.reopen_step(actor=SYSTEM, at=AT, step=step).status == StepStatus.OPEN
    recovery.end_plan(actor=SYSTEM, at=AT, plan=plan, abandon=True, reason="Smlouva skončila.")
    with pytest.raises(Conflict):
        recovery.close_step(actor=SYSTEM, at=AT, step=step, outcome="Pozdě.")


def test_the_board_puts_late_plans_first_and_counts_contract_ends() -> None:
    town = make_town()
    late = recovery.begin_plan(actor=SYSTEM, at=AT - timedelta(days=60), dataset=make_held(town), template="waste")
    fresh = recovery.begin_plan(actor=SYSTEM, at=AT, dataset=make_held(town), template="parking")
    board = board_of(SYSTEM, town, prague_date(AT))
    assert [(item.plan, item.late) for item in board.running] == [(late, 3), (fresh, 0)]
    assert len(board.ends) == 2
    assert board.ends[0].notice_by is not None


def test_the_country_counts_what_is_assessed_and_never_calls_the_rest_zero() -> None:
    town = make_town()
    make_held(town)
    make_dataset(town)
    whole = nation(SYSTEM, prague_date(AT))
    assert (whole.total, whole.assessed, whole.not_assessed) == (2, 1, 1)
    assert (whole.holder_known, whole.held_outside, whole.held_share) == (1, 1, 1.0)
    assert whole.ending_soon == 1
    assert whole.by_region[town.place.region_id].total == 2
    before = nation(SYSTEM, prague_date(AT) - timedelta(days=1))
    assert (before.total, before.held_share) == (0, None)
    assert [row.stage for row in nation_rows(SYSTEM, prague_date(AT))] == [Stage.HELD, None]


def test_answers_of_the_exit_checklist_are_counted_and_can_be_taken_back() -> None:
    dataset = make_held()
    answer_clauses(
        actor=SYSTEM, at=AT, dataset=dataset, answers={"ownership": ("no", "chybí"), "format": ("yes", "čl. 4")}
    )
    found = exit_checklist(SYSTEM, dataset).readiness
    assert (found.held, found.missing, found.essential_missing) == (1, 1, ("ownership",))
    assert not found.is_assessed
    answer_clauses(actor=SYSTEM, at=AT, dataset=dataset, answers={"ownership": ("", "")})
    assert exit_checklist(SYSTEM, dataset).readiness.missing == 0
    with pytest.raises(Refused):
        answer_clauses(actor=SYSTEM, at=AT, dataset=dataset, answers={"no_such": ("yes", "")})


def test_evidence_files_are_known_by_content_and_by_checksum() -> None:
    dataset = make_held()
    values = FactValues(aspect="right", value="owned", established_on=DAY, evidence="dodatek č. 2")
    with pytest.raises(Refused):
        record_fact(
            actor=SYSTEM, at=AT, dataset=dataset, values=values, file=ContentFile(b"MZ\0\0program", name="dodatek.pdf")
        )
    fact = record_fact(
        actor=SYSTEM, at=AT, dataset=dataset, values=values, file=ContentFile(b"%PDF-1.7 dodatek", name="dodatek.pdf")
    )
    assert len(fact.checksum) == 64
    assert fact.file.read() == b"%PDF-1.7 dodatek"
