"""What every write on a need shares: the lock, the check of the version, the audit line."""

import uuid
from functools import partial

from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.permissions import KIND
from naves.domains.organisations import trail
from naves.kernel.errors import Conflict, NotFound, Problem, gettext_noop

EVIDENCE_KIND = "evidence"


def locked(need_id: uuid.UUID) -> Need:
    """Return the need as it stands now; nobody else writes it before this transaction ends."""
    try:
        return Need.objects.select_for_update(of=("self",)).select_related("place").get(pk=need_id)
    except Need.DoesNotExist:
        raise NotFound(KIND, need_id) from None


def locked_evidence(evidence_id: uuid.UUID) -> Evidence:
    """Return the evidence as it stands now, locked."""
    try:
        query = Evidence.objects.select_for_update(of=("self",)).select_related("place", "need__place")
        return query.get(pk=evidence_id)
    except Evidence.DoesNotExist:
        raise NotFound(EVIDENCE_KIND, evidence_id) from None


def check_version(need: Need, version: int | None) -> None:
    """Refuse with Conflict when somebody wrote the need since the caller read it."""
    if version is not None and version != need.version:
        raise Conflict(
            Problem(
                code="need_stale",
                field="version",
                value=version,
                message=gettext_noop("Somebody has changed the need in the meantime."),
                remedy=gettext_noop("Load the need again, check what has changed, and repeat your change."),
            )
        )


note = partial(trail.note, kind=KIND)
"""Add the audit line of one write."""
