"""A source and how it is read."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from naves.adapters.harvest.readers import TITLES, known
from naves.domains.catalogue.models import HarvestSource
from naves.domains.catalogue.operations.harvesting.sources import SourceValues
from naves.domains.catalogue.rules.harvesting import Every
from naves.domains.organisations.models import Organisation
from naves.web.harvest.looks import EVERY


class ReadingForm(forms.Form):
    """How a source is read."""

    title = forms.CharField(label=_("Name of the source"), max_length=300, help_text=_("Whose catalogue it is."))
    every = forms.ChoiceField(label=_("How often to read it?"), widget=widgets.RadioSelect, initial=Every.WEEKLY)
    publishes = forms.BooleanField(label=_("Publish records that are whole at once"), required=False, initial=True)
    states_terms = forms.BooleanField(
        label=_("Where a record says no terms of use, its data hold nothing protected"),
        required=False,
        help_text=_("Tick this only if it is true: the organisation states it for every such record."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        """Offer the lists in the reader's language."""
        super().__init__(*args, **more)
        every: Any = self.fields["every"]
        every.choices = list(EVERY.items())

    def values(self, *, url: str, reader: str) -> SourceValues:
        """Return the source for the domain, which checks it."""
        said = self.cleaned_data
        return SourceValues(
            title=said["title"],
            url=url,
            reader=reader,
            every=said["every"],
            publishes=said["publishes"],
            states_terms=said["states_terms"],
        )


class SourceForm(ReadingForm):
    """A new source."""

    organisation = forms.ChoiceField(label=_("Whose are the data?"))
    url = forms.CharField(
        label=_("Address of the catalogue"),
        max_length=700,
        widget=forms.URLInput,
        help_text=_("Where programs read it, such as https://data.kraj.example/katalog.jsonld."),
    )
    reader = forms.ChoiceField(label=_("Kind of source"), widget=widgets.RadioSelect, initial="dcat")
    field_order = ("organisation", "title", "url", "reader", "every", "publishes", "states_terms")

    def __init__(self, *args: Any, organisations: list[Organisation], **more: Any) -> None:
        """Offer the organisations that the person may write for."""
        super().__init__(*args, **more)
        whose: Any = self.fields["organisation"]
        whose.choices = [(str(one.pk), one.name) for one in organisations]
        reader: Any = self.fields["reader"]
        reader.choices = [(code, translated(TITLES[code])) for code in known()]

    def source(self) -> SourceValues:
        """Return the source for the domain."""
        return self.values(url=self.cleaned_data["url"], reader=self.cleaned_data["reader"])


def present(source: HarvestSource) -> dict[str, Any]:
    """Return how a source is read now."""
    kept = ("every", "publishes", "states_terms")
    return {"title": source.title} | {name: getattr(source.schedule, name) for name in kept}
