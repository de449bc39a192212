"""Evidence of a need: what shows that it is real."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naves.domains.needs.enums import EvidenceKind
from naves.domains.needs.rules.evidence import SOURCE_LENGTH, TEXT_LENGTH, TITLE_LENGTH, URL_LENGTH, EvidenceValues
from naves.domains.needs.rules.files import EXTENSIONS
from naves.kernel.clock import today
from naves.web.design.widgets import DayInput


class EvidenceForm(forms.Form):
    """One piece of evidence; ``optional`` where it may be left out whole."""

    kind = forms.ChoiceField(label=_("Kind of evidence"), choices=EvidenceKind.choices)
    source = forms.CharField(
        label=_("Where does it come from?"),
        max_length=SOURCE_LENGTH,
        help_text=_("The survey, the council session, a call from Nádražní street …"),
    )
    occurred_on = forms.DateField(label=_("Date"), widget=DayInput)
    title = forms.CharField(label=_("Name of the document"), required=False, max_length=TITLE_LENGTH)
    text = forms.CharField(
        label=_("What does it say?"), required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    url = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=URL_LENGTH,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, picture, Word, Excel or OpenDocument, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{extension}" for extension in EXTENSIONS)}),
    )
    people = forms.IntegerField(
        label=_("How many people stand behind it?"), required=False, help_text=_("Signatures, respondents, callers.")
    )

    def __init__(self, *args: Any, optional: bool = False, **options: Any) -> None:
        """Without ``optional`` the source is required."""
        super().__init__(*args, **options)
        self.fields["occurred_on"].initial = today()
        self.optional = optional
        if optional:
            for name in ("kind", "source", "occurred_on"):
                self.fields[name].required = False

    @property
    def is_given(self) -> bool:
        """Whether anything but the day and the kind is filled in."""
        said = self.cleaned_data
        return any(said.get(name) for name in ("source", "title", "text", "url", "file", "people"))

    @property
    def is_open(self) -> bool:
        """Whether the disclosure shows its fields: something is filled in, or wrong."""
        return self.is_bound and (bool(self.errors) or any(self[name].value() for name in ("source", "title", "text")))

    def values(self) -> EvidenceValues:
        """Return the contents for the domain, which checks them."""
        said = self.cleaned_data
        return EvidenceValues(
            kind=said.get("kind") or EvidenceKind.PHONE_NOTE,
            source=said["source"],
            occurred_on=said.get("occurred_on") or today(),
            title=said["title"],
            text=said["text"],
            url=said["url"],
            people=said["people"],
        )
