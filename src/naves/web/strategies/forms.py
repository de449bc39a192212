"""Forms of strategies, goals, measures and indicators; each turns into the values of its operation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naves.domains.needs.queries import themes
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.enums import Direction, MeasureStatus
from naves.domains.strategies.models import Goal, Indicator, Measure, StrategyVersion
from naves.domains.strategies.rules.transitions import MEASURE_TRANSITIONS
from naves.domains.strategies.rules.values import (
    LENGTHS,
    GoalValues,
    IndicatorValues,
    MeasureValues,
    StrategyValues,
    VersionValues,
)
from naves.web.design.formats import is_czech, named
from naves.web.design.units import PlacesField, TownField, lines_of
from naves.web.design.widgets import DayInput


def theme_choices() -> list[tuple[str, str]]:
    """Return the fixed list of themes in the reader's language."""
    return [(theme.code, named(theme)) for theme in themes()]


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def plain_number(value: Any) -> Any:
    """Return a number as people write it, thousands apart and with its currency, as the field reads it."""
    if not isinstance(value, str):
        return value
    bare = "".join(value.replace("Kč", "").replace("CZK", "").split())
    return bare if is_czech() else bare.replace(",", "")


class NumberField(forms.FloatField):
    """A number in the reader's way of writing it."""

    def to_python(self, value: Any) -> Any:
        """Leave out spaces between thousands."""
        return super().to_python(plain_number(value))


class MoneyField(forms.DecimalField):
    """An amount of crowns in the reader's way of writing it."""

    def to_python(self, value: Any) -> Any:
        """Leave out spaces between thousands and the currency."""
        return super().to_python(plain_number(value))


class PeriodForm(forms.Form):
    """The period of a version."""

    in_force_from = forms.DateField(label=_("In force from"), widget=DayInput)
    in_force_to = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty: until it is replaced.")
    )


class VersionForm(PeriodForm):
    """The period and the summary of a version."""

    summary = forms.CharField(
        label=_("Summary"),
        widget=_text(5),
        required=False,
        help_text=_("What the strategy wants, in a paragraph that a citizen understands."),
    )

    def version_values(self) -> VersionValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return VersionValues(
            in_force_from=data["in_force_from"], in_force_to=data["in_force_to"], summary=data["summary"]
        )


def version_initial(version: StrategyVersion) -> dict[str, Any]:
    """Return a version as its form shows it."""
    return {
        "in_force_from": version.in_force_from,
        "in_force_to": version.in_force_to,
        "summary": version.summary,
    }


class RenameForm(forms.Form):
    """What a strategy is called over all its versions."""

    title = forms.CharField(label=_("Title"), max_length=LENGTHS["title"])
    url = forms.CharField(
        label=_("Address of the document"),
        required=False,
        help_text=_("Where everybody can read the whole strategy."),
        widget=forms.URLInput,
    )


class PlacesForm(forms.Form):
    """The places that a version covers."""

    places = PlacesField(
        label=_("Covered places"),
        widget=_text(6),
        help_text=_(
            "One on each line: the name or the code of a town, ORP, district or region; CZ is the whole country. "
            "A region covers its towns."
        ),
    )


def places_initial(version: StrategyVersion) -> dict[str, Any]:
    """Return the covered places as the form shows them."""
    return {"places": lines_of(version.places.select_related("district").order_by("level", "name_sort"))}


