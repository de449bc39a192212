"""An outline brought to the rows of a strategy that is a draft."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from naves.adapters.outlines.outline import Measure, Outline
from naves.domains.strategies.operations.imports.rows import StrategyRow
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.tables import BadValue, Column, Kind, parse_value

TITLE_LENGTH = 300
_DAY = Column("day", Kind.DATE)
_MONEY = Column("budget", Kind.DECIMAL, minimum=0)


class OutlineRows:
    """The rows of an outline, and what is wrong with it; ``options`` say what the text leaves out."""

    def __init__(self, outline: Outline, options: Mapping[str, str]) -> None:
        self.problems: list[Problem] = []
        self._outline = outline
        self._said = {**{name: (1, text) for name, text in options.items() if text}, **outline.said}

    def rows(self) -> list[StrategyRow]:
        """Return one row for the strategy and one for each goal and measure."""
        outline = self._outline
        if not outline.title:
            self.problems.append(_untitled())
        if not outline.goals:
            self.problems.append(_without_goals())
        self.problems += [_without_goal(line) for line in outline.orphans]
        identifier = self._text("strategy_id") or _identifier(outline.title, self._text("owner"))
        return [
            StrategyRow(
                row=outline.title_line,
                strategy_id=identifier,
                strategy_title=outline.title[:TITLE_LENGTH],
                strategy_url=self._text("strategy_url"),
                owner=self._text("owner"),
                summary="\n".join(outline.summary),
                status="draft",
                in_force_from=self._value("in_force_from", _DAY),
                in_force_to=self._value("in_force_to", _DAY),
                places=tuple(
                    part.strip() for part in self._text("places").replace(",", ";").split(";") if part.strip()
                ),
            ),
            *self._contents(),
        ]

    def _contents(self) -> Iterator[StrategyRow]:
        for goal in self._outline.goals:
            yield StrategyRow(
                row=goal.line,
                goal_code=goal.code,
                goal_title=goal.title[:TITLE_LENGTH],
                goal_description="\n".join(goal.lines),
                goal_parent=goal.parent,
            )
            for measure in goal.measures:
                yield StrategyRow(
                    row=measure.line,
                    goal_code=goal.code,
                    measure_code=measure.code,
                    measure_title=measure.title[:TITLE_LENGTH],
                    measure_description=_description(measure),
                    measure_responsible_body=measure.said.get("measure_responsible_body", (0, ""))[1],
                    measure_deadline=self._of(measure, "measure_deadline", _DAY),
                    measure_budget_czk=self._of(measure, "measure_budget_czk", _MONEY),
                )

    def _text(self, name: str) -> str:
        return self._said.get(name, (0, ""))[1]

    def _value(self, name: str, column: Column) -> Any:
        return self._parsed(name, column, self._said[name]) if name in self._said else None

    def _of(self, measure: Measure, name: str, column: Column) -> Any:
        return self._parsed(name, column, measure.said[name]) if name in measure.said else None

    def _parsed(self, name: str, column: Column, said: tuple[int, str]) -> Any:
        line, text = said
        try:
            return parse_value(text.removesuffix("Kč").removesuffix("CZK").strip(), column)
        except BadValue as bad:
            self.problems.append(
                Problem(
                    code=bad.code,
                    message=bad.message,
                    remedy=bad.remedy,
                    params=bad.params,
                    field=name,
                    value=text,
                    row=line,
                    column=name,
                )
            )
            return None


def _description(measure: Measure) -> str:
    """Return what stands below a measure, and its title where that is longer than a title may be."""
    whole = [measure.title] if len(measure.title) > TITLE_LENGTH else []
    return "\n".join([*whole, *measure.lines])


def _identifier(title: str, owner: str) -> str:
    """Return the same identifier for the same title and owner, so that a corrected outline meets its draft again."""
    return "osnova-" + hashlib.sha256(f"{owner}\n{title}".encode()).hexdigest()[:12]


def _untitled() -> Problem:
    return Problem(
        code="outline_without_title",
        message=gettext_noop("The outline has no title."),
        remedy=gettext_noop("Write the name of the strategy on its first line."),
        row=1,
    )


def _without_goals() -> Problem:
    return Problem(
        code="outline_without_goals",
        message=gettext_noop("No goal was found in the outline."),
        remedy=gettext_noop("Write goals as headings (## Goal) and measures as bullets (- measure) below them."),
        row=1,
    )


def _without_goal(line: int) -> Problem:
    return Problem(
        code="measure_without_goal",
        field="goal_code",
        message=gettext_noop("The measure stands under no goal."),
        remedy=gettext_noop("Write a goal above it, or make one of the lines above it a goal."),
        row=line,
    )
