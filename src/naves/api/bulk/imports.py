"""Needs and evidence line by line: all lines or none, safe to repeat, every problem with its line."""

from collections.abc import Callable
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import ConfigDict

from naves.api.access import actor_of
from naves.api.bulk.lines import MEDIA_TYPE, MOST_PROBLEMS, Lines
from naves.api.evidence.schemas import EvidenceIn, EvidenceOut
from naves.api.needs.schemas import NeedFields, NeedOut
from naves.api.problems import described
from naves.api.refs import PlaceCode, unknown_organisation, unknown_place
from naves.api.texts import Text
from naves.domains.needs import operations
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.kernel.clock import now
from naves.kernel.errors import Problem, Refused

router = Router()
NAMES_OF_EXPORT: Final = frozenset({*NeedOut.model_fields, *EvidenceOut.model_fields})


class _Line(Schema):
    """Names that nobody knows are refused, so that no slip of the pen loses a value."""

    model_config = ConfigDict(extra="forbid")


class NeedLine(NeedFields, _Line):
    """A need; by `source_id` it is known again, without one by its place, title and day."""

    place: PlaceCode
    source_id: Text = Field("", max_length=120)
    organisation: UUID | None = None


class EvidenceLine(EvidenceIn, _Line):
    """Evidence; `need_source_id` names a need of the same source, without one it goes to the place's inbox."""

    place: PlaceCode
    need_source_id: Text = Field("", max_length=120)


class ImportAsked(Schema):
    """How to take the lines."""

    source: Text = Field(min_length=1, max_length=60, description="The system that the lines come from.")
    dry_run: bool = Field(False, description="Only say what would happen; problems come in the report.")


class NeedsAsked(ImportAsked):
    """How to take lines of needs."""

    publish: bool = Field(True, description="Publish at once; false leaves drafts.")


class EvidenceAsked(ImportAsked):
    """How to take lines of evidence."""

    need_source: Text = Field("", max_length=60, description="Whose identifiers `need_source_id` uses, if not its own.")


class ProblemOut(Schema):
    """One thing that is wrong with a line."""

    code: str
    message: str
    field: str | None = None
    value: Any = None
    remedy: str | None = None
    row: int | None = None
    column: str | None = None


class ReportOut(Schema):
    """What was done, or would be. `kept`: left alone because the record was merged or withdrawn since."""

    created: int
    updated: int
    unchanged: int
    kept: int
    dry_run: bool
    problem_count: int
    problems: list[ProblemOut] = Field(description="Of a dry run; a real one is refused with them.")


def _lines_of(schema: type[Schema]) -> dict[str, Any]:
    """Return what the contract says of the body."""
    content = {"schema": schema.model_json_schema(ref_template="#/components/schemas/{model}")}
    content["schema"].pop("$defs", None)
    return {"requestBody": {"required": True, "content": {MEDIA_TYPE: content}}}


@router.post("/imports/needs", response=ReportOut, summary="Import needs", openapi_extra=_lines_of(NeedLine))
def import_needs(request: HttpRequest, asked: Annotated[NeedsAsked, Query()]) -> ReportOut:
    """One JSON object per line; the lines of /exports/needs are taken as they are."""
    places, acts_for = _places(), _organisations(actor_of(request))

    def make(number: int, line: NeedLine) -> Any:
        place_id = places.get(line.place)
        if place_id is None:
            return unknown_place(line.place, "place", row=number)
        if line.organisation is not None and line.organisation not in acts_for:
            return unknown_organisation(line.organisation, row=number)
        return operations.NeedRow(
            row=number,
            place_id=place_id,
            values=line.values(),
            source_id=line.source_id,
            organisation_id=line.organisation,
        )

    def take(rows: Any, *, dry_run: bool, digest: str) -> operations.ImportReport:
        return operations.import_needs(
            actor=actor_of(request),
            at=now(),
            rows=rows,
            source=asked.source,
            digest=digest,
            publish=asked.publish,
            dry_run=dry_run,
        )

    return _imported(Lines(request, NeedLine, _of_export(NeedLine)), make, take, dry_run=asked.dry_run)


@router.post("/imports/evidence", response=ReportOut, summary="Import evidence", openapi_extra=_lines_of(EvidenceLine))
def import_evidence(request: HttpRequest, asked: Annotated[EvidenceAsked, Query()]) -> ReportOut:
    """One JSON object per line."""
    places = _places()

    def make(number: int, line: EvidenceLine) -> Any:
        place_id = places.get(line.place)
        if place_id is None:
            return unknown_place(line.place, "place", row=number)
        return operations.EvidenceRow(
            row=number, place_id=place_id, values=line.values(), need_source_id=line.need_source_id
        )

    def take(rows: Any, *, dry_run: bool, digest: str) -> operations.ImportReport:
        return operations.import_evidence(
            actor=actor_of(request),
            at=now(),
            rows=rows,
            source=asked.source,
            need_source=asked.need_source,
            digest=digest,
            dry_run=dry_run,
        )

    return _imported(Lines(request, EvidenceLine, _of_export(EvidenceLine)), make, take, dry_run=asked.dry_run)


def _imported(
    lines: Lines, make: Callable[[int, Any], Any], take: Callable[..., operations.ImportReport], *, dry_run: bool
) -> ReportOut:
    """All problems come at once: of lines that cannot be read, and of records that the domain refuses."""
    rows = list(lines.read(make))
    if dry_run or lines.problem_count:
        report = take(rows, dry_run=True, digest="")
        lines.refuse(*report.problems)
        problems = sorted(lines.problems, key=lambda problem: problem.row or 0)[:MOST_PROBLEMS]
        if not dry_run:
            raise Refused(problems)
        return _report(report, problems, lines.problem_count, dry_run=True)
    return _report(take(rows, dry_run=False, digest=lines.digest), [], 0, dry_run=False)


def _report(
    report: operations.ImportReport, problems: list[Problem], problem_count: int, *, dry_run: bool
) -> ReportOut:
    return ReportOut(
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
        kept=report.kept,
        dry_run=dry_run,
        problem_count=problem_count,
        problems=[ProblemOut(**described(problem)) for problem in problems],
    )


def _of_export(schema: type[Schema]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Let lines of our own exports be taken back: what only they hold is passed over."""
    passed_over = NAMES_OF_EXPORT - set(schema.model_fields)

    def clean(values: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in values.items() if name not in passed_over}
        if isinstance(kept.get("place"), dict):
            kept["place"] = kept["place"].get("code")
        return kept

    return clean


def _organisations(actor: Actor) -> set[UUID]:
    """Return on whose behalf ``actor`` may enter needs."""
    if actor.is_analyst:
        return set(Organisation.objects.values_list("pk", flat=True))
    return {grant.organisation_id for grant in actor.grants}


def _places() -> dict[str, int]:
    return dict(Place.objects.values_list("code", "pk"))
