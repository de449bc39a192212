"""Reasons and choices that a step of a need asks for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from naves.domains.needs.models import Need
from naves.web.design.formats import day
from naves.web.design.words import NEED_STATUS, Text

REASON_ROWS = 3


class ReasonForm(forms.Form):
    """Why; ``required`` where the step cannot go without. ``version`` is the need as the writer saw it."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": REASON_ROWS}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, label: Text = "", help_text: Text = "", required: bool = True, **more: Any) -> None:
        """Word the question as the step needs it."""
        super().__init__(*args, **more)
        reason = self.fields["reason"]
        reason.required = required
        reason.label = str(label) or reason.label
        reason.help_text = str(help_text)


class PickNeedForm(forms.Form):
    """One of the needs of the place."""

    need = forms.ChoiceField(label=_("Need"), widget=widgets.RadioSelect)

    def __init__(self, *args: Any, needs: Sequence[Need], label: Text = "", **more: Any) -> None:
        """Offer ``needs``."""
        super().__init__(*args, **more)
        self.by_id = {str(need.pk): need for need in needs}
        field = self.fields["need"]
        field.choices = [(key, _told(need)) for key, need in self.by_id.items()]  # type: ignore[attr-defined]
        field.label = str(label) or field.label

    @property
    def chosen(self) -> Need:
        """Return the need that was chosen."""
        return self.by_id[self.cleaned_data["need"]]


def _told(need: Need) -> str:
    """Tell needs of the same title apart."""
    return f"{need.title} ({NEED_STATUS[need.status].label}, {day(need.voiced_on)})"


class MergeForm(PickNeedForm):
    """Which need says the same, and why they are one."""

    reason = forms.CharField(
        label=_("Why are they the same need?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": REASON_ROWS}),
        help_text=_("Everyone who follows one of the needs will read it."),
    )
