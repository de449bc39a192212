"""A form with every kind of field, and what a refused one looks like."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naves.web.design.widgets import DayInput

THEMES = [("", _("Choose a theme")), ("transport", _("Transport")), ("energy", _("Energy")), ("health", _("Health"))]
SEVERITY = [("1", _("It bothers")), ("2", _("It limits")), ("3", _("It endangers"))]
GROUPS = [("seniors", _("Older people")), ("families", _("Families with children")), ("commuters", _("Commuters"))]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=_("What is missing?"), help_text=_("One sentence, as you would say it to a neighbour."), max_length=120
    )
    description = forms.CharField(label=_("Description"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES)
    severity = forms.ChoiceField(label=_("How serious is it?"), choices=SEVERITY, widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(
        label=_("Whom does it touch most?"), choices=GROUPS, widget=forms.CheckboxSelectMultiple, required=False
    )
    noticed = forms.DateField(label=_("Noticed on"), widget=DayInput, required=False)
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, help_text=_("An estimate is enough."), required=False
    )
    document = forms.FileField(label=_("Document"), help_text=_("PDF, at most 10 MB."), required=False)
    published = forms.BooleanField(
        label=_("Publish at once"), help_text=_("Otherwise it waits as a draft."), required=False
    )


def refused_form() -> SampleForm:
    """Return the form as it comes back with errors."""
    form = SampleForm({"bad-title": "", "bad-theme": "", "bad-people": "-3"}, prefix="bad")
    form.is_valid()
    return form
