"""The verdict on a pair: the level, and for a high one its proof."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.models import IndicatorReading
from naves.domains.strategies.operations import ClaimValues
from naves.domains.strategies.rules.ladder import PROOFS
from naves.domains.strategies.rules.values import LENGTHS
from naves.web.design.formats import day, number
from naves.web.design.words import LEVELS

FIRST_KIND: Final = {
    Level.MENTIONED: ProofKind.STRATEGY_TEXT,
    Level.PLANNED: ProofKind.MEASURE_PLAN,
    Level.RESOURCED: ProofKind.APPROVED_BUDGET,
    Level.PROVEN: ProofKind.INDICATOR_TARGET,
}
SHOWN: Final[dict[ProofKind, str | Promise]] = {
    ProofKind.APPROVED_BUDGET: _("There is money for it in an approved budget"),
    ProofKind.SIGNED_AGREEMENT: _("There is a signed agreement"),
    ProofKind.RUNNING_EXPERIMENT: _("A registered experiment is running"),
    ProofKind.INDICATOR_TARGET: _("An indicator reached its target in this place"),
    ProofKind.EXPERIMENT_VERDICT: _("A published experiment here ended with the verdict “adopt”"),
}
WITH_PROOF: Final = (Level.RESOURCED, Level.PROVEN)


class VerdictForm(forms.Form):
    """Which level the pair reaches. Levels 1 and 2 are proved by the record; 3 and 4 by what is written here."""

    level = forms.TypedChoiceField(
        label=_("Level of the answer"),
        choices=[(int(level), LEVELS[level]) for level in Level if level],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    proof_kind = forms.ChoiceField(label=_("What can you show?"), required=False)
    reading = forms.ModelChoiceField(
        label=_("Measured value"), queryset=IndicatorReading.objects.none(), required=False, empty_label=_("none")
    )
    proof_text = forms.CharField(
        label=_("The proof in words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LENGTHS["proof_text"],
        help_text=_("Quote the passage, or name the document with its number and date."),
    )
    proof_url = forms.CharField(
        label=_("Link to the document"), widget=forms.URLInput, required=False, max_length=LENGTHS["proof_url"]
    )

    def __init__(self, *args: Any, readings: Sequence[IndicatorReading] = (), **kwargs: Any) -> None:
        """Offer the values measured in the place, where there are any."""
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, text) for kind, text in SHOWN.items()]
        self.fields["proof_kind"].choices = [("", _("choose by the level")), *kinds]  # type: ignore[attr-defined]
        if readings:
            found = IndicatorReading.objects.filter(pk__in=[one.pk for one in readings]).select_related("indicator")
            self.fields["reading"].queryset = found  # type: ignore[attr-defined]
            self.fields["reading"].label_from_instance = reading_label  # type: ignore[attr-defined]
        else:
            del self.fields["reading"]

    def claim(self) -> ClaimValues | None:
        """Return what the operation takes; None where no level was chosen."""
        data = self.cleaned_data
        if data["level"] is None:
            return None
        level = Level(data["level"])
        if level not in WITH_PROOF:
            return ClaimValues(level=level, proof_kind=FIRST_KIND[level])
        kind = ProofKind(data["proof_kind"]) if data["proof_kind"] else FIRST_KIND[level]
        return ClaimValues(
            level=level,
            proof_kind=kind,
            proof_text=data["proof_text"],
            proof_url=data["proof_url"],
            reading=data.get("reading") if kind in PROOFS[Level.PROVEN] else None,
        )

    def names(self) -> dict[str, str]:
        """Return where problems of the domain stand that concern no field of this form."""
        return {} if "reading" in self.fields else {"reading": "proof_kind"}

    @property
    def has_proof_problems(self) -> bool:
        """Whether the fields of the proof are to be shown open."""
        return any(name in self.errors for name in ("proof_kind", "reading", "proof_text", "proof_url"))


def reading_label(reading: IndicatorReading) -> str:
    """Return a measured value in words."""
    value = number(reading.value, 0 if reading.value == int(reading.value) else 2)
    return f"{reading.indicator.name}: {value} {reading.indicator.unit}, {day(reading.measured_on)}"
