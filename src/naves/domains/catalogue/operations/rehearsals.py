"""Export rehearsals: an export is uploaded, read whole, and counts only where it holds what it must."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction

from naves.domains.accounts.audit import plain
from naves.domains.catalogue.enums import Aspect, PlanStatus, Recovery
from naves.domains.catalogue.models import Dataset, ExportRehearsal, ExportSchema
from naves.domains.catalogue.operations.custody import write_fact
from naves.domains.catalogue.operations.records import checksum_of, locked, note, refuse_bad_file
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.custody import FIRST_DAY, FactValues
from naves.domains.catalogue.rules.rehearsal import Checked, SchemaColumn, check_export, schema_problems
from naves.domains.organisations.access import Actor
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, Refused, gettext_noop

KIND = "export_rehearsal"


@transaction.atomic
def declare_schema(
    *,
    actor: Actor,
    at: datetime,
    dataset: Dataset,
    columns: Sequence[SchemaColumn],
    tolerance_percent: int = 0,
) -> ExportSchema:
    """Say what an export of the dataset must hold; earlier rehearsals keep the schema they were checked by."""
    dataset = locked(dataset.pk)
    require(actor, Action.RECOVER, dataset)
    if problems := schema_problems(columns, tolerance_percent=tolerance_percent):
        raise Refused(problems)
    wanted = [asdict(column) for column in columns]
    former = dataset.export_schemas.filter(until=None).first()
    if former is not None:
        if (former.columns, former.tolerance_percent) == (wanted, tolerance_percent):
            return former
        former.until = at
        former.save(update_fields=["until"])
    schema = ExportSchema.objects.create(
        dataset=dataset,
        columns=wanted,
        tolerance_percent=tolerance_percent,
        since=at,
        declared_by_id=actor.user_id,
    )
    note(
        actor=actor,
        at=at,
        action="recovery.declare_schema",
        identifier=dataset.pk,
        before={"columns": former.columns} if former is not None else None,
        after={"columns": wanted, "tolerance_percent": tolerance_percent},
    )
    return schema


def rehearse_export(
    *, actor: Actor, at: datetime, dataset: Dataset, file: File[bytes], exported_on: date, rows_expected: int
) -> ExportRehearsal:
    """Check an export against the declared schema and the number of records that the system reports.

    The file is read before the transaction begins, so that a large one blocks nobody. A rehearsal that
    passes is the evidence of technical recovery; one that fails is kept with its problems and proves nothing.
    """
    require(actor, Action.RECOVER, dataset)
    schema = _schema(dataset)
    _check_said(exported_on, rows_expected, today=prague_date(at))
    refuse_bad_file(file)
    checksum = checksum_of(file)
    found = check_export(
        file,  # type: ignore[arg-type]  # Django's File reads and seeks as a binary stream does
        [SchemaColumn(**column) for column in schema.columns],
        rows_expected=rows_expected,
        tolerance_percent=schema.tolerance_percent,
    )
    file.seek(0)
    return _write(actor, at, dataset, schema, file, checksum, found, exported_on=exported_on, expected=rows_expected)


@transaction.atomic
def _write(
    actor: Actor,
    at: datetime,
    dataset: Dataset,
    schema: ExportSchema,
    file: File[bytes],
    checksum: str,
    found: Checked,
    *,
    exported_on: date,
    expected: int,
) -> ExportRehearsal:
    dataset = locked(dataset.pk)
    name = PurePath(str(file.name)).name[:200]
    rehearsal = ExportRehearsal(
        dataset=dataset,
        plan=dataset.plans.filter(status=PlanStatus.RUNNING).first(),
        schema=schema,
        exported_on=exported_on,
        checked_at=at,
        checked_by_id=actor.user_id,
        file_name=name,
        checksum=checksum,
        byte_size=file.size,
        rows_expected=expected,
        rows_found=found.rows,
        has_passed=found.has_passed,
        problem_count=found.problem_count,
        problems=[_plain_problem(problem) for problem in found.problems],
    )
    rehearsal.file.save(name, file, save=False)
    rehearsal.save(force_insert=True)
    note(
        actor=actor,
        at=at,
        action="recovery.rehearse",
        kind=KIND,
        identifier=rehearsal.pk,
        after={
            "dataset": dataset.pk,
            "has_passed": found.has_passed,
            "rows_found": found.rows,
            "rows_expected": expected,
            "problems": found.problem_count,
            "checksum": checksum,
        },
    )
    if (
        found.has_passed
        and not dataset.custody.filter(aspect=Aspect.RECOVERY, value=Recovery.CONTINUOUS, until=None).exists()
    ):
        fact = FactValues(
            aspect=Aspect.RECOVERY,
            value=Recovery.REHEARSED,
            established_on=exported_on,
            evidence=f"{name}: {found.rows}",
        )
        write_fact(dataset, fact, actor=actor, at=at, checksum=checksum)
    return rehearsal


def problem_of(stored: dict[str, Any]) -> Problem:
    """Return a stored problem as the kernel knows it, to be told in the reader's language."""
    return Problem(**stored)


def _plain_problem(problem: Problem) -> dict[str, Any]:
    kept = {name: getattr(problem, name) for name in ("code", "message", "field", "remedy", "row", "column")}
    value = None if problem.value is None else str(problem.value)[:200]
    params = {name: str(item)[:200] for name, item in problem.params.items()}
    return plain({**kept, "value": value, "params": params}) or {}


def _schema(dataset: Dataset) -> ExportSchema:
    schema = dataset.export_schemas.filter(until=None).first()
    if schema is None:
        raise Refused(
            Problem(
                code="schema_missing",
                field="file",
                message=gettext_noop("Nobody has said yet what an export of this dataset must hold."),
                remedy=gettext_noop("Name its columns first."),
            )
        )
    return schema


def _check_said(exported_on: date, rows_expected: int, *, today: date) -> None:
    problems = []
    if not FIRST_DAY <= exported_on <= today:
        problems.append(
            Problem(
                code="rehearsal_day",
                field="exported_on",
                value=exported_on.isoformat(),
                message=gettext_noop("The day of the export lies in the future or too far in the past."),
                remedy=gettext_noop("Give the day when the vendor made the export."),
            )
        )
    if rows_expected < 1:
        problems.append(
            Problem(
                code="rehearsal_rows",
                field="rows_expected",
                value=rows_expected,
                message=gettext_noop("An empty export proves nothing."),
                remedy=gettext_noop("Give the number of records that the system reports."),
            )
        )
    if problems:
        raise Refused(problems)
