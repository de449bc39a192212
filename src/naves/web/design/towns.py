"""A municipality asked for by name: suggested while typing, resolved when sent, asked back where the name is shared."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from naves.domains.places.models import Place
from naves.domains.places.queries import find_place
from naves.domains.places.rules.naming import NamedPlace
from naves.web.design.navigation import address_of
from naves.web.design.problems import sentence


class PlaceInput(widgets.TextInput):
    """A text with suggestions from `places:suggest`; without scripts it is a plain text. ``levels``: towns or all."""

    template_name = "design/widgets/place.html"

    def __init__(self, *, levels: str = "towns", attrs: dict[str, Any] | None = None) -> None:
        """Turn off what the browser remembers: it would cover the suggestions."""
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.levels = levels

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tie the text to its list of suggestions."""
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}_suggestions"
        context["widget"]["attrs"]["list"] = listed
        if suggestions := address_of("places:suggest"):
            context["widget"]["attrs"] |= {
                "hx-get": f"{suggestions}?levels={self.levels}",
                "hx-trigger": "input changed delay:200ms",
                "hx-target": f"#{listed}",
            }
        return {**context, "listed": listed}


class TownForm(forms.Form):
    """A form about one municipality: after cleaning it is ``town``.

    ``place_code`` has choices only where the name is shared by several; show it where it has them.
    """

    place = forms.CharField(
        label=_("Municipality"),
        help_text=_("Name or code. Where several share the name, we ask which one."),
        max_length=200,
        widget=PlaceInput,
    )
    place_code = forms.CharField(label=_("Which of them?"), required=False, widget=widgets.RadioSelect)
    town: Place | None = None

    def clean(self) -> dict[str, Any] | None:
        """Find the municipality."""
        cleaned = super().clean() or self.cleaned_data
        if text := cleaned.get("place"):
            self.town = self._found(text, cleaned.get("place_code", ""))
        return cleaned

    def _found(self, text: str, chosen: str) -> Place | None:
        resolution = find_place(text)
        if resolution.place is not None:
            return _place(resolution.place)
        if resolution.candidates:
            self.fields["place_code"].widget.choices = [(place.code, _label(place)) for place in resolution.candidates]
            meant = [place for place in resolution.candidates if place.code == chosen]
            if meant:
                return _place(meant[0])
            self.add_error("place_code", _("Several municipalities have this name. Choose the one that you mean."))
        elif resolution.problem is not None:
            self.add_error("place", sentence(resolution.problem))
        return None


def _place(named: NamedPlace) -> Place:
    return Place.objects.select_related("region", "district", "orp").get(pk=named.id)


def _label(place: NamedPlace) -> str:
    return f"{place.name}, okres {place.district}, {place.region} ({place.code})"
