"""One's personal data: all of it as a file, and the way to be forgotten.

Both ask for the password again: a browser left open is not its owner.
"""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.accounts.privacy import erase_person, export_person
from naves.kernel.clock import now, today
from naves.web.account.forms import EraseForm
from naves.web.account.views.home import person_of
from naves.web.design.acting import attempt, form_page, sent
from naves.web.design.navigation import address_of


@never_cache
@require_safe
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is not typed
def export(request: HttpRequest) -> HttpResponse:
    """Send everything that is kept about the person."""
    user = person_of(request)
    body = json.dumps(export_person(user=user, by=user), ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="naves-{today().isoformat()}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is not typed
def erase(request: HttpRequest) -> HttpResponse:
    """Forget the person."""
    user = person_of(request)
    form = EraseForm(sent(request), user=user)
    if request.method == "POST":
        done = attempt(form, lambda: erase_person(user=user, by=user, at=now()))
        if done is not None:
            logout(request)
            messages.success(request, _("Your account was erased. Thank you for your time with us."))
            return redirect(address_of("monitor:home") or "/")
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Erase my account"),
        question=_("Shall we forget who you are? This cannot be undone."),
        consequences=[
            _("Your name, address, password, keys and tokens are deleted."),
            _("Your memberships end and you no longer follow anything."),
            _("What you recorded for others stays, without your name."),
        ],
        submit=_("Erase my account"),
        danger=True,
        cancel=reverse("account:home"),
        breadcrumbs=[(_("My account"), reverse("account:home")), (_("Erase my account"), "")],
    )
