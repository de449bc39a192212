"""The lines of an outline as a form: what each is, what it says, who answers for it and until when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naves.adapters.outlines.deadlines import last_day
from naves.adapters.outlines.lines import Kind, Line
from naves.kernel.text import fold
from naves.web.check.reading import MOST_LINES

LEVELS: Final[dict[str, Promise]] = {
    "goal1": _("goal"),
    "goal2": _("goal under it"),
    "goal3": _("goal two below"),
    "measure": _("measure"),
    "text": _("text of what stands above"),
    "out": _("leave out"),
}
GOALS: Final = ("goal1", "goal2", "goal3")
LONG: Final = 90


@dataclass(slots=True)
class DraftLine:
    """A line to correct, numbered from 1.

    `said` is what the text says of a deadline where that is no plain day; `errors` what was refused.
    """

    number: int
    level: str
    text: str
    code: str = ""
    body: str = ""
    deadline: str = ""
    said: str = ""
    budget: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return how many rows its text takes."""
        return 1 if len(self.text) <= LONG else 3

    @property
    def is_item(self) -> bool:
        """Whether it is a goal or a measure, which have a code."""
        return self.level in GOALS or self.level == "measure"


def draft_lines(lines: Iterable[Line], known: Mapping[str, str]) -> list[DraftLine]:
    """Return lines to correct; `known` maps folded titles of the strategy's goals and measures to their codes."""
    listed = list(lines)
    depths = sorted({line.depth for line in listed if line.kind is Kind.GOAL})
    found: list[DraftLine] = []
    for line in listed:
        if line.kind is Kind.MEASURE_SAID:
            _say(found, line)
        elif line.kind not in {Kind.TITLE, Kind.SAID}:
            level = line.kind.value
            if line.kind is Kind.GOAL:
                level = GOALS[min(depths.index(line.depth), len(GOALS) - 1)]
            found.append(DraftLine(len(found) + 1, level, line.text, known.get(fold(line.text), line.code)))
    return found


def sent_lines(sent: QueryDict) -> list[DraftLine]:
    """Return the lines as the form was sent; unknown levels are left out."""
    return [
        DraftLine(
            number=number,
            level=level if level in LEVELS else "out",
            text=sent.get(f"text-{number}", "").strip(),
            code=sent.get(f"code-{number}", "").strip(),
            body=sent.get(f"body-{number}", "").strip(),
            deadline=sent.get(f"deadline-{number}", "").strip(),
            said=sent.get(f"said-{number}", "").strip(),
            budget=sent.get(f"budget-{number}", "").strip(),
        )
        for number in range(1, MOST_LINES + 1)
        if (level := sent.get(f"level-{number}"))
    ]


def outline_lines(title: str, said: Mapping[str, str], lines: Sequence[DraftLine]) -> Iterator[Line]:
    """Yield the corrected lines as the outline takes them; their numbers are those of the form."""
    yield Line(0, Kind.TITLE, title)
    for key, value in said.items():
        if value:
            yield Line(0, Kind.SAID, value, key=key)
    for line in lines:
        if line.level == "out" or not line.text:
            continue
        number = line.number
        if line.level in GOALS:
            yield Line(number, Kind.GOAL, line.text, GOALS.index(line.level) + 1, line.code)
        elif line.level == "measure":
            yield Line(number, Kind.MEASURE, line.text, code=line.code)
            for key, value in (
                ("measure_responsible_body", line.body),
                ("measure_deadline", line.deadline),
                ("measure_budget_czk", line.budget),
            ):
                if value:
                    yield Line(number, Kind.MEASURE_SAID, value, key=key)
        else:
            yield Line(number, Kind.TEXT, line.text)


def counts(lines: Iterable[DraftLine]) -> tuple[int, int]:
    """Return how many goals and measures there are."""
    levels = [line.level for line in lines]
    return sum(level in GOALS for level in levels), levels.count("measure")


def _say(found: Sequence[DraftLine], line: Line) -> None:
    """Put what a line says to the measure above it."""
    measure = next((one for one in reversed(found) if one.level == "measure"), None)
    if measure is None:
        return
    if line.key == "measure_responsible_body":
        measure.body = line.text
    elif line.key == "measure_budget_czk":
        measure.budget = line.text
    else:
        day: date | None = last_day(line.text)
        measure.deadline = day.isoformat() if day else ""
        measure.said = "" if day and line.text.strip() == day.isoformat() else line.text
