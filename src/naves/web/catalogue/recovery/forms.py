"""Forms of recovery: a plan, its steps, the schema of an export, a rehearsal, the exit checklist."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from naves.domains.catalogue.enums import Aspect, ClauseAnswer, StepStatus
from naves.domains.catalogue.models import ExitAnswer, ExportSchema, RecoveryStep
from naves.domains.catalogue.rules.plans import StepValues
from naves.domains.catalogue.rules.reference import Clause, plan_templates
from naves.domains.catalogue.rules.rehearsal import KINDS, SchemaColumn
from naves.kernel.clock import today
from naves.kernel.errors import gettext_noop
from naves.web.design.widgets import DayInput

OWN = "own"
STEP_FIELDS = ("title", "advice", "aspect", "responsible", "deadline", "legal_basis")
KIND_NAMES = {
    "text": gettext_noop("text"),
    "integer": gettext_noop("whole number"),
    "decimal": gettext_noop("number"),
    "date": gettext_noop("date"),
    "datetime": gettext_noop("date and time"),
    "boolean": gettext_noop("yes or no"),
}


def _templates() -> list[tuple[str, str]]:
    is_czech = not (get_language() or "cs").startswith("en")
    named = [
        (code, f"{one.title_cs} – {one.when_cs}" if is_czech else f"{one.title_en} – {one.when_en}")
        for code, one in plan_templates().items()
    ]
    return [*named, (OWN, translated("None of these: I will write the steps myself"))]


class PlanForm(forms.Form):
    """Which usual case it is."""

    template = forms.ChoiceField(label=_("Which case is it?"), choices=_templates, widget=widgets.RadioSelect)
    aim = forms.CharField(
        label=_("Aim of the plan"), required=False, max_length=300, help_text=_("Left empty, the template says it.")
    )


class StepForm(forms.Form):
    """A step: what, who, until when, on which legal basis."""

    title = forms.CharField(label=_("What shall be done?"), max_length=300)
    responsible = forms.CharField(label=_("Who does it?"), required=False, max_length=200)
    deadline = forms.DateField(label=_("Until when?"), required=False, widget=DayInput)
    legal_basis = forms.CharField(label=_("Legal basis"), required=False, max_length=300)
    aspect = forms.ChoiceField(
        label=_("Which fact will it change?"), required=False, choices=[("", _("none")), *Aspect.choices]
    )
    advice = forms.CharField(label=_("Advice"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def values(self) -> StepValues:
        """Return the step for the domain, which checks it."""
        return StepValues(**{name: self.cleaned_data[name] for name in STEP_FIELDS})


def initial_of_step(step: RecoveryStep) -> dict[str, Any]:
    """Return what the form shows first."""
    return {name: getattr(step, name) for name in STEP_FIELDS}


class CloseForm(forms.Form):
    """What came of a step."""

    status = forms.ChoiceField(
        label=_("How does it end?"),
        choices=[(StepStatus.DONE, StepStatus.DONE.label), (StepStatus.SKIPPED, StepStatus.SKIPPED.label)],
        widget=widgets.RadioSelect,
        initial=StepStatus.DONE,
    )
    outcome = forms.CharField(label=_("What came of it?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(forms.Form):
    """The end of a plan."""

    abandon = forms.BooleanField(label=_("The plan is given up"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed only when the plan is given up."),
    )


class SchemaForm(forms.Form):
    """What an export must hold: a column on each line, as in `id; whole number; required`."""

    columns = forms.CharField(
        label=_("Columns"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Each on a line of its own: name; kind; required. Only the name is needed."),
    )
    tolerance_percent = forms.IntegerField(
        label=_("Allowed difference of the number of rows"),
        min_value=0,
        max_value=50,
        initial=0,
        help_text=_("In per cent; leave 0 unless the system changes while it is exported."),
    )

    def schema(self) -> list[SchemaColumn]:
        """Return the columns for the domain, which checks them."""
        return [_column(line) for line in self.cleaned_data["columns"].splitlines() if line.strip()]


def _column(line: str) -> SchemaColumn:
    name, kind, required, *_rest = [*(part.strip() for part in line.split(";")), "", ""]
    by_word = {translated(word).casefold(): code for code, word in KIND_NAMES.items()} | {code: code for code in KINDS}
    return SchemaColumn(
        name=name,
        kind=by_word.get(kind.casefold(), kind) if kind else "text",
        required=required.casefold() in {translated("required").casefold(), "required", "1"},
    )


def lines_of(schema: ExportSchema) -> str:
    """Return a schema as people write it."""
    return "\n".join(
        "; ".join(
            part
            for part in (
                column["name"],
                translated(KIND_NAMES.get(column["kind"], column["kind"])),
                translated("required") if column["required"] else "",
            )
            if part
        )
        for column in schema.columns
    )


class RehearsalForm(forms.Form):
    """The export, when it was made and how many records it must have."""

    file = forms.FileField(label=_("Export"), help_text=_("CSV, XLSX, JSON or Parquet, at most 50 MB."))
    exported_on = forms.DateField(label=_("Day of the export"), widget=DayInput)
    rows_expected = forms.IntegerField(
        label=_("How many records does the system report?"),
        min_value=1,
        help_text=_("Read it in the system itself, not in the export."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        """Most exports are checked on the day when they come."""
        super().__init__(*args, **more)
        self.fields["exported_on"].initial = today()


class ExitForm(forms.Form):
    """One answer and one note for each clause."""

    def __init__(self, *args: Any, items: list[tuple[Clause, ExitAnswer | None]], **more: Any) -> None:
        """Make the fields of the checklist in its present version."""
        super().__init__(*args, **more)
        self.clauses = [clause for clause, _held in items]
        is_english = (get_language() or "cs").startswith("en")
        for clause, held in items:
            question = clause.question_en if is_english else clause.question_cs
            self.fields[clause.code] = forms.ChoiceField(
                label=question,
                required=False,
                choices=[*ClauseAnswer.choices, ("", _("not looked for yet"))],
                widget=widgets.RadioSelect,
                help_text=clause.risk_en if is_english else clause.risk_cs,
                initial=held.answer if held is not None else "",
            )
            self.fields[f"{clause.code}_note"] = forms.CharField(
                label=pgettext_lazy("clause", "Where in the contract"),
                required=False,
                max_length=500,
                initial=held.note if held is not None else "",
            )

    def groups(self) -> list[tuple[Clause, forms.BoundField, forms.BoundField]]:
        """Return the clauses with their two fields."""
        return [(clause, self[clause.code], self[f"{clause.code}_note"]) for clause in self.clauses]

    def answers(self) -> dict[str, tuple[str, str]]:
        """Return the answers for the domain."""
        said = self.cleaned_data
        return {clause.code: (said[clause.code], said[f"{clause.code}_note"]) for clause in self.clauses}
