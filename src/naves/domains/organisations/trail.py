"""The audit line of a write: who did it, in which request, to what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from naves.domains.accounts import audit
from naves.domains.organisations.access import Actor


def note(
    *,
    actor: Actor,
    at: datetime,
    action: str,
    kind: str,
    identifier: object,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add the line to the append-only log, in the transaction of the write."""
    audit.record(
        actor_id=actor.user_id,
        action=action,
        kind=kind,
        identifier=identifier,
        before=before,
        after=after,
        at=at,
        request_id=actor.request_id,
    )
