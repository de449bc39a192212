"""A person's own page: who they are, for whom they act, how they sign in, what they follow."""

from dataclasses import dataclass
from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.accounts.models import User
from naves.domains.accounts.operations import edit_person
from naves.domains.accounts.queries import tokens_of
from naves.domains.accounts.rules import holds
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.queries import NeedFilter, need_list
from naves.domains.organisations.queries import memberships_of
from naves.domains.strategies.queries import levels_of
from naves.kernel.clock import now, today
from naves.web.account.forms import PersonForm
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.parts import Fact

MOST_FOLLOWED = 10
SEEN = (NeedStatus.PUBLISHED, NeedStatus.ANSWERED, NeedStatus.MERGED, NeedStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Protection:
    """What guards the account beside the password."""

    has_app: bool
    keys: int
    codes_left: int

    @property
    def is_on(self) -> bool:
        """Whether a stolen password alone opens nothing."""
        return self.has_app or self.keys > 0


def person_of(request: HttpRequest) -> User:
    """Return who is signed in."""
    return cast("User", request.user)


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the person's data, memberships, ways to sign in and followed needs."""
    user = person_of(request)
    followed = need_list(actor_of(request), NeedFilter(statuses=SEEN, follower_id=user.pk), limit=MOST_FOLLOWED)
    levels = levels_of([item.need.pk for item in followed.items], today())
    context = {
        "person": _facts(user),
        "memberships": list(memberships_of(user)),
        "protection": protection_of(user),
        "services": list(SocialAccount.objects.filter(user=user)),
        "has_password": user.has_usable_password(),
        "tokens": sum(holds(token, now()) for token in tokens_of(user)),
        "followed": [(item.need, levels[item.need.pk]) for item in followed.items],
        "followed_total": followed.total,
        "breadcrumbs": [(_("My account"), "")],
    }
    return render(request, "account/home.html", context)


def _facts(user: User) -> list[Fact]:
    languages: dict[str, Any] = {"cs": "Čeština", "en": "English"}
    return [
        Fact(_("Name and surname"), user.name or _("not stated")),
        Fact(_("E-mail address"), user.email),
        Fact(_("Language"), languages[user.language]),
    ]


def protection_of(user: User) -> Protection:
    """Return the state of two-factor sign-in (one query)."""
    rows = list(Authenticator.objects.filter(user=user))
    codes = [row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    return Protection(
        has_app=any(row.type == Authenticator.Type.TOTP for row in rows),
        keys=sum(row.type == Authenticator.Type.WEBAUTHN for row in rows),
        codes_left=sum(len(row.wrap().get_unused_codes()) for row in codes),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest) -> HttpResponse:
    """Change the name and the language."""
    user = person_of(request)
    form = PersonForm(sent(request), initial={"name": user.name, "language": user.language})
    if request.method == "POST":
        done = attempt(
            form,
            lambda: edit_person(
                user=user,
                by=user,
                at=now(),
                name=form.cleaned_data["name"],
                language=form.cleaned_data["language"],
            ),
        )
        if done is not None:
            with translation.override(done.language):
                messages.success(request, _("Your data were changed."))
            return redirect(translate_url(reverse("account:home"), done.language))
    return form_page(
        request,
        form,
        heading=_("Name and language"),
        cancel=reverse("account:home"),
        breadcrumbs=[(_("My account"), reverse("account:home")), (_("Name and language"), "")],
    )
