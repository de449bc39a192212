"""Whoever reads a file or its rows is let in by the same rule."""

import uuid
from datetime import datetime
from typing import Final

from naves.domains.catalogue.enums import GrantAction, RecordStatus
from naves.domains.catalogue.models import Distribution, Grant
from naves.domains.catalogue.operations.use import use_data
from naves.domains.catalogue.record_permissions import Action, may
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed, NotFound

KIND: Final = "distribution"


def let_read(*, actor: Actor, at: datetime, part: Distribution, what: str = "") -> Grant | None:
    """Let ``actor`` read the file of ``part``, or refuse with NotAllowed.

    What is published is open. A draft and a withdrawn file are read by their owner and by whoever holds
    a grant; that use is noted, with ``what`` was asked.
    """
    dataset = part.dataset
    if dataset.status == RecordStatus.PUBLISHED or may(actor, Action.EDIT, dataset):
        return None
    return use_data(actor=actor, at=at, dataset=dataset, action=GrantAction.READ, what=what or str(part.pk))


def open_part(*, actor: Actor, at: datetime, identifier: uuid.UUID, what: str = "") -> Distribution:
    """Return the distribution with a file of ours that ``actor`` may read.

    NotFound where there is none, or where somebody signed in may not even see its record; else NotAllowed.
    """
    part = Distribution.objects.select_related("dataset__owner").filter(pk=identifier).exclude(file="").first()
    if part is None:
        raise NotFound(KIND, identifier)
    try:
        let_read(actor=actor, at=at, part=part, what=what)
    except NotAllowed:
        if actor.is_anonymous or may(actor, Action.VIEW, part.dataset):
            # Nobody in particular is sent to sign in: perhaps a right is waiting there.
            raise
        # Whoever may not see a draft is not told that there is one.
        raise NotFound(KIND, identifier) from None
    return part
