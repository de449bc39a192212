"""Rights to data: given for a purpose by the one who owns the data, and taken away at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from naves.domains.accounts.models import ApiToken, User
from naves.domains.catalogue.enums import SubjectKind
from naves.domains.catalogue.events import AccessChanged
from naves.domains.catalogue.models import Dataset, Grant, Tenant
from naves.domains.catalogue.permissions import Action, require
from naves.domains.catalogue.rules.grants import GrantValues, problems_of
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.trail import note
from naves.kernel.clock import prague_date
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop
from naves.kernel.events import emit

_FIELDS = (
    "subject_kind", "organisation_id", "person_id", "application_id", "action", "purpose", "types", "ids", "scope",
    "first_day", "last_day",
)  # fmt: skip


@transaction.atomic
def give_grant(*, actor: Actor, at: datetime, target: Tenant | Dataset, values: GrantValues) -> Grant:
    """Give a right to a tenant's entities, or to a dataset; it holds at once, or from its first day."""
    require(actor, Action.GIVE_GRANT, target.owner_id, kind="grant")
    if isinstance(target, Tenant) and target.closed_at is not None:
        raise Conflict(
            Problem(
                code="tenant_closed",
                message=gettext_noop("This tenant is closed; nobody reaches its data."),
                remedy=gettext_noop("Give the right to another tenant."),
            )
        )
    problems = [*problems_of(values, today=prague_date(at)), *_unknown_subject(values)]
    if problems:
        raise Refused(problems)
    kind = values.subject_kind
    grant = Grant.objects.create(
        tenant=target if isinstance(target, Tenant) else None,
        dataset=target if isinstance(target, Dataset) else None,
        types=list(values.types),
        ids=list(values.ids),
        scope=values.scope,
        subject_kind=kind,
        organisation_id=values.organisation_id if kind == SubjectKind.ORGANISATION else None,
        person_id=values.person_id if kind == SubjectKind.PERSON else None,
        application_id=values.application_id if kind == SubjectKind.APPLICATION else None,
        action=values.action,
        purpose=values.purpose.strip(),
        first_day=values.first_day,
        last_day=values.last_day,
        given_at=at,
        given_by_id=actor.user_id,
    )
    _note(actor, at, "grant.given", grant, after=_contents(grant))
    emit(AccessChanged())
    return grant


@transaction.atomic
def revoke_grant(*, actor: Actor, at: datetime, grant: Grant) -> Grant:
    """Take a right away, at once; doing it twice is once."""
    require(actor, Action.REVOKE_GRANT, owner_of(grant), kind="grant")
    grant = Grant.objects.select_for_update(of=("self",)).select_related("tenant", "dataset").get(pk=grant.pk)
    if grant.revoked_at is None:
        grant.revoked_at, grant.revoked_by_id = at, actor.user_id
        grant.save(update_fields=["revoked_at", "revoked_by"])
        _note(actor, at, "grant.revoked", grant, before=_contents(grant))
        emit(AccessChanged())
    return grant


def owner_of(grant: Grant) -> UUID | None:
    """Return the organisation whose data the grant is about."""
    target = grant.tenant or grant.dataset
    return target.owner_id if target is not None else None


def _unknown_subject(values: GrantValues) -> list[Problem]:
    wanted = (
        ("organisation", values.organisation_id, Organisation.objects.filter(closed_at=None)),
        ("person", values.person_id, User.objects.filter(is_active=True)),
        ("application", values.application_id, ApiToken.objects.filter(revoked_at=None)),
    )
    return [
        Problem(
            code="unknown_subject",
            field=name,
            value=str(identifier),
            message=gettext_noop("Nobody with the identifier %(value)s can be given a right."),
            params={"value": str(identifier)},
            remedy=gettext_noop("Choose from those that are offered."),
        )
        for name, identifier, known in wanted
        if identifier is not None and not known.filter(pk=identifier).exists()
    ]


def _contents(grant: Grant) -> dict[str, object]:
    return {
        "tenant": grant.tenant_id,
        "dataset": grant.dataset_id,
        **{name: getattr(grant, name) for name in _FIELDS},
    }


def _note(actor: Actor, at: datetime, verb: str, grant: Grant, **states: dict[str, object]) -> None:
    note(actor=actor, at=at, action=verb, kind="grant", identifier=grant.pk, **states)
