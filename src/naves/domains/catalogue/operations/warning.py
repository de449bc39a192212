"""Warnings ahead of contract ends, notice periods and deadlines; run daily, safe to repeat."""

import uuid
from datetime import datetime

from django.db import transaction

from naves.domains.catalogue.enums import PlanStatus, StepStatus, WarningKind
from naves.domains.catalogue.events import CustodyWarned
from naves.domains.catalogue.models import CustodyWarning, EstateEntry, RecoveryStep
from naves.domains.catalogue.rules.estate import last_day_to_give_notice
from naves.domains.catalogue.rules.warnings import AHEAD, Due, due_warning
from naves.kernel import events
from naves.kernel.clock import prague_date


def warn_of_custody(at: datetime) -> int:
    """Record and tell every warning whose time has come and that has not gone out; return how many."""
    return _warn_of_contracts(at) + _warn_of_steps(at)


def _warn_of_contracts(at: datetime) -> int:
    today = prague_date(at)
    entries = EstateEntry.objects.filter(until=None, contract_end__gte=today, dataset__owner__closed_at=None)
    sent = 0
    for entry in entries.order_by("contract_end", "pk").iterator():
        notice = last_day_to_give_notice(entry.contract_end, entry.notice_months)
        for kind, day in ((WarningKind.CONTRACT_END, entry.contract_end), (WarningKind.NOTICE, notice)):
            if due := due_warning(kind, day, today=today):
                sent += _send(due, at, dataset_id=entry.dataset_id, step=None)
    return sent


def _warn_of_steps(at: datetime) -> int:
    today = prague_date(at)
    steps = RecoveryStep.objects.filter(
        status=StepStatus.OPEN, plan__status=PlanStatus.RUNNING, deadline__gte=today
    ).select_related("plan")
    sent = 0
    for step in steps.order_by("deadline", "pk").iterator():
        if due := due_warning(WarningKind.STEP, step.deadline, today=today):
            sent += _send(due, at, dataset_id=step.plan.dataset_id, step=step)
    return sent


@transaction.atomic
def _send(due: Due, at: datetime, *, dataset_id: uuid.UUID, step: RecoveryStep | None) -> int:
    """Write one warning and tell of it; 0 where the same or a nearer one has gone out already."""
    known = CustodyWarning.objects.filter(dataset_id=dataset_id, step=step, kind=due.kind, due_on=due.due_on)
    if known.filter(days_ahead__in=[days for days in AHEAD[due.kind] if days <= due.days_ahead]).exists():
        return 0
    warning = CustodyWarning.objects.create(
        dataset_id=dataset_id, step=step, kind=due.kind, due_on=due.due_on, days_ahead=due.days_ahead, sent_at=at
    )
    events.emit(CustodyWarned(warning.pk, at))
    return 1
