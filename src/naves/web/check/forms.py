"""Forms of a check: what is sent, and what a draft made of it is called, covers and belongs to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naves.adapters.documents.limits import MAX_BYTES
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.models import Strategy
from naves.domains.strategies.queries.choosing import owners_for
from naves.domains.strategies.rules.values import LENGTHS
from naves.web.design.units import PlacesField
from naves.web.design.widgets import DayInput

MOST_TEXT = 500_000


class SendForm(forms.Form):
    """A file or a pasted text, and whether it continues a strategy that is already here."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("DOCX, PDF, text, or the table of the template (XLSX, CSV); at most 20 MB."),
    )
    text = forms.CharField(
        label=_("Or the text itself"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("First line: the title. Headings (## …) become goals, bullets (- …) measures."),
    )
    strategy = forms.ModelChoiceField(
        label=_("It is a new version of"),
        queryset=Strategy.objects.none(),
        required=False,
        empty_label=_("none, it is a new strategy"),
        help_text=_("Goals and measures with the same title or code then carry on what they already answer."),
    )
    rewrite = forms.BooleanField(
        label=_("Replace the draft that is already there"),
        required=False,
        help_text=_("A strategy has one draft at a time; its goals and measures are then those of the file."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer the strategies of those for whom the reader may write."""
        super().__init__(*args, **kwargs)
        self.fields["strategy"].queryset = own_strategies(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Ask for one of the two, within the limit."""
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if "file" in cleaned and not file and not (cleaned.get("text") or "").strip():
            self.add_error("file", _("Choose a file, or paste the text."))
        if file is not None and file and (file.size or 0) > MAX_BYTES:
            self.add_error("file", _("The file is larger than 20 MB. Leave pictures and annexes out."))
        return cleaned


class AboutForm(forms.Form):
    """What the draft is called, whose it is, when it shall hold and where."""

    title = forms.CharField(label=_("Title"), max_length=LENGTHS["title"])
    strategy = forms.ModelChoiceField(queryset=Strategy.objects.none(), required=False, widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Organisation.objects.none(), empty_label=None)
    in_force_from = forms.DateField(label=_("In force from"), widget=DayInput)
    in_force_to = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty: until it is replaced.")
    )
    places = PlacesField(
        label=_("Covered places"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line: the name or the code of a town, ORP, district or region; CZ is the country."),
    )
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    rewrite = forms.BooleanField(label=_("Replace the draft that is already there"), required=False)

    def __init__(self, *args: Any, actor: Actor, strategy: Strategy | None = None, **kwargs: Any) -> None:
        """A version of a strategy that is here has its title and its owner."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_for(actor)  # type: ignore[attr-defined]
        self.fields["strategy"].queryset = own_strategies(actor)  # type: ignore[attr-defined]
        if strategy is not None:
            del self.fields["owner"], self.fields["title"]

    def said(self, strategy: Strategy | None) -> Mapping[str, str]:
        """Return what the lines of an outline would say about the whole."""
        data = self.cleaned_data
        owner = strategy.owner if strategy is not None else data["owner"]
        last = data["in_force_to"]
        return {
            "strategy_id": strategy.identifier if strategy is not None else "",
            "strategy_url": strategy.url if strategy is not None else "",
            "owner": owner.ico or owner.name,
            "in_force_from": data["in_force_from"].isoformat(),
            "in_force_to": last.isoformat() if last else "",
            "places": ";".join(place.code for place in data["places"]),
        }


def own_strategies(actor: Actor) -> QuerySet[Strategy]:
    """Return the strategies of the organisations for which the actor may write."""
    return Strategy.objects.filter(owner__in=owners_for(actor)).select_related("owner").order_by("title_sort", "id")