class StrategyForm(RenameForm, VersionForm, PlacesForm):
    """A new strategy with its first draft."""

    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Organisation.objects.none(), empty_label=None)
    identifier = forms.CharField(
        label=_("Identifier"),
        max_length=LENGTHS["identifier"],
        help_text=_("As in Databáze strategií if it is there; otherwise your own, such as LITOVEL-2030."),
    )
    field_order = ["owner", "title", "identifier", "in_force_from", "in_force_to", "places", "summary", "url"]

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        """Offer the organisations for which the one who asks may write."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["places"].required = False

    def strategy_values(self) -> StrategyValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return StrategyValues(identifier=data["identifier"], title=data["title"], url=data["url"])


class ThemedForm(forms.Form):
    """What goals and measures have in common."""

    code = forms.CharField(label=_("Code"), max_length=LENGTHS["code"], help_text=_("As in the document, such as 2.1."))
    title = forms.CharField(label=_("Title"), max_length=LENGTHS["title"])
    description = forms.CharField(label=_("Description"), widget=_text(4), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=theme_choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class GoalForm(ThemedForm):
    """A goal."""

    parent = forms.ChoiceField(label=_("Under the goal"), required=False)
    field_order = ["code", "title", "parent", "description", "themes"]

    def __init__(self, *args: Any, version: StrategyVersion, goal: Goal | None = None, **kwargs: Any) -> None:
        """Offer the other goals of the version to stand under."""
        super().__init__(*args, **kwargs)
        others = version.goals.exclude(pk=goal.pk) if goal is not None else version.goals.all()
        choices = [(other.code, str(other)) for other in others]
        self.fields["parent"].choices = [("", _("none, it stands on its own")), *choices]  # type: ignore[attr-defined]

    def values(self) -> GoalValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return GoalValues(
            code=data["code"],
            title=data["title"],
            description=data["description"],
            parent=data["parent"],
            themes=frozenset(data["themes"]),
        )


def goal_initial(goal: Goal) -> dict[str, Any]:
    """Return a goal as its form shows it."""
    return {
        "code": goal.code,
        "title": goal.title,
        "description": goal.description,
        "parent": goal.parent.code if goal.parent else "",
        "themes": [theme.pk for theme in goal.themes.all()],
    }


class MeasureForm(ThemedForm):
    """A measure."""

    goal = forms.ChoiceField(label=_("Goal"))
    responsible_body = forms.CharField(
        label=_("Responsible body"),
        max_length=LENGTHS["responsible_body"],
        required=False,
        help_text=_("Without it and a deadline the measure counts as mentioned only, not as planned."),
    )
    deadline = forms.DateField(label=_("Deadline"), widget=DayInput, required=False)
    budget_czk = MoneyField(
        label=_("Budget in CZK"), required=False, localize=True, help_text=_("Leave empty where it is not known.")
    )
    field_order = ["goal", "code", "title", "description", "responsible_body", "deadline", "budget_czk", "themes"]

    def __init__(self, *args: Any, version: StrategyVersion, **kwargs: Any) -> None:
        """Offer the goals of the version."""
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [(goal.code, str(goal)) for goal in version.goals.all()]  # type: ignore[attr-defined]

    def values(self) -> MeasureValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return MeasureValues(
            goal=data["goal"],
            code=data["code"],
            title=data["title"],
            description=data["description"],
            responsible_body=data["responsible_body"],
            deadline=data["deadline"],
            budget_czk=data["budget_czk"],
            themes=frozenset(data["themes"]),
        )


def measure_initial(measure: Measure) -> dict[str, Any]:
    """Return a measure as its form shows it."""
    return {
        "goal": measure.goal.code,
        "code": measure.code,
        "title": measure.title,
        "description": measure.description,
        "responsible_body": measure.responsible_body,
        "deadline": measure.deadline,
        "budget_czk": measure.budget_czk,
        "themes": [theme.pk for theme in measure.themes.all()],
    }


class IndicatorForm(forms.Form):
    """How a measure will be judged."""

    name = forms.CharField(label=_("What is measured"), max_length=LENGTHS["name"])
    unit = forms.CharField(label=_("Unit"), max_length=LENGTHS["unit"], help_text=_("Such as %, minutes, a year."))
    direction = forms.ChoiceField(label=_("Which way is better"), choices=Direction.choices, widget=forms.RadioSelect)
    baseline = NumberField(label=_("Baseline"), required=False, localize=True)
    baseline_on = forms.DateField(label=_("Day of the baseline"), widget=DayInput, required=False)
    target = NumberField(label=_("Target"), localize=True)
    target_on = forms.DateField(label=_("To be reached by"), widget=DayInput)

    def values(self) -> IndicatorValues:
        """Return what the operation takes."""
        return IndicatorValues(**{**self.cleaned_data, "direction": Direction(self.cleaned_data["direction"])})


def indicator_initial(indicator: Indicator) -> dict[str, Any]:
    """Return an indicator as its form shows it."""
    names = ("name", "unit", "direction", "baseline", "baseline_on", "target", "target_on")
    return {name: getattr(indicator, name) for name in names}


class ReadingForm(forms.Form):
    """What was measured, where and when."""

    place = TownField(
        label=_("Town"), help_text=_("Name, or name with the district in brackets where there are several, or code.")
    )
    value = NumberField(label=_("Measured value"), localize=True)
    measured_on = forms.DateField(label=_("Measured on"), widget=DayInput)
    source = forms.CharField(
        label=_("Source"), max_length=LENGTHS["source"], help_text=_("Who measured it and where it is published.")
    )


class StatusForm(forms.Form):
    """The next step of a measure."""

    status = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), widget=_text(3), required=False, help_text=_("Needed where the measure is stopped.")
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        """Offer the steps that the table of transitions allows."""
        super().__init__(*args, **kwargs)
        steps = MEASURE_TRANSITIONS[MeasureStatus(measure.status)]
        offered = [(status.value, status.label) for status in MeasureStatus if status in steps]
        self.fields["status"].choices = offered  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"), widget=_text(3), help_text=_("One sentence; it stays with the record for everybody to read.")
    )


class EmptyForm(forms.Form):
    """A deed that asks for nothing but consent; what is refused stands above it."""
