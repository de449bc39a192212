"""The filter form and the links that change one filter: what stands above every view of the Monitor."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from naves.domains.monitor.queries import Filters
from naves.domains.monitor.queries.filters import DEFAULT_LEVEL
from naves.domains.places.enums import PlaceLevel, SizeClass
from naves.domains.places.models import Place
from naves.kernel.clock import today
from naves.web.design.formats import day
from naves.web.design.parts import Tab
from naves.web.design.widgets import DayInput
from naves.web.monitor.addresses import query
from naves.web.monitor.wording import LEVELS, group_names, theme_names


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter in force, in words, and the address without it."""

    words: str
    href: str


class FilterForm(forms.Form):
    """Sent by GET; `level` and `estimand` travel along hidden."""

    theme = forms.ChoiceField(required=False)
    group = forms.ChoiceField(required=False)
    size_class = forms.ChoiceField(required=False)
    region = forms.ChoiceField(required=False)
    as_of = forms.DateField(required=False, widget=DayInput)
    level = forms.CharField(required=False, widget=forms.HiddenInput)
    district = forms.CharField(required=False, widget=forms.HiddenInput)
    orp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, filters: Filters) -> None:
        """Show what is chosen."""
        hidden = {
            "level": "" if filters.level == DEFAULT_LEVEL else filters.level,
            "district": filters.district or "",
            "orp": filters.orp or "",
        }
        shown = {
            "theme": filters.theme or "",
            "group": filters.group or "",
            "size_class": "" if filters.size_class is None else str(filters.size_class),
            "region": filters.region or "",
            "as_of": filters.as_of,
        }
        super().__init__(initial={**shown, **hidden})
        self.fields["theme"] = _choice(_("Theme"), _("all themes"), theme_names().items())
        self.fields["group"] = _choice(_("Affected group"), _("all groups"), group_names().items())
        sizes = [(str(size.value), str(size.label)) for size in SizeClass]
        self.fields["size_class"] = _choice(_("Size of the town"), _("all sizes"), sizes)
        self.fields["region"] = _choice(_("Region"), _("the whole country"), region_names().items())
        self.fields["as_of"].label = _("As of")
        self.fields["as_of"].widget.attrs["max"] = today().isoformat()
        for name, value in hidden.items():
            if not value:
                del self.fields[name]


def _choice(label: str, everything: str, choices: "object") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", everything), *choices])  # type: ignore[misc]


def region_names() -> dict[str, str]:
    """Return code → name of the kraje (one query)."""
    return dict(Place.objects.filter(level=PlaceLevel.REGION).order_by("code").values_list("code", "name"))


def level_tabs(filters: Filters, path: str, **more: object) -> list[Tab]:
    """Return the rungs to choose from."""
    return [
        Tab(words, path + query(filters, level=level, **more), current=level == filters.level)
        for level, words in LEVELS.items()
    ]


def applied(filters: Filters, path: str, **more: object) -> list[Applied]:
    """Return the filters in force, so that a view says what it shows and each can be dropped."""
    found = []
    if filters.theme:
        found.append(("theme", theme_names().get(filters.theme, filters.theme)))
    if filters.group:
        found.append(("group", group_names().get(filters.group, filters.group)))
    if filters.size_class is not None:
        found.append(("size_class", str(SizeClass(filters.size_class).label)))
    areas = {"region": filters.region, "district": filters.district, "orp": filters.orp}
    found += [(name, place_name(code)) for name, code in areas.items() if code]
    if filters.as_of != today():
        found.append(("as_of", _("as of %(day)s") % {"day": day(filters.as_of)}))
    cleared = {"as_of": today()}
    return [Applied(words, path + query(filters, **{name: cleared.get(name)}, **more)) for name, words in found]


def place_name(code: str) -> str:
    """Return the name of a place, or the code where there is none such."""
    return Place.objects.filter(code=code).values_list("name", flat=True).first() or code
