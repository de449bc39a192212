"""Keys of programs that act for a person over the API."""

import uuid

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naves.domains.accounts.models import ApiToken
from naves.domains.accounts.operations import create_token, revoke_token
from naves.domains.accounts.queries import tokens_of
from naves.domains.accounts.scopes import SCOPES
from naves.kernel.clock import end_of_day, now, today
from naves.kernel.errors import NotFound
from naves.web.account.forms import USUAL_LIFE, ConsentForm, TokenForm
from naves.web.account.views.home import person_of
from naves.web.design.acting import UNPROCESSABLE, actor_of, attempt, form_page, sent
from naves.web.design.words import Look

GET_OR_POST = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(GET_OR_POST)
@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth is not typed
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens and make a new one; its secret stands on the page that answers, and nowhere after."""
    user = person_of(request)
    form = TokenForm(sent(request), initial={"expires_on": today() + USUAL_LIFE})
    made: tuple[ApiToken, str] | None = None
    if request.method == "POST":
        made = attempt(
            form,
            lambda: create_token(
                user=user,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=end_of_day(form.cleaned_data["expires_on"]),
                at=now(),
                request_id=actor_of(request).request_id,
            ),
            names={"expires_at": "expires_on"},
        )
    context = {
        "form": form,
        "made": made[0] if made else None,
        "secret": made[1] if made else "",
        "tokens": [(token, _scopes(token), _look(token)) for token in tokens_of(user)],
        "breadcrumbs": [(_("My account"), reverse("account:home")), (_("API tokens"), "")],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "account/tokens.html", context, status=status)


def _scopes(token: ApiToken) -> list[str]:
    return [_(SCOPES[scope]) for scope in token.scopes if scope in SCOPES]


def _look(token: ApiToken) -> Look:
    if token.revoked_at is not None:
        return Look(_("revoked"), "neutral", "x-lg")
    if token.expires_at <= now():
        return Look(_("expired"), "warning", "exclamation-lg")
    return Look(_("valid"), "success", "check-lg")


@require_http_methods(GET_OR_POST)
@login_required
def revoke(request: HttpRequest, token_id: uuid.UUID) -> HttpResponse:
    """End a token at once."""
    user = person_of(request)
    token = tokens_of(user).filter(pk=token_id).first()
    if token is None:
        raise NotFound("token", token_id)
    form = ConsentForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: revoke_token(token_id=token.pk, by=user, at=now(), request_id=actor_of(request).request_id),
        )
        if done is not None:
            messages.success(request, _("The token no longer holds."))
            return redirect("account:tokens")
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Revoke the token"),
        question=_("Shall the token “%(name)s” no longer hold?") % {"name": token.name},
        consequences=[_("Programs that use it are refused from this moment.")],
        submit=_("Revoke the token"),
        danger=True,
        cancel=reverse("account:tokens"),
        breadcrumbs=[
            (_("My account"), reverse("account:home")),
            (_("API tokens"), reverse("account:tokens")),
            (_("Revoke the token"), ""),
        ],
    )
