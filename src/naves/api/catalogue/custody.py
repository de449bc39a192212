"""Custody, the data estate, recovery plans, rehearsals, rights of others, the country's view."""

from typing import Annotated, Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from naves.api.access import actor_of, reader_of, unlimited
from naves.api.catalogue.custody_schemas import (
    CustodyOut,
    DataGrantOut,
    DataHolderOut,
    EstateOut,
    NationOut,
    RecoveryPlanOut,
    RecoveryStepOut,
    RehearsalOut,
)
from naves.api.catalogue.inputs import (
    ClauseAnswersIn,
    CustodyFactIn,
    DataGrantIn,
    ExportSchemaIn,
    InventoryIn,
    RecoveryPlanEnd,
    RecoveryPlanIn,
    RecoveryStepEnd,
    RecoveryStepIn,
    RehearsalAsked,
)
from naves.api.once import CREATES, once
from naves.api.refs import Day, OrganisationRef
from naves.domains.catalogue import permissions
from naves.domains.catalogue.enums import StepStatus
from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.operations import recovery
from naves.domains.catalogue.operations.checklist import answer_clauses
from naves.domains.catalogue.operations.custody import describe_estate, record_fact
from naves.domains.catalogue.operations.grants import give_grant, revoke_grant
from naves.domains.catalogue.operations.rehearsals import declare_schema, rehearse_export
from naves.domains.catalogue.queries.custody import nation
from naves.domains.catalogue.queries.estate import estate_of, estate_row, who_has_our_data
from naves.domains.catalogue.queries.policies import policies_of
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.queries.recovery import get_plan, get_step
from naves.domains.catalogue.record_permissions import READ
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now, today
from naves.kernel.errors import NotFound

router = Router()


class CustodyAsOf(Schema):
    """As of which day; today by default."""

    as_of: Day | None = None


AsOfDay = Annotated[CustodyAsOf, Query()]


@router.get(
    "/datasets/{uuid:dataset_id}/custody",
    response=CustodyOut,
    summary="Custody of a dataset",
    openapi_extra={"x-restricted": True},
)
def get_custody(request: HttpRequest, dataset_id: UUID, when: AsOfDay) -> CustodyOut:
    """The four facts with their evidence; for those who belong to the owner."""
    row = estate_row(actor_of(request), _dataset(request, dataset_id), when.as_of or today())
    return CustodyOut.of(row)


@router.post("/datasets/{uuid:dataset_id}/custody", response=CustodyOut, summary="Record a fact of custody")
def post_fact(request: HttpRequest, dataset_id: UUID, body: CustodyFactIn) -> CustodyOut:
    """The fact before it ends and stays in the history."""
    dataset = _dataset(request, dataset_id)
    record_fact(**_act(request), dataset=dataset, values=body.values())
    return _written(request, dataset)


@router.put("/datasets/{uuid:dataset_id}/inventory", response=CustodyOut, summary="Describe system and contract")
def put_inventory(request: HttpRequest, dataset_id: UUID, body: InventoryIn) -> CustodyOut:
    """The whole inventory row."""
    dataset = _dataset(request, dataset_id)
    describe_estate(**_act(request), dataset=dataset, values=body.values())
    return _written(request, dataset)


@router.get(
    "/organisations/{uuid:owner_id}/data-estate",
    response=EstateOut,
    summary="Data estate",
    openapi_extra={"x-restricted": True},
)
def get_estate(request: HttpRequest, owner_id: UUID, when: AsOfDay) -> EstateOut:
    """For those who belong to the owner, and for analysts."""
    found = estate_of(actor_of(request), get_organisation(owner_id), when.as_of or today())
    return EstateOut(
        owner=OrganisationRef.of(found.owner),
        as_of=found.day,
        by_stage=found.by_stage,
        not_assessed=found.not_assessed,
        datasets=[CustodyOut.of(row) for row in found.rows],
    )


@router.get("/organisations/{uuid:owner_id}/data-holders", response=list[DataHolderOut], summary="Who has our data")
def list_data_holders(request: HttpRequest, owner_id: UUID) -> list[DataHolderOut]:
    """The standing public list; persons are not named."""
    return [DataHolderOut.of(one) for one in who_has_our_data(get_organisation(owner_id), now())]


@router.get(
    "/custody/country", response=NationOut, summary="Custody in the country", openapi_extra={"x-restricted": True}
)
def get_nation(request: HttpRequest, when: AsOfDay) -> NationOut:
    """For analysts of the ministry."""
    return NationOut.of(nation(actor_of(request), when.as_of or today()))


@router.post(
    "/datasets/{uuid:dataset_id}/recovery-plans",
    response={201: RecoveryPlanOut},
    summary="Begin a recovery plan",
    openapi_extra=CREATES,
)
@once
def create_plan(request: HttpRequest, dataset_id: UUID, body: RecoveryPlanIn) -> Status[RecoveryPlanOut]:
    """One runs at a time."""
    plan = recovery.begin_plan(
        **_act(request),
        dataset=_dataset(request, dataset_id),
        template=body.template,
        aim=body.aim,
        steps=[step.values() for step in body.steps],
    )
    return Status(201, RecoveryPlanOut.of(plan))


@router.get(
    "/recovery-plans/{uuid:plan_id}",
    response=RecoveryPlanOut,
    summary="One recovery plan",
    openapi_extra={"x-restricted": True},
)
def read_plan(request: HttpRequest, plan_id: UUID) -> RecoveryPlanOut:
    """With its steps."""
    return RecoveryPlanOut.of(get_plan(actor_of(request), plan_id))


