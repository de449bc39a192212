"""Forms of one's own account."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from naves.domains.accounts.models import User
from naves.domains.accounts.operations import LONGEST_NAME
from naves.domains.accounts.rules import LONGEST_LIFE
from naves.domains.accounts.scopes import SCOPES
from naves.kernel.clock import today
from naves.web.design.widgets import DayInput

USUAL_LIFE = timedelta(days=90)


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name and surname"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )


class NameForm(forms.Form):
    """What signing up asks for beside the address and the password."""

    name = _name()
    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name."""
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])


class PersonForm(forms.Form):
    """How a person is called and spoken to."""

    name = _name()
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Of letters that we send you, and of the pages after you sign in."),
    )


def scope_choices() -> list[tuple[str, str]]:
    """Return what a token may be allowed, in the reader's language."""
    return [(code, _now(text)) for code, text in SCOPES.items()]


class TokenForm(forms.Form):
    """A new token for a program."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=LONGEST_NAME, help_text=_("Such as: nightly import of needs.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=scope_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you yourself may do. What is public is read without a token."),
    )
    expires_on = forms.DateField(label=_("Last day"), widget=DayInput, help_text=_("A year from now at the latest."))

    def clean_expires_on(self) -> date:
        """Refuse days that are over or too far."""
        day: date = self.cleaned_data["expires_on"]
        if not today() <= day < today() + LONGEST_LIFE:
            raise ValidationError(_("The day must lie ahead, at most a year from now. Choose another one."))
        return day


class EraseForm(forms.Form):
    """Consent that cannot be given by a slip of the hand."""

    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("Write it out to confirm."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Remember whom it concerns."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """Compare it with the account's."""
        email: str = self.cleaned_data["email"]
        if email.strip().lower() != self.user.email.lower():
            raise ValidationError(_("This is not the address of your account. Write the one that you sign in with."))
        return email


class ConsentForm(forms.Form):
    """A deed that asks for nothing but consent; what is refused stands above it."""
