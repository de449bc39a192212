"""Every use of data that a grant lets be used goes into the audit log."""

from datetime import datetime

from naves.domains.accounts.models import AuditEntry
from naves.domains.catalogue.enums import GrantAction, SubjectKind
from naves.domains.catalogue.models import Dataset, Grant
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.record_permissions import Relation, relations
from naves.domains.catalogue.rules.grants import stands
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed

_RANK = list(GrantAction)


def use_data(*, actor: Actor, at: datetime, dataset: Dataset, action: GrantAction, what: str) -> Grant | None:
    """Let ``actor`` use the data of ``dataset`` and note it, or refuse.

    The owner's own people need no grant and None is returned; what is published is open to all and is not
    asked about here. ``what`` says which file or which query.
    """
    if Relation.OWNER_MEMBER in relations(actor, dataset.owner_id):
        return None
    grant = grant_for(actor, dataset, action, at)
    if grant is None:
        raise NotAllowed(f"{action.value}_data", "dataset")
    note(
        actor=actor,
        at=at,
        action="grant.used",
        kind="grant",
        identifier=grant.pk,
        after={"dataset": dataset.pk, "action": action.value, "what": what[:500], "purpose": grant.purpose},
    )
    return grant


def grant_for(actor: Actor, dataset: Dataset, action: GrantAction, at: datetime) -> Grant | None:
    """Return a grant that lets ``actor`` do ``action`` at that moment, the narrowest subject first."""
    ours = {held.organisation_id for held in actor.grants}
    order = [SubjectKind.PERSON, SubjectKind.ORGANISATION, SubjectKind.SIGNED_IN, SubjectKind.PUBLIC]
    fitting = [
        grant
        for grant in dataset.grants.filter(revoked_at=None)
        if stands(grant, at)
        and _RANK.index(GrantAction(grant.action)) >= _RANK.index(action)
        and (
            grant.subject_kind == SubjectKind.PUBLIC
            or (grant.subject_kind == SubjectKind.SIGNED_IN and not actor.is_anonymous)
            or (grant.subject_kind == SubjectKind.PERSON and grant.person_id == actor.user_id)
            or (grant.subject_kind == SubjectKind.ORGANISATION and grant.organisation_id in ours)
        )
    ]
    return min(fitting, key=lambda grant: order.index(SubjectKind(grant.subject_kind)), default=None)


def uses_of(grant: Grant) -> list[AuditEntry]:
    """Return when the grant was used, the newest first."""
    lines = AuditEntry.objects.filter(kind="grant", identifier=str(grant.pk), action="grant.used")
    return list(lines.order_by("-sequence"))
