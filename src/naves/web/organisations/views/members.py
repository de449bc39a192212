"""Who acts for an organisation: asking, agreeing, roles, leaving."""

import uuid

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.organisations import operations
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.organisations.permissions import Action, require
from naves.domains.organisations.queries import get_membership, get_organisation
from naves.kernel.clock import now
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.organisations.forms import ConsentForm, RoleForm

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def join(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Ask to act for an organisation."""
    shown = get_organisation(organisation_id)
    require(actor_of(request), Action.REQUEST_MEMBERSHIP, shown)
    form = ConsentForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form, lambda: operations.request_membership(actor=actor_of(request), at=now(), organisation=shown)
        )
        if done is not None:
            messages.success(request, _("Your request was sent. A manager of the organisation will decide."))
            return redirect("organisations:organisation", shown.pk)
    return _page(
        request,
        form,
        shown,
        template="design/confirm.html",
        heading=_("Join the organisation"),
        question=_("Do you want to act for “%(name)s”?") % {"name": shown.name},
        consequences=[_("Its managers see your name and e-mail address and decide about your role.")],
        submit=_("Send the request"),
    )


@require_http_methods(GET_OR_POST)
def approve(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Agree to a request, in a role."""
    shown = _managed(request, membership_id)
    form = RoleForm(sent(request), initial={"role": shown.role})
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.approve_membership(
                actor=actor_of(request), at=now(), membership=shown, role=MemberRole(form.cleaned_data["role"])
            ),
        )
        if done is not None:
            messages.success(request, _("%(person)s now acts for the organisation.") % {"person": shown.user})
            return redirect("organisations:organisation", shown.organisation_id)
    return _page(
        request,
        form,
        shown.organisation,
        heading=_("Agree to the request"),
        lead=f"{shown.user} ({shown.user.email})",
        submit=_("Agree"),
    )


@require_http_methods(GET_OR_POST)
def role(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """Give a member another role."""
    shown = _managed(request, membership_id)
    form = RoleForm(sent(request), initial={"role": shown.role})
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.change_role(
                actor=actor_of(request), at=now(), membership=shown, role=MemberRole(form.cleaned_data["role"])
            ),
        )
        if done is not None:
            messages.success(request, _("The role was changed."))
            return redirect("organisations:organisation", shown.organisation_id)
    return _page(
        request,
        form,
        shown.organisation,
        heading=_("Change the role"),
        lead=f"{shown.user} ({shown.user.email})",
        submit=_("Change the role"),
    )


@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """End a membership, decline a request, or leave."""
    actor = actor_of(request)
    shown = get_membership(membership_id)
    is_own = shown.user_id == actor.user_id
    if not is_own:
        require(actor, Action.MANAGE_MEMBERS, shown.organisation)
    form = ConsentForm(sent(request))
    heading, question = _words(shown, is_own=is_own)
    if request.method == "POST":
        done = attempt(form, lambda: operations.end_membership(actor=actor, at=now(), membership=shown))
        if done is not None:
            messages.success(request, _("The membership was ended."))
            return redirect("organisations:organisation", shown.organisation_id)
    return _page(
        request,
        form,
        shown.organisation,
        template="design/confirm.html",
        heading=heading,
        question=question,
        submit=heading,
        danger=True,
    )


def _words(shown: Membership, *, is_own: bool) -> tuple[str, str]:
    names = {"person": shown.user, "organisation": shown.organisation.name}
    if is_own and shown.approved_at is None:
        return _("Take the request back"), _("Do you no longer want to act for “%(organisation)s”?") % names
    if is_own:
        return _("Leave the organisation"), _("Do you no longer want to act for “%(organisation)s”?") % names
    if shown.approved_at is None:
        return _("Decline the request"), _("Shall the request of %(person)s be declined?") % names
    return _("End the membership"), _("Shall %(person)s no longer act for “%(organisation)s”?") % names


def _managed(request: HttpRequest, membership_id: uuid.UUID) -> Membership:
    shown = get_membership(membership_id)
    require(actor_of(request), Action.MANAGE_MEMBERS, shown.organisation)
    return shown


def _page(
    request: HttpRequest,
    form: BaseForm,
    shown: Organisation,
    *,
    heading: str,
    template: str = "design/form_page.html",
    **context: object,
) -> HttpResponse:
    address = reverse("organisations:organisation", args=[shown.pk])
    trail = [(_("Organisations"), reverse("organisations:list")), (shown.name, address), (heading, "")]
    return form_page(request, form, template=template, heading=heading, cancel=address, breadcrumbs=trail, **context)
