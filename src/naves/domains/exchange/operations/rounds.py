"""Putting a draft before those invited, and publishing what came of it."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from naves.domains.exchange.enums import NoticeKind, Phase, RoundStatus
from naves.domains.exchange.events import RoundHappened
from naves.domains.exchange.models import ConsultationRound
from naves.domains.exchange.operations.trail import locked_round, note, refuse
from naves.domains.exchange.permissions import RoundAction, phase_of, require_in_round
from naves.domains.exchange.rules.steps import phase_on, round_step_problem
from naves.domains.exchange.rules.values import (
    REASON_LENGTH,
    RoundValues,
    round_problems,
    text_problems,
    tidy_round,
    unanswered_problem,
)
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import StrategyVersion
from naves.domains.strategies.operations.trail import locked_version
from naves.kernel import events
from naves.kernel.clock import prague_date
from naves.kernel.errors import Conflict, Problem, gettext_noop


@transaction.atomic
def open_round(
    *,
    actor: Actor,
    at: datetime,
    version: StrategyVersion,
    values: RoundValues,
    invited: Collection[Organisation] = (),
) -> ConsultationRound:
    """Put a draft before ``invited`` or all towns; from the first day on they can read it."""
    draft = locked_version(version)
    today = prague_date(at)
    require_in_round(actor, RoundAction.OPEN, today=today, owner=draft.strategy.owner)
    said = tidy_round(values)
    guests = [organisation for organisation in invited if organisation.pk != draft.strategy.owner_id]
    refuse(
        [
            None if draft.status == VersionStatus.DRAFT else _not_a_draft(),
            *round_problems(said, today=today, has_guests=bool(guests) or said.for_all_towns),
        ]
    )
    consultation = ConsultationRound(
        version=draft,
        about=said.about,
        opens_on=said.opens_on,
        closes_on=said.closes_on,
        for_all_towns=said.for_all_towns,
        created_at=at,
        created_by_id=actor.user_id,
    )
    try:
        with transaction.atomic():
            consultation.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_runs_already()) from None
    consultation.invited.set(guests)
    note(actor=actor, at=at, action="round_opened", thing=consultation, after=round_values(consultation))
    tell_round(consultation, NoticeKind.ROUND_OPENED, actor, at)
    return consultation


@transaction.atomic
def edit_round(
    *,
    actor: Actor,
    at: datetime,
    consultation: ConsultationRound,
    values: RoundValues,
    invited: Collection[Organisation] = (),
) -> ConsultationRound:
    """Change what is asked, the days or who is invited; a later last day takes comments again."""
    consultation, today = locked_round(consultation), prague_date(at)
    require_in_round(actor, RoundAction.EDIT, consultation, today=today)
    said = tidy_round(values)
    begun = phase_of(consultation, today) != Phase.ANNOUNCED
    guests = [organisation for organisation in invited if organisation.pk != consultation.version.strategy.owner_id]
    refuse(
        [
            _moved_first_day(said, consultation) if begun else None,
            *round_problems(said, today=today, begun=begun, has_guests=bool(guests) or said.for_all_towns),
            round_step_problem(
                phase_of(consultation, today),
                phase_on(RoundStatus.OPEN, said.opens_on, said.closes_on, today),
            ),
        ]
    )
    before = round_values(consultation)
    days = (consultation.opens_on, consultation.closes_on, consultation.status)
    consultation.about, consultation.for_all_towns = said.about, said.for_all_towns
    consultation.opens_on, consultation.closes_on = said.opens_on, said.closes_on
    consultation.status, consultation.closed_at = RoundStatus.OPEN, None
    consultation.save(
        update_fields=["about", "for_all_towns", "opens_on", "closes_on", "status", "closed_at"],
    )
    consultation.invited.set(guests)
    after = round_values(consultation)
    note(actor=actor, at=at, action="round_edited", thing=consultation, before=before, after=after)
    if (
        days != (consultation.opens_on, consultation.closes_on, consultation.status)
        or before["invited"] != after["invited"]
    ):
        tell_round(consultation, NoticeKind.ROUND_CHANGED, actor, at)
    return consultation


@transaction.atomic
def close_round(*, actor: Actor, at: datetime, consultation: ConsultationRound) -> ConsultationRound:
    """Take no more comments before the last day has passed."""
    consultation, today = locked_round(consultation), prague_date(at)
    require_in_round(actor, RoundAction.CLOSE, consultation, today=today)
    refuse([round_step_problem(phase_of(consultation, today), Phase.CLOSED)])
    end_comments(consultation, actor, at)
    tell_round(consultation, NoticeKind.ROUND_CLOSED, actor, at)
    return consultation


@transaction.atomic
def publish_outcome(*, actor: Actor, at: datetime, consultation: ConsultationRound, outcome: str) -> ConsultationRound:
    """Say what came of the consultation; comments and their answers become public with it."""
    consultation, today = locked_round(consultation), prague_date(at)
    require_in_round(actor, RoundAction.PUBLISH, consultation, today=today)
    said = paragraphs(outcome)
    unanswered = consultation.comments.filter(verdict="", withdrawn_at=None).count()
    refuse(
        [
            *text_problems("outcome", said),
            unanswered_problem(unanswered) if unanswered else None,
            round_step_problem(phase_of(consultation, today), Phase.PUBLISHED),
        ]
    )
    consultation.outcome = said
    _end(consultation, RoundStatus.PUBLISHED, actor=actor, at=at, after={"outcome": said})
    tell_round(consultation, NoticeKind.ROUND_PUBLISHED, actor, at)
    return consultation


@transaction.atomic
def cancel_round(*, actor: Actor, at: datetime, consultation: ConsultationRound, reason: str) -> ConsultationRound:
    """Call the consultation off; the draft is no longer lent, comments stay with those who took part."""
    consultation, today = locked_round(consultation), prague_date(at)
    require_in_round(actor, RoundAction.CANCEL, consultation, today=today)
    why = paragraphs(reason)
    refuse(
        [
            *text_problems("reason", why, REASON_LENGTH),
            round_step_problem(phase_of(consultation, today), Phase.CANCELLED),
        ]
    )
    call_off(consultation, why, actor=actor, at=at)
    return consultation


def call_off(consultation: ConsultationRound, reason: str, *, actor: Actor, at: datetime) -> None:
    """Write down that a consultation was called off, and tell those concerned."""
    consultation.cancelled_reason = reason
    _end(consultation, RoundStatus.CANCELLED, actor=actor, at=at, after={"reason": reason})
    tell_round(consultation, NoticeKind.ROUND_CANCELLED, actor, at)


def end_comments(consultation: ConsultationRound, actor: Actor, at: datetime) -> None:
    """Write down that no more comments are taken."""
    before = consultation.status
    consultation.status, consultation.closed_at = RoundStatus.CLOSED, at
    consultation.save(update_fields=["status", "closed_at"])
    note(
        actor=actor,
        at=at,
        action="round_closed",
        thing=consultation,
        before={"status": str(before)},
        after={"status": RoundStatus.CLOSED.value},
    )


def tell_round(consultation: ConsultationRound, kind: NoticeKind, actor: Actor, at: datetime) -> None:
    """Say what happened to the consultation."""
    events.emit(RoundHappened(consultation.pk, kind.value, actor.user_id, at))


def round_values(consultation: ConsultationRound) -> dict[str, object]:
    """Return what the audit log keeps of a consultation."""
    return {
        "version": consultation.version_id,
        "about": consultation.about,
        "opens_on": consultation.opens_on,
        "closes_on": consultation.closes_on,
        "for_all_towns": consultation.for_all_towns,
        "invited": sorted(str(pk) for pk in consultation.invited.values_list("pk", flat=True)),
        "status": str(consultation.status),
    }


def _end(
    consultation: ConsultationRound, status: RoundStatus, *, actor: Actor, at: datetime, after: dict[str, object]
) -> None:
    before = str(consultation.status)
    consultation.status, consultation.ended_at = status, at
    consultation.save(update_fields=["status", "ended_at", "outcome", "cancelled_reason"])
    note(
        actor=actor,
        at=at,
        action=f"round_{status.value}",
        thing=consultation,
        before={"status": before},
        after={"status": status.value, **after},
    )


def _moved_first_day(said: RoundValues, consultation: ConsultationRound) -> Problem | None:
    if said.opens_on == consultation.opens_on:
        return None
    return Problem(
        code="consultation_begun",
        field="opens_on",
        value=said.opens_on.isoformat(),
        message=gettext_noop("The consultation began on %(day)s."),
        params={"day": consultation.opens_on.isoformat()},
        remedy=gettext_noop("Leave the first day as it is."),
    )


def _not_a_draft() -> Problem:
    return Problem(
        code="not_a_draft",
        field="version",
        message=gettext_noop("Only a draft is put to consultation; this version is not one any more."),
        remedy=gettext_noop("Make a new version of the strategy and consult that one."),
    )


def _runs_already() -> Problem:
    return Problem(
        code="consultation_runs",
        field="version",
        message=gettext_noop("A consultation of this draft is already under way."),
        remedy=gettext_noop("Edit that one, or end it first."),
    )
