"""The steps of a need's lifecycle."""

from datetime import datetime

from django.db import transaction

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedsChanged, NeedStepped
from naves.domains.needs.models import Need, NeedTransition
from naves.domains.needs.operations.records import check_version, locked, note
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.rules.lifecycle import reason_problem, step_problem
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.organisations.access import Actor
from naves.kernel import events
from naves.kernel.errors import Refused


@transaction.atomic
def publish(*, actor: Actor, at: datetime, need: Need, version: int | None = None, reason: str = "") -> Need:
    """Make a draft public; an analyst may publish again what was withdrawn."""
    return _step(Action.PUBLISH, NeedStatus.PUBLISHED, actor=actor, at=at, need=need, version=version, reason=reason)


@transaction.atomic
def answer(*, actor: Actor, at: datetime, need: Need, version: int | None = None, reason: str = "") -> Need:
    """Mark a published need as answered; ``reason`` tells its followers by what."""
    return _step(Action.ANSWER, NeedStatus.ANSWERED, actor=actor, at=at, need=need, version=version, reason=reason)


@transaction.atomic
def reopen(*, actor: Actor, at: datetime, need: Need, version: int | None = None, reason: str = "") -> Need:
    """Take the mark "answered" back."""
    return _step(Action.REOPEN, NeedStatus.PUBLISHED, actor=actor, at=at, need=need, version=version, reason=reason)


@transaction.atomic
def withdraw(*, actor: Actor, at: datetime, need: Need, reason: str, version: int | None = None) -> Need:
    """Take a need back; it keeps its address and shows the reason."""
    if problem := reason_problem(reason):
        raise Refused(problem)
    return _step(Action.WITHDRAW, NeedStatus.WITHDRAWN, actor=actor, at=at, need=need, version=version, reason=reason)


def _step(
    action: Action, to_status: NeedStatus, *, actor: Actor, at: datetime, need: Need, version: int | None, reason: str
) -> Need:
    need = locked(need.pk)
    if problem := step_problem(NeedStatus(need.status), to_status):
        require(actor, Action.VIEW, need)
        raise Refused(problem)
    require(actor, action, need)
    check_version(need, version)
    return take_step(need, to_status, actor=actor, at=at, reason=reason)


def take_step(need: Need, to_status: NeedStatus, *, actor: Actor, at: datetime, reason: str = "") -> Need:
    """Write a step that was already allowed, with its trace and its events; ``need`` is locked and has its target."""
    from_status = NeedStatus(need.status)
    if problem := step_problem(from_status, to_status):
        raise Refused(problem)
    reason = paragraphs(reason)
    need.status = to_status
    if to_status == NeedStatus.PUBLISHED and need.published_at is None:
        need.published_at = at
    need.version += 1
    need.save(update_fields=["status", "published_at", "merged_into", "version"])
    NeedTransition.objects.create(
        need=need, from_status=from_status, to_status=to_status, at=at, by_id=actor.user_id, reason=reason
    )
    note(
        actor=actor,
        at=at,
        action=f"needs.{to_status.value}",
        identifier=need.pk,
        before={"status": from_status.value},
        after={"status": to_status.value, "merged_into": need.merged_into_id, "reason": reason},
    )
    events.emit(NeedStepped(need.pk, from_status.value, to_status.value, reason, at))
    events.emit(NeedsChanged(need_ids=(need.pk,), at=at))
    return need
