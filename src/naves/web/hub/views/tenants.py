"""Tenants of the hub: the list, one of them, founding and closing."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.catalogue.operations import tenants as operations
from naves.domains.catalogue.permissions import Action, may, require
from naves.domains.catalogue.queries.tenants import founding_organisations, visible_tenants
from naves.kernel.clock import now
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.parts import Fact
from naves.web.hub.forms import DescriptionForm, TenantForm
from naves.web.hub.live import Live
from naves.web.hub.views.around import found as found_tenant
from naves.web.hub.views.around import frame

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def tenants(request: HttpRequest) -> HttpResponse:
    """List the tenants that the reader sees something of."""
    actor = actor_of(request)
    rows = []
    for tenant in visible_tenants(actor, at=now()):
        types = Live(tenant, actor).types()
        rows.append((tenant, sum(each.count for each in types), len(types)))
    context = {
        "rows": rows,
        "may_found": actor.is_administrator or bool(founding_organisations(actor)),
        "breadcrumbs": [(_("Live data"), "")],
    }
    return render(request, "hub/list.html", context)


@require_safe
def tenant(request: HttpRequest, name: str) -> HttpResponse:
    """Show what is in a tenant, how fast it comes, and how a program gets to it."""
    shown, live = found_tenant(request, name)
    actor = actor_of(request)
    facts = [
        Fact(_("Owner"), shown.owner.name, reverse("organisations:organisation", args=[shown.owner_id])),
        Fact(_("Name for programs"), shown.name),
        Fact(_("Address"), f"{settings.NAVES_PUBLIC_ADDRESS}/ngsi-ld/v1"),
    ]
    context = {
        **frame(request, shown, live, "tenant"),
        "facts": facts,
        "types": live.types(),
        "rates": live.rates() if live.reads_something else None,
        "address": settings.NAVES_PUBLIC_ADDRESS,
        "may_edit": may(actor, Action.EDIT_TENANT, shown.owner_id),
        "reads": live.reads_something,
    }
    return render(request, "hub/tenant.html", context)


@require_http_methods(GET_OR_POST)
@login_required
def found(request: HttpRequest) -> HttpResponse:
    """Found a tenant for an organisation that the reader manages."""
    actor = actor_of(request)
    form = TenantForm(sent(request), actor=actor)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: operations.found_tenant(
                actor=actor, at=now(), owner=form.cleaned_data["owner"], values=form.values()
            ),
        )
        if made is not None:
            messages.success(request, _("The tenant “%(title)s” was founded.") % {"title": made.title})
            return redirect("hub:tenant", made.name)
    heading = _("New tenant")
    return form_page(
        request,
        form,
        heading=heading,
        lead=_(
            "A tenant keeps the live data of one organisation apart from everybody else's. "
            "Its owner says who may use them."
        ),
        submit=_("Found the tenant"),
        cancel=reverse("hub:list"),
        breadcrumbs=[(_("Live data"), reverse("hub:list")), (heading, "")],
    )


@require_http_methods(GET_OR_POST)
@login_required
def describe(request: HttpRequest, name: str) -> HttpResponse:
    """Change what people read about a tenant."""
    shown, live = found_tenant(request, name)
    actor = actor_of(request)
    require(actor, Action.EDIT_TENANT, shown.owner_id)
    form = DescriptionForm(sent(request), initial={"title": shown.title, "description": shown.description})
    address = reverse("hub:tenant", args=[shown.name])
    if request.method == "POST":
        described = attempt(
            form,
            lambda: operations.describe_tenant(
                actor=actor,
                at=now(),
                tenant=shown,
                title=form.cleaned_data["title"],
                description=form.cleaned_data["description"],
            ),
        )
        if described is not None:
            return redirect(address)
    heading = _("Edit the tenant")
    return form_page(
        request,
        form,
        heading=heading,
        submit=_("Save"),
        cancel=address,
        breadcrumbs=frame(request, shown, live, "", heading)["breadcrumbs"],
    )


@require_http_methods(GET_OR_POST)
@login_required
def close(request: HttpRequest, name: str) -> HttpResponse:
    """Close a tenant after a question."""
    shown, live = found_tenant(request, name)
    actor = actor_of(request)
    require(actor, Action.CLOSE_TENANT, shown.owner_id)
    if request.method == "POST":
        operations.close_tenant(actor=actor, at=now(), tenant=shown)
        messages.success(request, _("The tenant “%(title)s” is closed.") % {"title": shown.title})
        return redirect("hub:list")
    context = {
        "heading": _("Close the tenant?"),
        "question": shown.title,
        "consequences": [
            _("Nobody reaches its data any more, neither programs nor people."),
            _("The data stay in the hub; its operator can take them out with a dump."),
        ],
        "submit": _("Close the tenant"),
        "danger": True,
        "cancel": reverse("hub:tenant", args=[shown.name]),
        "breadcrumbs": frame(request, shown, live, "", _("Close the tenant"))["breadcrumbs"],
    }
    return render(request, "design/confirm.html", context)
