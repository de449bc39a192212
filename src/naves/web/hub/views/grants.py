"""Rights to the data of a tenant: who has them, giving and taking them away."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from naves.adapters.hub_control.uses import uses_of_grants
from naves.domains.catalogue.enums import SubjectKind
from naves.domains.catalogue.models import Grant
from naves.domains.catalogue.operations import grants as operations
from naves.domains.catalogue.permissions import Action, may, require
from naves.domains.catalogue.queries.tenants import State, get_grant, grants_of
from naves.kernel.clock import now
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.words import Look
from naves.web.hub.forms import GrantForm
from naves.web.hub.live import Live
from naves.web.hub.shown import moment_of
from naves.web.hub.views.around import found, frame

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def grants(request: HttpRequest, name: str) -> HttpResponse:
    """List the rights, standing ones first, with their use."""
    tenant, live = found(request, name)
    actor = actor_of(request)
    require(actor, Action.SEE_GRANTS, tenant.owner_id, kind="grant")
    uses = uses_of_grants()
    rows = []
    for line in grants_of(actor, tenant, at=now()):
        use = uses.get(line.grant.pk)
        rows.append(
            {
                "grant": line.grant,
                "subject": subject(line.grant),
                "named": line.grant.subject_kind not in {SubjectKind.PUBLIC, SubjectKind.SIGNED_IN},
                "target": _target(live, line.grant),
                "look": _look(line.state),
                "stands": line.state in {"stands", "not_yet"},
                "uses": use.uses if use else 0,
                "last": moment_of(use.last) if use else None,
            }
        )
    context = {
        **frame(request, tenant, live, "grants", _("Rights to the data")),
        "rows": rows,
        "may_give": may(actor, Action.GIVE_GRANT, tenant.owner_id),
        "may_revoke": may(actor, Action.REVOKE_GRANT, tenant.owner_id),
    }
    return render(request, "hub/grants.html", context)


@require_http_methods(GET_OR_POST)
@login_required
def give(request: HttpRequest, name: str) -> HttpResponse:
    """Give a right."""
    tenant, live = found(request, name)
    actor = actor_of(request)
    require(actor, Action.GIVE_GRANT, tenant.owner_id, kind="grant")
    form = GrantForm(sent(request), actor=actor, tenant=tenant, types=live.types())
    address = reverse("hub:grants", args=[tenant.name])
    if request.method == "POST":
        made = attempt(form, lambda: operations.give_grant(actor=actor, at=now(), target=tenant, values=form.values()))
        if made is not None:
            messages.success(request, _("The right was given and holds from now on."))
            return redirect(address)
    heading = _("Give a right")
    return form_page(
        request,
        form,
        heading=heading,
        lead=_(
            "A right is given for a purpose and can be taken away at any time. "
            "It does not change: to change it, take it away and give another."
        ),
        submit=heading,
        cancel=address,
        breadcrumbs=[
            *frame(request, tenant, live, "", _("Rights to the data"))["breadcrumbs"][:-1],
            (_("Rights to the data"), address),
            (heading, ""),
        ],
    )


@require_http_methods(GET_OR_POST)
@login_required
def revoke(request: HttpRequest, name: str, grant_id: uuid.UUID) -> HttpResponse:
    """Take a right away after a question."""
    tenant, live = found(request, name)
    actor = actor_of(request)
    grant = get_grant(actor, tenant, grant_id)
    require(actor, Action.REVOKE_GRANT, tenant.owner_id, kind="grant")
    address = reverse("hub:grants", args=[tenant.name])
    if request.method == "POST":
        operations.revoke_grant(actor=actor, at=now(), grant=grant)
        messages.success(request, _("The right was taken away; it no longer holds."))
        return redirect(address)
    context = {
        "heading": _("Take the right away?"),
        "question": f"{subject(grant)} · {grant.get_action_display()} · {grant.purpose}",
        "consequences": [_("From the next request on it no longer holds."), _("It stays in the list as revoked.")],
        "submit": _("Take it away"),
        "danger": True,
        "cancel": address,
        "breadcrumbs": frame(request, tenant, live, "", _("Rights to the data"))["breadcrumbs"],
    }
    return render(request, "design/confirm.html", context)


def subject(grant: Grant) -> str:
    """Return who has a right, in words."""
    named = {
        SubjectKind.ORGANISATION: grant.organisation,
        SubjectKind.PERSON: grant.person,
        SubjectKind.APPLICATION: grant.application,
    }.get(SubjectKind(grant.subject_kind))
    return str(named) if named is not None else str(grant.get_subject_kind_display())


def _target(live: Live, grant: Grant) -> str:
    parts = [", ".join(live.short(each) for each in grant.types), ", ".join(grant.ids), grant.scope]
    return " · ".join(filter(None, parts)) or _("everything in the tenant")


def _look(state: State) -> Look:
    return {
        "stands": Look(pgettext("grant", "holds"), "success", "check-lg"),
        "not_yet": Look(pgettext("grant", "not yet"), "primary", "chevron-right"),
        "over": Look(pgettext("grant", "over"), "neutral", "dash-lg"),
        "revoked": Look(pgettext("grant", "revoked"), "error", "x-lg"),
    }[state]
