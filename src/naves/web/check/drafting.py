"""From a corrected outline or a table to a draft, by the operation that imports use: whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from naves.adapters.outlines.outline import build
from naves.adapters.outlines.rows import OutlineRows
from naves.domains.organisations.access import Actor
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Strategy, StrategyVersion
from naves.domains.strategies.operations import StrategyRow, import_strategies
from naves.domains.strategies.queries.continuing import continued
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.web.check.forms import AboutForm
from naves.web.check.preview import DraftLine, outline_lines
from naves.web.design.problems import sentence

SOURCE = "kontrola"


@dataclass(frozen=True, slots=True)
class Made:
    """The version to look at; `is_new` is false where it already says the same."""

    version: StrategyVersion
    is_new: bool


def from_lines(
    actor: Actor, at: datetime, form: AboutForm, strategy: Strategy | None, lines: Sequence[DraftLine]
) -> Made:
    """Make the draft that the lines describe; Refused names the numbers of lines in `row`, 0 for the whole."""
    title = strategy.title if strategy is not None else form.cleaned_data["title"]
    outline = build(outline_lines(title, form.said(strategy), lines))
    outline.summary = [form.cleaned_data["summary"]] if form.cleaned_data["summary"] else []
    reader = OutlineRows(outline, {})
    rows = reader.rows()
    if reader.problems:
        raise Refused(reader.problems)
    if strategy is not None:
        rows = continued(rows, strategy)
    return from_rows(actor, at, rows, rewrite=form.cleaned_data["rewrite"])


def from_rows(actor: Actor, at: datetime, rows: Sequence[StrategyRow], *, rewrite: bool) -> Made:
    """Make the draft of a table with one strategy."""
    identifier = next(row.strategy_id.strip() for row in rows if row.strategy_id.strip())
    drafts = StrategyVersion.objects.filter(strategy__identifier=identifier, status=VersionStatus.DRAFT)
    there = drafts.first()
    if there is not None and not rewrite:
        raise Refused(_draft_there(there.number))
    report = import_strategies(actor=actor, at=at, rows=rows, source=SOURCE)
    versions = StrategyVersion.objects.filter(strategy__identifier=identifier).select_related("strategy__owner")
    latest = versions.filter(status=VersionStatus.DRAFT).first() or versions.order_by("-number")[0]
    return Made(latest, is_new=bool(report.created or report.updated))


def placed(refused: Refused, lines: Sequence[DraftLine]) -> list[Problem]:
    """Return the problems of the whole; those of a line are put to it."""
    by_number = {line.number: line for line in lines}
    rest = []
    for problem in refused.problems:
        line = by_number.get(problem.row) if problem.row is not None and problem.field not in ABOUT else None
        if line is None:
            rest.append(replace(problem, row=None, column=None))
        else:
            line.errors.append(sentence(problem))
    return rest


ABOUT = frozenset({"owner", "in_force_from", "in_force_to", "places", "strategy_title", "strategy_id", "rewrite"})
"""Fields of the whole, whatever the row that they are told of."""


def _draft_there(number: int) -> Problem:
    return Problem(
        code="draft_there",
        field="rewrite",
        message=gettext_noop("The strategy already has a draft, version %(number)s."),
        params={"number": number},
        remedy=gettext_noop("Tick that it shall be replaced, or edit the draft on the page of the strategy."),
    )
