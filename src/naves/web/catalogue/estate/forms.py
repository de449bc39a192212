"""Forms of the estate: one dataset entered on one page, the inventory row, a fact with its evidence."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naves.domains.catalogue.enums import Aspect, Holder, PersonalData, Publication, Recovery, Right
from naves.domains.catalogue.models import EstateEntry
from naves.domains.catalogue.rules.custody import FactValues
from naves.domains.catalogue.rules.estate import NAMES, EntryValues
from naves.kernel.clock import today
from naves.web.design.widgets import DayInput

NOT_KNOWN = _("not known")
CHOICES = {Aspect.HOLDER: Holder, Aspect.RIGHT: Right, Aspect.RECOVERY: Recovery, Aspect.PUBLICATION: Publication}


class InventoryForm(forms.Form):
    """Where a dataset lies and under which contract; what is not known stays empty."""

    system = forms.CharField(label=_("System in which the data lie"), required=False, max_length=200)
    vendor = forms.CharField(label=_("Vendor"), required=False, max_length=200)
    contract_number = forms.CharField(label=_("Number of the contract"), required=False, max_length=120)
    contract_end = forms.DateField(label=_("End of the contract"), required=False, widget=DayInput)
    is_open_ended = forms.BooleanField(label=_("The contract runs until notice is given"), required=False)
    notice_months = forms.IntegerField(
        label=_("Notice period"), required=False, help_text=_("In months."), min_value=0, max_value=60
    )
    personal_data = forms.ChoiceField(
        label=_("Personal data"),
        required=False,
        choices=[("", NOT_KNOWN), *PersonalData.choices],
        widget=widgets.RadioSelect,
    )
    formats = forms.CharField(label=_("Formats"), required=False, max_length=200)
    volume = forms.CharField(label=_("Volume"), required=False, max_length=100)
    records = forms.IntegerField(label=_("Number of records"), required=False, min_value=0)

    def entry(self) -> EntryValues:
        """Return the row for the domain, which checks it."""
        return EntryValues(**{name: self.cleaned_data[name] for name in NAMES})

    @property
    def has_entry(self) -> bool:
        """Whether anything of the row is filled in."""
        return any(self.cleaned_data.get(name) not in {None, "", False} for name in NAMES)


def initial_of(entry: EstateEntry | None) -> dict[str, Any]:
    """Return what the form shows first."""
    return {name: getattr(entry, name) for name in NAMES} if entry is not None else {}


class EnterForm(InventoryForm):
    """A dataset entered into the estate on one page: what it is, where it lies, what the contract gives."""

    title_cs = forms.CharField(
        label=_("What data are they?"), max_length=500, help_text=_("Such as: Occupancy of car parks")
    )
    holder = forms.ChoiceField(
        label=_("Who holds the data?"),
        required=False,
        choices=[*Holder.choices, ("", NOT_KNOWN)],
        widget=widgets.RadioSelect,
    )
    right = forms.ChoiceField(
        label=_("What does the contract give you?"),
        required=False,
        choices=[*Right.choices, ("", NOT_KNOWN)],
        widget=widgets.RadioSelect,
    )
    evidence = forms.CharField(
        label=_("From what do you know it?"),
        required=False,
        max_length=4000,
        help_text=_("The article of the contract, a letter, an inspection."),
    )

    order = ("title_cs", "holder", "right", "evidence")

    def clean(self) -> dict[str, Any] | None:
        """A fact needs evidence."""
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("holder") or cleaned.get("right")) and not cleaned.get("evidence"):
            self.add_error("evidence", _("A fact needs evidence: say from what you know it."))
        return cleaned

    def facts(self) -> list[FactValues]:
        """Return the facts that were stated."""
        said = self.cleaned_data
        return [
            FactValues(aspect=aspect, value=said[aspect.value], established_on=today(), evidence=said["evidence"])
            for aspect in (Aspect.HOLDER, Aspect.RIGHT)
            if said[aspect.value]
        ]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What it is and who has it."""
        return [self[name] for name in self.order]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The inventory row."""
        return [self[name] for name in NAMES]


class FactForm(forms.Form):
    """One fact with its evidence."""

    value = forms.ChoiceField(label=pgettext_lazy("custody", "How it stands"), widget=widgets.RadioSelect)
    established_on = forms.DateField(label=_("Day of the evidence"), widget=DayInput)
    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The article of the contract, a handover record, an address."),
    )
    file = forms.FileField(label=_("File"), required=False, help_text=_("The contract, the record. At most 50 MB."))

    def __init__(self, *args: Any, aspect: Aspect, **more: Any) -> None:
        """Offer the values of the aspect."""
        self.aspect = aspect
        super().__init__(*args, **more)
        value: Any = self.fields["value"]
        value.choices = CHOICES[aspect].choices
        self.fields["established_on"].initial = today()

    def values(self) -> FactValues:
        """Return the fact for the domain, which checks it."""
        said = self.cleaned_data
        return FactValues(
            aspect=self.aspect, value=said["value"], established_on=said["established_on"], evidence=said["evidence"]
        )
