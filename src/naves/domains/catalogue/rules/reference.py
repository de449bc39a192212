"""Reference lists that ship with the domain: templates of recovery plans and the exit checklist."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from naves.domains.catalogue.rules.plans import PlanTemplate, StepTemplate

_DATA = files("naves.domains.catalogue") / "data"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that lets the owner leave with its data."""

    code: str
    title_cs: str
    title_en: str
    question_cs: str
    question_en: str
    risk_cs: str
    risk_en: str
    is_essential: bool


@dataclass(frozen=True, slots=True)
class ClauseList:
    """The exit checklist in one version; answers remember which one they answered."""

    version: str
    clauses: tuple[Clause, ...]


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return read


@cache
def plan_templates() -> dict[str, PlanTemplate]:
    """Return the templates by their codes, in the order of the file."""
    return {
        item["code"]: PlanTemplate(**{**item, "steps": tuple(StepTemplate(**step) for step in item["steps"])})
        for item in _read("recovery_templates.json")["templates"]
    }


@cache
def exit_clauses() -> ClauseList:
    """Return the exit checklist."""
    read = _read("exit_clauses.json")
    return ClauseList(read["version"], tuple(Clause(**item) for item in read["clauses"]))
