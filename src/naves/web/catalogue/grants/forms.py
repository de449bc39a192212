"""Giving a right to data."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from naves.domains.catalogue.enums import GrantAction, SubjectKind
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.organisations.models import Organisation
from naves.web.design.widgets import DayInput

OFFERED = (SubjectKind.ORGANISATION, SubjectKind.SIGNED_IN, SubjectKind.PUBLIC)


class GrantForm(forms.Form):
    """Who, what, for what purpose, until when. Rights of single persons and programs are given over the API."""

    subject_kind = forms.ChoiceField(
        label=_("Who may use the data?"),
        choices=[(kind.value, kind.label) for kind in OFFERED],
        widget=widgets.RadioSelect,
        initial=SubjectKind.ORGANISATION,
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    action = forms.ChoiceField(
        label=_("What may they do?"),
        choices=GrantAction.choices,
        widget=widgets.RadioSelect,
        initial=GrantAction.READ,
    )
    purpose = forms.CharField(
        label=_("For what purpose?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The public will read it in the list of who has your data."),
    )
    first_day = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last_day = forms.DateField(label=_("until"), required=False, widget=DayInput)

    def __init__(self, *args: Any, owner: Organisation, **more: Any) -> None:
        """Offer all organisations but the owner."""
        super().__init__(*args, **more)
        known = Organisation.objects.filter(closed_at=None).exclude(pk=owner.pk).order_by("name_sort", "pk")
        choice: Any = self.fields["organisation"]
        choice.choices = [("", "–"), *((str(one.pk), one.name) for one in known)]

    def values(self) -> GrantValues:
        """Return the right for the domain, which checks it."""
        said = self.cleaned_data
        return GrantValues(
            subject_kind=said["subject_kind"],
            action=said["action"],
            purpose=said["purpose"],
            organisation_id=said["organisation"] or None,
            first_day=said["first_day"],
            last_day=said["last_day"],
        )
