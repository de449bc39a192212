"""Files, their profiles and their rows as JSON."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, Schema

from naves.domains.catalogue.models import Distribution, FileProfile, ProfileStatus
from naves.kernel.datafiles import Profile, profile_findings
from naves.kernel.datafiles.findings import problem_of
from naves.kernel.rowquery import Answer


class ColumnRef(Schema):
    """A column of an answer."""

    name: str
    kind: str = Field(description="text, integer, decimal, boolean, date or datetime (UTC where it was stated).")


class FindingOut(Schema):
    """One thing to mend."""

    severity: str = Field(description="error, warning or note.")
    code: str
    message: str
    remedy: str
    column: str | None
    row: int | None


class PersonalOut(Schema):
    """A suspicion of personal data; examples are masked."""

    kind: str = Field(description="birth_number, email, phone, iban, account or name.")
    count: int
    examples: list[str]


class ColumnOut(ColumnRef):
    """What the whole file says of a column."""

    filled: int
    missing: int
    distinct: int
    is_distinct_exact: bool
    is_key: bool
    least: str | None
    most: str | None
    mean: float | None
    frequent: list[tuple[str, int]]
    personal: list[PersonalOut]


class FileOut(Schema):
    """A file and its profile."""

    id: UUID
    dataset: UUID
    status: ProfileStatus
    checksum: str
    byte_size: int | None
    format: str
    encoding: str
    delimiter: str
    row_count: int | None
    columns: list[ColumnOut]
    findings: list[FindingOut]
    read_at: datetime | None

    @classmethod
    def of(cls, part: Distribution, kept: FileProfile | None) -> "FileOut":
        """Return it; a file that waits or cannot be read has no columns."""
        found = Profile.from_json(kept.result) if kept is not None and kept.result else None
        findings = (
            [_finding(one.severity, one.problem) for one in profile_findings(found, declared_format=part.format)]
            if found is not None
            else [_finding("error", problem_of(one)) for one in (kept.problems if kept is not None else [])]
        )
        return cls(
            id=part.pk,
            dataset=part.dataset_id,
            status=ProfileStatus(kept.status) if kept is not None else ProfileStatus.WAITING,
            checksum=part.checksum,
            byte_size=part.byte_size,
            format=found.format if found is not None else part.format.lower(),
            encoding=found.encoding if found is not None else "",
            delimiter=found.delimiter if found is not None else "",
            row_count=kept.row_count if kept is not None else None,
            columns=[ColumnOut.model_validate(one, from_attributes=True) for one in found.columns] if found else [],
            findings=findings,
            read_at=kept.read_at if kept is not None else None,
        )


class RowsOut(Schema):
    """Rows as objects by the names of columns."""

    columns: list[ColumnRef]
    rows: list[dict[str, Any]]
    next: str | None = Field(None, description="Address of the next page, null on the last one. Also as a Link header.")
    total: int | None = None

    @classmethod
    def of(cls, answer: Answer, address: str | None) -> "RowsOut":
        """Return it."""
        refs = [ColumnRef(name=one.name, kind=one.kind) for one in answer.columns]
        return cls(columns=refs, rows=list(answer.records()), next=address, total=answer.total)


def _finding(severity: str, problem: Any) -> FindingOut:
    return FindingOut(
        severity=severity,
        code=problem.code,
        message=problem.text(gettext),
        remedy=problem.remedy_text(gettext),
        column=problem.column,
        row=problem.row,
    )
