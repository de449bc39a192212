"""Problems and reports as JSON, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from naves.domains.accounts.audit import plain
from naves.kernel.errors import Problem
from naves.kernel.imports import ImportReport
from naves.web.imports.service import Checked

MOST_KEPT = 1_000
LONGEST_CELL = 120


def problems_as_json(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return the first problems; texts stay message ids, so that each reader has them in their language."""
    return [
        {
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy or "",
            "params": plain({name: _simple(value) for name, value in problem.params.items()}),
            "field": problem.field or "",
            "value": str(problem.value if problem.value is not None else "")[:LONGEST_CELL],
            "row": problem.row,
            "column": problem.column or "",
        }
        for problem in problems[:MOST_KEPT]
    ]


def problems_from_json(kept: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Return them as they were."""
    return [Problem(**{**one, "remedy": one["remedy"] or None, "column": one["column"] or None}) for one in kept]


def report_as_json(report: ImportReport) -> dict[str, Any]:
    """Return the counts."""
    return {
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "notes": dict(report.notes),
    }


def checked_as_json(found: Checked) -> dict[str, Any]:
    """Return what the preview shows."""
    return {
        "label": found.label,
        "form": found.form,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "sheet": found.sheet,
        "columns": list(found.columns),
        "sample": [[_short(row.get(column, "")) for column in found.columns] for row in found.sample],
        "report": report_as_json(found.report),
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _simple(value: object) -> object:
    return value if isinstance(value, int | float | str) or value is None else str(value)
