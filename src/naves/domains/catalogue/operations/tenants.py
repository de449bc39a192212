"""Tenants of the hub: founded for an organisation, described, closed."""

from datetime import datetime

from django.db import IntegrityError, transaction

from naves.domains.catalogue.events import AccessChanged
from naves.domains.catalogue.models import Tenant
from naves.domains.catalogue.permissions import Action, require
from naves.domains.catalogue.rules.tenants import TenantValues, problems_of
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.trail import note
from naves.kernel.errors import Conflict, NotAllowed, Problem, Refused, gettext_noop
from naves.kernel.events import emit


def found_tenant(*, actor: Actor, at: datetime, owner: Organisation, values: TenantValues) -> Tenant:
    """Make a tenant that belongs to ``owner``; its members may use it from now on, each by their role."""
    require(actor, Action.FOUND_TENANT, owner.pk)
    if owner.closed_at is not None:
        raise NotAllowed(Action.FOUND_TENANT.value, "tenant", "the organisation is closed")
    _refuse_wrong(values)
    try:
        with transaction.atomic():
            tenant = Tenant.objects.create(
                name=values.name,
                title=values.title.strip(),
                description=values.description.strip(),
                owner=owner,
                created_at=at,
            )
            _note(actor, at, "tenant.founded", tenant, after=_contents(tenant))
            emit(AccessChanged())
    except IntegrityError:
        raise Conflict(
            Problem(
                code="tenant_taken",
                field="name",
                value=values.name,
                message=gettext_noop("There already is a tenant “%(value)s”."),
                params={"value": values.name},
                remedy=gettext_noop("Choose another name, such as one with the name of the town in it."),
            )
        ) from None
    return tenant


@transaction.atomic
def describe_tenant(*, actor: Actor, at: datetime, tenant: Tenant, title: str, description: str) -> Tenant:
    """Change what people read about a tenant; its name stays, since programs know it."""
    require(actor, Action.EDIT_TENANT, tenant.owner_id)
    _refuse_wrong(TenantValues(tenant.name, title, description))
    before = _contents(tenant)
    tenant.title, tenant.description = title.strip(), description.strip()
    tenant.save(update_fields=["title", "description"])
    _note(actor, at, "tenant.described", tenant, before=before, after=_contents(tenant))
    return tenant


@transaction.atomic
def close_tenant(*, actor: Actor, at: datetime, tenant: Tenant) -> Tenant:
    """Let nobody reach the data any more; they stay, so that a dump can still be made."""
    require(actor, Action.CLOSE_TENANT, tenant.owner_id)
    tenant = Tenant.objects.select_for_update().get(pk=tenant.pk)
    if tenant.closed_at is None:
        tenant.closed_at = at
        tenant.save(update_fields=["closed_at"])
        _note(actor, at, "tenant.closed", tenant)
        emit(AccessChanged())
    return tenant


def _refuse_wrong(values: TenantValues) -> None:
    if problems := problems_of(values):
        raise Refused(problems)


def _contents(tenant: Tenant) -> dict[str, object]:
    return {
        "name": tenant.name,
        "title": tenant.title,
        "description": tenant.description,
        "owner": tenant.owner_id,
    }


def _note(actor: Actor, at: datetime, verb: str, tenant: Tenant, **states: dict[str, object]) -> None:
    note(actor=actor, at=at, action=verb, kind="tenant", identifier=tenant.pk, **states)
