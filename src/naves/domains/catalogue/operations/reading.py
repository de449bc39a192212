"""Whoever reads a file or its rows is let in by the same rule."""

from datetime import datetime

from naves.domains.catalogue.enums import GrantAction, RecordStatus
from naves.domains.catalogue.models import Distribution, Grant
from naves.domains.catalogue.operations.use import use_data
from naves.domains.catalogue.record_permissions import Action, may
from naves.domains.organisations.access import Actor


def let_read(*, actor: Actor, at: datetime, part: Distribution, what: str = "") -> Grant | None:
    """Let ``actor`` read the file of ``part``, or refuse with NotAllowed.

    What is published is open. A draft and a withdrawn file are read by their owner and by whoever holds
    a grant; that use is noted, with ``what`` was asked.
    """
    dataset = part.dataset
    if dataset.status == RecordStatus.PUBLISHED or may(actor, Action.EDIT, dataset):
        return None
    return use_data(actor=actor, at=at, dataset=dataset, action=GrantAction.READ, what=what or str(part.pk))
