"""Responses: proposed by those who plan, confirmed by those who live there, withdrawn with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.needs.rules.values import length_problems
from naves.domains.organisations.access import Actor
from naves.domains.organisations.trail import note
from naves.domains.strategies.enums import ReferenceKind, VersionStatus
from naves.domains.strategies.models import Goal, Measure, Response
from naves.domains.strategies.operations.claims import ClaimValues, contradicting, record_claims
from naves.domains.strategies.operations.trail import conflict, locked_response, refuse, tell_responses
from naves.domains.strategies.permissions import ResponseAction, require_response
from naves.domains.strategies.rules.checks import reason_problems
from naves.domains.strategies.rules.values import LENGTHS
from naves.kernel.errors import Problem, gettext_noop

OPEN_NEEDS = frozenset({NeedStatus.PUBLISHED, NeedStatus.ANSWERED})


@dataclass(frozen=True, slots=True)
class Reference:
    """An object of a higher domain that answers a need."""

    kind: ReferenceKind
    id: UUID


Target = Goal | Measure | Reference


@transaction.atomic
def propose_response(
    *,
    actor: Actor,
    at: datetime,
    need: Need,
    target: Target,
    contradicts: bool = False,
    suggested: bool = False,
    note_text: str = "",
) -> Response:
    """Link a published need with what may answer it, or works against it; it counts once somebody confirms it."""
    response = Response(
        need=need,
        goal=target if isinstance(target, Goal) else None,
        measure=target if isinstance(target, Measure) else None,
        reference_kind=target.kind if isinstance(target, Reference) else "",
        reference_id=target.id if isinstance(target, Reference) else None,
        contradicts=contradicts,
        suggested=suggested,
        note=paragraphs(note_text),
        proposed_at=at,
        proposed_by_id=actor.user_id,
    )
    require_response(actor, ResponseAction.PROPOSE, response)
    refuse(_proposal_problems(need, target, response.note))
    _save_new(response)
    after = response_values(response)
    note(actor=actor, at=at, action="response.proposed", kind="response", identifier=response.pk, after=after)
    return response


@transaction.atomic
def confirm_response(*, actor: Actor, at: datetime, response: Response, claim: ClaimValues | None = None) -> Response:
    """Confirm a proposed response at a level with its proof; what works against the need takes no level."""
    response = locked_response(response)
    require_response(actor, ResponseAction.CONFIRM, response)
    refuse(_confirmation_problems(response, claim))
    before = response_values(response)
    response.confirmed_at, response.confirmed_by_id = at, actor.user_id
    response.save(update_fields=["confirmed_at", "confirmed_by"])
    after = response_values(response)
    note(
        actor=actor,
        at=at,
        action="response.confirmed",
        kind="response",
        identifier=response.pk,
        before=before,
        after=after,
    )
    if claim is not None:
        record_claims(actor=actor, at=at, response=response, claim=claim)
    tell_responses([response.need_id], at)
    return response


@transaction.atomic
def withdraw_response(*, actor: Actor, at: datetime, response: Response, reason: str) -> Response:
    """Take a response back, or turn a proposal down; nothing is deleted and earlier days stay as they were."""
    response = locked_response(response)
    require_response(actor, ResponseAction.WITHDRAW, response)
    refuse(reason_problems(reason))
    _withdraw(response, actor=actor, at=at, reason=reason.strip())
    tell_responses([response.need_id], at)
    return response


@transaction.atomic
def mark_contradicts(*, actor: Actor, at: datetime, response: Response, reason: str) -> Response:
    """Mark that the target works against the need.

    A proposal is marked as it is. A confirmed response is withdrawn and a contradicting one confirmed
    in its place, so that the days on which it was believed to help stay as they were; the new one is returned.
    """
    response = locked_response(response)
    require_response(actor, ResponseAction.CONTRADICT, response)
    refuse([*reason_problems(reason), *([_marked_already()] if response.contradicts else [])])
    before = response_values(response)
    if response.confirmed_at is None:
        response.contradicts, response.note = True, reason.strip()
        response.save(update_fields=["contradicts", "note"])
        marked = response
    else:
        _withdraw(response, actor=actor, at=at, reason=reason.strip())
        marked = _contradiction(response, actor=actor, at=at, reason=reason.strip())
    after = response_values(marked)
    note(
        actor=actor,
        at=at,
        action="response.contradicts",
        kind="response",
        identifier=marked.pk,
        before=before,
        after=after,
    )
    tell_responses([response.need_id], at)
    return marked


def _contradiction(response: Response, *, actor: Actor, at: datetime, reason: str) -> Response:
    return Response.objects.create(
        need=response.need,
        goal=response.goal,
        measure=response.measure,
        reference_kind=response.reference_kind,
        reference_id=response.reference_id,
        contradicts=True,
        note=reason,
        proposed_at=at,
        proposed_by_id=actor.user_id,
        confirmed_at=at,
        confirmed_by_id=actor.user_id,
    )


def _withdraw(response: Response, *, actor: Actor, at: datetime, reason: str) -> None:
    before = response_values(response)
    response.withdrawn_at, response.withdrawn_by_id, response.withdrawn_reason = at, actor.user_id, reason
    response.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    note(
        actor=actor,
        at=at,
        action="response.withdrawn",
        kind="response",
        identifier=response.pk,
        before=before,
        after=response_values(response),
    )


def _save_new(response: Response) -> None:
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError as error:
        raise conflict(_linked_already()) from error


def response_values(response: Response) -> dict[str, object]:
    """Return what the audit log keeps of a response."""
    return {
        "need": response.need_id,
        "goal": response.goal_id,
        "measure": response.measure_id,
        "reference_kind": response.reference_kind,
        "reference": response.reference_id,
        "contradicts": response.contradicts,
        "suggested": response.suggested,
        "note": response.note,
        "confirmed": response.confirmed_at,
        "withdrawn_reason": response.withdrawn_reason,
    }


def _proposal_problems(need: Need, target: Target, note_text: str) -> list[Problem]:
    problems = list(length_problems("note", note_text, LENGTHS["note"]))
    if need.status not in OPEN_NEEDS:
        problems.append(need_not_open())
    if not isinstance(target, Reference) and target.version.status != VersionStatus.APPROVED:
        problems.append(
            Problem(
                code="version_not_approved",
                field="target",
                message=gettext_noop("Only a version that is approved and not ended can answer a need."),
                remedy=gettext_noop("Choose a goal or a measure of the version in force."),
            )
        )
    return problems


def _confirmation_problems(response: Response, claim: ClaimValues | None) -> list[Problem]:
    problems = [] if response.need.status in OPEN_NEEDS else [need_not_open()]
    if response.contradicts and claim is not None:
        problems.append(contradicting())
    if not response.contradicts and claim is None:
        problems.append(
            Problem(
                code="level_missing",
                field="level",
                message=gettext_noop("No level is given."),
                remedy=gettext_noop("Choose the level that the response reaches, and show the proof."),
            )
        )
    return problems


def need_not_open() -> Problem:
    """Return the problem of a need that is a draft, merged or withdrawn."""
    return Problem(
        code="need_not_open",
        field="need",
        message=gettext_noop("The need is not published."),
        remedy=gettext_noop("Publish it first; for a merged need link the one that it was merged into."),
    )


def _linked_already() -> Problem:
    return Problem(
        code="linked_already",
        field="target",
        message=gettext_noop("The need is already linked with this."),
        remedy=gettext_noop("Open the response that is there; withdraw it first if it is wrong."),
    )


def _marked_already() -> Problem:
    return Problem(
        code="contradicts_already",
        message=gettext_noop("It is already marked as working against the need."),
        remedy=gettext_noop("Withdraw it if that is wrong."),
    )
