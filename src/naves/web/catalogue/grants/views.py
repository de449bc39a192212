"""Rights of others to a dataset, and the standing public list of who has our data."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.catalogue import permissions
from naves.domains.catalogue.enums import Holder, SubjectKind
from naves.domains.catalogue.models import Grant
from naves.domains.catalogue.operations.grants import give_grant, revoke_grant
from naves.domains.catalogue.operations.use import uses_of
from naves.domains.catalogue.queries.estate import DataHolder
from naves.domains.catalogue.queries.estate import who_has_our_data as holders_of
from naves.domains.catalogue.queries.policies import policies_of
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.record_permissions import Action, may
from naves.domains.catalogue.rules.grants import stands
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now
from naves.kernel.errors import NotFound
from naves.kernel.tables import Column, Kind
from naves.web.catalogue import looks, trails
from naves.web.catalogue.fields import EmptyForm
from naves.web.catalogue.grants.forms import GrantForm
from naves.web.design import exports
from naves.web.design.acting import actor_of, attempt, form_page, sent

GET_OR_POST = ["GET", "HEAD", "POST"]
COLUMNS = (
    Column("dataset"),
    Column("who"),
    Column("how"),
    Column("purpose"),
    Column("since", Kind.DATE),
    Column("until", Kind.DATE),
    Column("iri"),
)


@require_safe
def who_has_our_data(request: HttpRequest, owner_id: uuid.UUID) -> HttpResponseBase:
    """Show or download the public list."""
    owner = get_organisation(owner_id)
    found = holders_of(owner, now())
    if name := exports.wanted(request):
        return exports.download(name, name="who-has-our-data", columns=COLUMNS, rows=(_row(one) for one in found))
    context = {
        "breadcrumbs": trails.of_owner(owner, (_("Who has our data"), "")),
        "owner": owner,
        "tabs": trails.owner_tabs(request, owner),
        "rows": [(one, looks.title_of(one.dataset), who(one)) for one in found],
    }
    return render(request, "catalogue/who.html", context)


def who(one: DataHolder) -> str:
    """Return who has the data, in words; persons and programs stay unnamed."""
    if one.grant is not None:
        return one.who or str(SubjectKind(one.how).label)
    return one.who or str(Holder(one.how).label)


@require_safe
def of_dataset(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Show the rights to a dataset."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    permissions.require(actor, permissions.Action.SEE_GRANTS, dataset.owner_id, kind="grant")
    grants = dataset.grants.select_related("organisation", "person", "application")
    context = {
        "breadcrumbs": trails.of_dataset(dataset, (_("Rights of others"), "")),
        "dataset": dataset,
        "title": looks.title_of(dataset),
        "tabs": trails.dataset_tabs(request, dataset),
        "grants": [
            (grant, stands(grant, now()), str(grant.organisation or SubjectKind(grant.subject_kind).label))
            for grant in grants
        ],
        "bindings": dataset.bindings.select_related("tenant"),
        "may_bind": may(actor, Action.BIND, dataset),
        "may_give": permissions.may(actor, permissions.Action.GIVE_GRANT, dataset.owner_id),
        "may_revoke": permissions.may(actor, permissions.Action.REVOKE_GRANT, dataset.owner_id),
    }
    return render(request, "catalogue/grants.html", context)


@require_http_methods(GET_OR_POST)
def give(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Give a right, for a purpose."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    permissions.require(actor, permissions.Action.GIVE_GRANT, dataset.owner_id, kind="grant")
    form = GrantForm(sent(request), owner=dataset.owner)
    if request.method == "POST":
        made = attempt(form, lambda: give_grant(actor=actor, at=now(), target=dataset, values=form.values()))
        if made is not None:
            messages.success(request, _("The right was given."))
            return redirect("catalogue:grants", dataset.pk)
    return form_page(
        request,
        form,
        heading=_("Let somebody use the data"),
        lead=looks.title_of(dataset),
        submit=_("Give the right"),
        cancel=reverse("catalogue:grants", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Let somebody use the data"), "")),
    )


@require_http_methods(GET_OR_POST)
def revoke(request: HttpRequest, grant_id: uuid.UUID) -> HttpResponse:
    """Take a right away, at once."""
    actor, grant = actor_of(request), _grant(grant_id)
    dataset = grant.dataset
    if dataset is None:
        raise NotFound("grant", grant_id)
    permissions.require(actor, permissions.Action.REVOKE_GRANT, dataset.owner_id, kind="grant")
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: revoke_grant(actor=actor, at=now(), grant=grant))
        if done is not None:
            messages.success(request, _("The right was taken away."))
            return redirect("catalogue:grants", dataset.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Take the right away"),
        question=grant.purpose,
        consequences=[_("From this moment on they can no longer use the data; what they have used stays in the log.")],
        submit=_("Take away"),
        danger=True,
        cancel=reverse("catalogue:grants", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Take the right away"), "")),
    )


@require_safe
def uses(request: HttpRequest, grant_id: uuid.UUID) -> HttpResponse:
    """Show when a right was used."""
    grant = _grant(grant_id)
    if grant.dataset is None:
        raise NotFound("grant", grant_id)
    permissions.require(actor_of(request), permissions.Action.SEE_GRANTS, grant.dataset.owner_id, kind="grant")
    context = {
        "breadcrumbs": trails.of_dataset(
            grant.dataset,
            (_("Rights of others"), reverse("catalogue:grants", args=[grant.dataset_id])),
            (_("Uses"), ""),
        ),
        "grant": grant,
        "title": looks.title_of(grant.dataset),
        "lines": uses_of(grant)[:200],
    }
    return render(request, "catalogue/uses.html", context)


@require_safe
def odrl(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Return the rights to a dataset as ODRL policies."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    response = JsonResponse(policies_of(actor, dataset), safe=False, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/ld+json; charset=utf-8"
    return response


def _grant(grant_id: uuid.UUID) -> Grant:
    grant = Grant.objects.select_related("dataset__owner", "organisation").filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("grant", grant_id)
    return grant


def _row(one: DataHolder) -> dict[str, object]:
    return {
        "dataset": one.dataset.title_cs,
        "who": who(one),
        "how": one.how,
        "purpose": one.purpose,
        "since": one.since,
        "until": one.until,
        "iri": one.dataset.iri,
    }