@router.post("/recovery-plans/{uuid:plan_id}/end", response=RecoveryPlanOut, summary="End a recovery plan")
def end_plan(request: HttpRequest, plan_id: UUID, body: RecoveryPlanEnd) -> RecoveryPlanOut:
    """Finished when all steps are closed, or given up with a reason."""
    plan = get_plan(actor_of(request), plan_id)
    return RecoveryPlanOut.of(recovery.end_plan(**_act(request), plan=plan, reason=body.reason, abandon=body.abandon))


@router.put("/recovery-steps/{uuid:step_id}", response=RecoveryStepOut, summary="Change a step")
def edit_step(request: HttpRequest, step_id: UUID, body: RecoveryStepIn) -> RecoveryStepOut:
    """Who does it, until when, on which legal basis."""
    step = get_step(actor_of(request), step_id)
    return RecoveryStepOut.of(recovery.edit_step(**_act(request), step=step, values=body.values()))


@router.post(
    "/recovery-steps/{uuid:step_id}/status", response=RecoveryStepOut, summary="Close a step, or open it again"
)
def set_step_status(request: HttpRequest, step_id: UUID, body: RecoveryStepEnd) -> RecoveryStepOut:
    """A step is closed with what came of it."""
    step = get_step(actor_of(request), step_id)
    if body.status == StepStatus.OPEN:
        return RecoveryStepOut.of(recovery.reopen_step(**_act(request), step=step))
    return RecoveryStepOut.of(recovery.close_step(**_act(request), step=step, outcome=body.outcome, status=body.status))


@router.put("/datasets/{uuid:dataset_id}/export-schema", response=ExportSchemaIn, summary="What an export must hold")
def put_schema(request: HttpRequest, dataset_id: UUID, body: ExportSchemaIn) -> ExportSchemaIn:
    """Rehearsals are checked against it."""
    declare_schema(
        **_act(request),
        dataset=_dataset(request, dataset_id),
        columns=[column.column() for column in body.columns],
        tolerance_percent=body.tolerance_percent,
    )
    return body


@router.post(
    "/datasets/{uuid:dataset_id}/rehearsals",
    response={201: RehearsalOut},
    summary="Rehearse an export",
    openapi_extra={
        "requestBody": {
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            "required": True,
        }
    },
)
def create_rehearsal(
    request: HttpRequest, dataset_id: UUID, asked: Annotated[RehearsalAsked, Query()]
) -> Status[RehearsalOut]:
    """The body is the export; one that fails is kept with its problems and proves nothing."""
    made = rehearse_export(
        **_act(request),
        dataset=_dataset(request, dataset_id),
        file=ContentFile(request.body, name=asked.name),
        exported_on=asked.exported_on,
        rows_expected=asked.rows_expected,
    )
    return Status(201, RehearsalOut.of(made))


@router.put("/datasets/{uuid:dataset_id}/exit-checklist", response=dict[str, str], summary="Answer the exit checklist")
def put_answers(request: HttpRequest, dataset_id: UUID, body: ClauseAnswersIn) -> dict[str, str]:
    """Clauses that are not named keep their answers; returns those that hold now."""
    answers = {clause: (one.answer.value if one.answer else "", one.note) for clause, one in body.answers.items()}
    held = answer_clauses(**_act(request), dataset=_dataset(request, dataset_id), answers=answers)
    return {one.clause: one.answer for one in held}


@router.get(
    "/datasets/{uuid:dataset_id}/grants",
    response=list[DataGrantOut],
    summary="Rights to a dataset",
    openapi_extra={"x-restricted": True},
)
def list_grants(request: HttpRequest, dataset_id: UUID) -> list[DataGrantOut]:
    """For those who belong to the owner."""
    dataset = _dataset(request, dataset_id)
    permissions.require(actor_of(request), permissions.Action.SEE_GRANTS, dataset.owner_id, kind="grant")
    return [DataGrantOut.of(grant) for grant in dataset.grants.all()]


@router.post(
    "/datasets/{uuid:dataset_id}/grants",
    response={201: DataGrantOut},
    summary="Give a right to a dataset",
    openapi_extra=CREATES,
)
@once
def create_grant(request: HttpRequest, dataset_id: UUID, body: DataGrantIn) -> Status[DataGrantOut]:
    """It is never changed, only revoked and given anew."""
    dataset = _dataset(request, dataset_id)
    return Status(201, DataGrantOut.of(give_grant(**_act(request), target=dataset, values=body.values())))


@router.post(
    "/datasets/{uuid:dataset_id}/grants/{uuid:grant_id}/revoke",
    response=DataGrantOut,
    summary="Take a right to a dataset away",
)
def end_grant(request: HttpRequest, dataset_id: UUID, grant_id: UUID) -> DataGrantOut:
    """At once; doing it twice is once."""
    dataset = _dataset(request, dataset_id)
    permissions.require(actor_of(request), permissions.Action.REVOKE_GRANT, dataset.owner_id, kind="grant")
    grant = dataset.grants.filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("grant", grant_id)
    return DataGrantOut.of(revoke_grant(**_act(request), grant=grant))


@router.get(
    "/datasets/{uuid:dataset_id}/policies",
    response=list[dict[str, Any]],
    summary="Rights to a dataset as ODRL",
    openapi_extra={"x-restricted": True},
)
def list_policies(request: HttpRequest, dataset_id: UUID) -> list[dict[str, Any]]:
    """One policy for each right, as JSON-LD."""
    return policies_of(actor_of(request), _dataset(request, dataset_id))


def _dataset(request: HttpRequest, dataset_id: UUID) -> Dataset:
    return get_dataset(reader_of(request, READ), dataset_id)


def _written(request: HttpRequest, dataset: Dataset) -> CustodyOut:
    return CustodyOut.of(estate_row(unlimited(actor_of(request)), dataset, today()))


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"actor": actor_of(request), "at": now()}
