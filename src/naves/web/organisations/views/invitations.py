"""Inviting people by e-mail, and accepting such an invitation."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from naves.domains.organisations import operations
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.invitations import accept_invitation, invitation_token, read_invitation
from naves.domains.organisations.models import Membership
from naves.domains.organisations.permissions import Action, require
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now
from naves.kernel.errors import Refused
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.organisations.forms import AcceptForm, InviteForm

GET_OR_POST = ["GET", "HEAD", "POST"]
GONE = 410


@require_http_methods(GET_OR_POST)
def invite(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Let somebody in by their e-mail address."""
    actor = actor_of(request)
    shown = get_organisation(organisation_id)
    require(actor, Action.MANAGE_MEMBERS, shown)
    form = InviteForm(sent(request), initial={"role": MemberRole.EDITOR})
    address = reverse("organisations:organisation", args=[shown.pk])
    if request.method == "POST":
        made = attempt(
            form,
            lambda: operations.invite(
                actor=actor,
                at=now(),
                organisation=shown,
                email=form.cleaned_data["email"],
                role=MemberRole(form.cleaned_data["role"]),
            ),
            names={"user": "email"},
        )
        if made is not None:
            _send(made)
            messages.success(request, _("The invitation was sent to %(email)s.") % {"email": made.user.email})
            return redirect(address)
    heading = _("Invite a person")
    return form_page(
        request,
        form,
        heading=heading,
        lead=_("A letter with a link goes to this address. The link holds for 14 days."),
        submit=_("Send the invitation"),
        cancel=address,
        breadcrumbs=[(_("Organisations"), reverse("organisations:list")), (shown.name, address), (heading, "")],
    )


def _send(membership: Membership) -> None:
    """Write to the person in their language; who has an account needs no password, only to know."""
    with translation.override(membership.user.language):
        path = reverse("organisations:invitation", args=[invitation_token(membership)])
        if membership.user.has_usable_password():
            path = reverse("organisations:organisation", args=[membership.organisation_id])
        context = {"membership": membership, "address": settings.NAVES_PUBLIC_ADDRESS + path}
        send_mail(
            _("You act for “%(name)s”") % {"name": membership.organisation.name},
            render_to_string("organisations/mail/invitation.txt", context),
            None,
            [membership.user.email],
        )


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(GET_OR_POST)
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let the person who was invited set their name and password, and sign them in."""
    try:
        membership = read_invitation(token)
    except Refused as refused:
        return render(request, "design/error.html", {"status": GONE, "problems": refused.problems}, status=GONE)
    if membership.user.has_usable_password():
        return redirect("organisations:organisation", membership.organisation_id)
    form = AcceptForm(sent(request))
    if request.method == "POST":
        user = attempt(
            form,
            lambda: accept_invitation(
                token=token, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
            ),
        )
        if user is not None:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            messages.success(
                request, _("Welcome. You now act for “%(name)s”.") % {"name": membership.organisation.name}
            )
            return redirect("organisations:organisation", membership.organisation_id)
    return form_page(
        request,
        form,
        heading=_("Accept the invitation"),
        lead=_("“%(name)s” invites you as %(email)s. Say your name and choose a password.")
        % {"name": membership.organisation.name, "email": membership.user.email},
        submit=_("Accept and sign in"),
    )
