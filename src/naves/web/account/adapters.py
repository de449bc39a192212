"""How django-allauth meets our people: their language, their name, the audit log."""

from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils.translation import get_language

from naves.domains.accounts import audit
from naves.domains.accounts.models import User
from naves.kernel.clock import now


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Sign-in with password, and letters about it."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Keep the language in which somebody signed up, and note that they did."""
        user.language = get_language() or settings.LANGUAGE_CODE
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit:
            note_signup(saved)
        return saved

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """Trust the address of whoever was invited or set up by an administrator: they never signed up themselves."""
        if not EmailAddress.objects.filter(user=user).exists():
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        response: HttpResponse | None = super().pre_login(request, user, **more)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the home page in the person's own language."""
        address: str = super().get_login_redirect_url(request)
        user = request.user
        return translate_url(address, user.language) if isinstance(user, User) else address

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sign letters with the name of the platform rather than with its host."""
        host = self.request.get_host() if self.request else ""
        site = SimpleNamespace(name=settings.SITE_NAME, domain=host)
        super().send_mail(template_prefix, email, {"current_site": site, **context})


class ServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Sign-in over OpenID Connect."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Take over the whole name: we keep one field for it."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        user.name = (data.get("name") or " ".join(filter(None, parts)))[:200]
        user.language = get_language() or settings.LANGUAGE_CODE
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: BaseForm | None = None) -> User:
        """Note that somebody came over the service."""
        saved: User = super().save_user(request, sociallogin, form)
        note_signup(saved)
        return saved


def note_signup(user: User) -> None:
    """Write the audit line of an account that a person made for themselves."""
    audit.record(
        actor_id=user.pk,
        action="person.signed_up",
        kind="user",
        identifier=user.pk,
        after={"language": user.language},
        at=now(),
    )
