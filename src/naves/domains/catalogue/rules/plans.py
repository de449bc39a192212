"""Recovery plans: templates for the usual cases and what a step must say."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from naves.domains.catalogue.enums import Aspect
from naves.domains.catalogue.rules.custody import required, too_long
from naves.kernel.errors import Problem, gettext_noop

LENGTHS: Final = {"title": 300, "advice": 4000, "responsible": 200, "legal_basis": 300}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepValues:
    """A step of a plan."""

    title: str
    advice: str = ""
    aspect: str = ""
    responsible: str = ""
    deadline: date | None = None
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """A step of a template; ``after_days`` counts from the beginning of the plan."""

    title: str
    advice: str
    aspect: str
    responsible: str
    after_days: int
    legal_basis: str


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A usual case, with steps in the language of the town."""

    code: str
    title_cs: str
    title_en: str
    when_cs: str
    when_en: str
    aim: str
    steps: tuple[StepTemplate, ...]


def steps_from(template: PlanTemplate, *, begun_on: date) -> list[StepValues]:
    """Return the steps with their days; a day that falls on a weekend moves to Monday."""
    return [
        StepValues(
            title=step.title,
            advice=step.advice,
            aspect=step.aspect,
            responsible=step.responsible,
            deadline=_working_day(begun_on + timedelta(days=step.after_days)),
            legal_basis=step.legal_basis,
        )
        for step in template.steps
    ]


def _working_day(day: date) -> date:
    beyond = day.weekday() - 4
    return day + timedelta(days=3 - beyond) if beyond > 0 else day


def tidy_step(values: StepValues) -> StepValues:
    """Return the step without stray spaces."""
    one_line = {name: " ".join(getattr(values, name).split()) for name in ("title", "responsible", "legal_basis")}
    return replace(values, advice=values.advice.strip(), **one_line)  # type: ignore[arg-type]


def step_problems(values: StepValues) -> list[Problem]:
    """Return what is wrong with a step."""
    problems = [
        too_long(name, getattr(values, name), longest)
        for name, longest in LENGTHS.items()
        if len(getattr(values, name)) > longest
    ]
    if not values.title:
        problems.append(
            required("title", gettext_noop("A step needs a name."), gettext_noop("Say what shall be done."))
        )
    if values.aspect and values.aspect not in Aspect.values:
        problems.append(
            Problem(
                code="unknown_code",
                field="aspect",
                value=values.aspect,
                message=gettext_noop("“%(value)s” is not in the list of this field."),
                params={"value": values.aspect},
                remedy=gettext_noop("Choose one of those offered."),
            )
        )
    return problems
