"""Forms of responses: what to link, at which level and on what evidence, and from when it no longer holds."""

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.models import IndicatorReading, LevelClaim, Response
from naves.domains.strategies.operations import ClaimValues
from naves.domains.strategies.rules.ladder import PROOFS
from naves.domains.strategies.rules.values import LENGTHS
from naves.web.design.formats import day, number
from naves.web.design.widgets import DayInput

LEVEL_OF: Final = {kind: level for level, kinds in PROOFS.items() for kind in kinds}
"""Each kind of proof belongs to one level, so that people choose what they can show and the level follows."""
SHOWN: Final[dict[ProofKind, tuple[str | Promise, str | Promise]]] = {
    ProofKind.STRATEGY_TEXT: (
        _("A goal of a strategy in force speaks of the problem"),
        _("The strategy must cover the place. Quote the passage, or leave the proof empty to cite the goal itself."),
    ),
    ProofKind.MEASURE_PLAN: (
        _("The measure has a responsible body and a deadline"),
        _("The strategy must be in force and cover the place; the platform reads both from the measure."),
    ),
    ProofKind.APPROVED_BUDGET: (
        _("There is money for it in an approved budget"),
        _("Name the budget and its line, and add a link or the file."),
    ),
    ProofKind.SIGNED_AGREEMENT: (
        _("There is a signed agreement"),
        _("Name the parties and the date, and add a link (such as to the Register of Contracts) or the file."),
    ),
    ProofKind.RUNNING_EXPERIMENT: (
        _("A registered experiment is running"),
        _("Name it, and add a link to its registration."),
    ),
    ProofKind.INDICATOR_TARGET: (
        _("An indicator reached its target in this place"),
        _("The indicator must have been set before it was measured. Choose the measured value below."),
    ),
    ProofKind.EXPERIMENT_VERDICT: (
        _("A published experiment here ended with the verdict “adopt”"),
        _("Name it, and add a link to its report."),
    ),
}


def shown_by(claim: LevelClaim) -> str | Promise:
    """Return what a claim shows, in words."""
    return SHOWN[ProofKind(claim.proof_kind)][0]


class ProposeForm(forms.Form):
    """What is linked, and whether it helps."""

    target = forms.CharField(label=_("Choice"), error_messages={"required": _("Choose what answers the need.")})
    effect = forms.ChoiceField(
        label=_("What does it do to the need?"),
        choices=[("helps", _("It answers the need")), ("against", _("It works against the need"))],
        initial="helps",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Why they belong together, for the one who will confirm it."),
    )


class ClaimForm(forms.Form):
    """A level with its proof."""

    proof_kind = forms.ChoiceField(label=_("What can you show?"), widget=forms.RadioSelect)
    reading = forms.ModelChoiceField(
        label=_("Measured value"), queryset=IndicatorReading.objects.none(), required=False, empty_label=_("none")
    )
    proof_text = forms.CharField(
        label=_("The proof in words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=LENGTHS["proof_text"],
        help_text=_("Quote the passage, or name the document with its number and date."),
    )
    proof_url = forms.CharField(
        label=_("Link to the document"), widget=forms.URLInput, required=False, max_length=LENGTHS["proof_url"]
    )
    proof_file = forms.FileField(label=_("or the document itself"), required=False)
    valid_from = forms.DateField(
        label=_("Holds from"), widget=DayInput, required=False, help_text=_("Empty: from today.")
    )
    lapses_on = forms.DateField(
        label=_("Lapses on"),
        widget=DayInput,
        required=False,
        help_text=_(
            "The first day on which it no longer holds, such as the day after the budget year. May stay empty."
        ),
    )

    def __init__(self, *args: Any, response: Response, **kwargs: Any) -> None:
        """Offer the kinds of proof that this target can have, and the values measured in the place."""
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in ProofKind if _fits(kind, response)]
        self.fields["proof_kind"].choices = [(kind.value, SHOWN[kind][0]) for kind in kinds]  # type: ignore[attr-defined]
        readings = _readings(response)
        self.fields["reading"].queryset = readings  # type: ignore[attr-defined]
        self.fields["reading"].label_from_instance = _reading_label  # type: ignore[attr-defined]
        if not readings.exists():
            del self.fields["reading"]

    def values(self) -> ClaimValues:
        """Return what the operation takes; the level follows from what is shown."""
        data = self.cleaned_data
        kind = ProofKind(data["proof_kind"])
        return ClaimValues(
            level=LEVEL_OF[kind],
            proof_kind=kind,
            proof_text=data["proof_text"],
            proof_url=data["proof_url"],
            proof_file=data["proof_file"],
            reading=data.get("reading"),
            valid_from=data["valid_from"],
            lapses_on=data["lapses_on"],
        )

    def names(self) -> dict[str, str]:
        """Return where problems of the domain stand that concern no field of this form."""
        missing = {} if "reading" in self.fields else {"reading": "proof_kind"}
        return {"level": "proof_kind", "file": "proof_file", **missing}

    def ladder(self) -> list[tuple[Level, list[tuple[Any, str | Promise]]]]:
        """Return the options under the level that each proves, with what has to be shown."""
        options = {ProofKind(option.data["value"]): option for option in self["proof_kind"]}
        return [
            (level, [(options[kind], SHOWN[kind][1]) for kind in ProofKind if kind in options and kind in kinds])
            for level, kinds in PROOFS.items()
            if any(kind in options for kind in kinds)
        ]


class LapseForm(forms.Form):
    """From when a level no longer holds."""

    lapses_on = forms.DateField(label=_("First day on which it no longer holds"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def _fits(kind: ProofKind, response: Response) -> bool:
    """Whether the target can have such a proof at all: a goal plans nothing, an experiment is no strategy."""
    if kind == ProofKind.STRATEGY_TEXT:
        return response.reference_id is None
    if kind in {ProofKind.MEASURE_PLAN, ProofKind.INDICATOR_TARGET}:
        return response.measure_id is not None
    return True


def _readings(response: Response) -> Any:
    """Return the values of the measure's indicators, in all versions, measured in the place of the need."""
    if response.measure is None:
        return IndicatorReading.objects.none()
    lineages = response.measure.indicators.values_list("lineage", flat=True)
    readings = IndicatorReading.objects.filter(indicator__lineage__in=lineages, place=response.need.place_id)
    return readings.select_related("indicator").order_by("-measured_on", "-pk")


def _reading_label(reading: IndicatorReading) -> str:
    value = number(reading.value, 0 if reading.value == int(reading.value) else 2)
    return f"{reading.indicator.name}: {value} {reading.indicator.unit}, {day(reading.measured_on)}"
