"""The shape of an outline: a title, what is said of the whole, goals with their measures."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from naves.adapters.outlines.lines import Kind, Line, read_lines


@dataclass(slots=True)
class Measure:
    """``said`` holds what lines such as "Term: …" below it state, ``lines`` what else stands there."""

    line: int
    code: str
    title: str
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Goal:
    """A heading with its text and measures."""

    line: int
    code: str
    title: str
    depth: int
    parent: str = ""
    lines: list[str] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """All that was found; ``said`` maps names of the strategies' columns to (line, text).

    ``orphans`` are lines of measures that stand under no goal.
    """

    title: str = ""
    title_line: int = 1
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    orphans: list[int] = field(default_factory=list)


def looks_like_outline(text: str) -> bool:
    """Whether the text has at least one heading and one bullet or numbered line below it."""
    found = parse(text)
    return bool(found.goals) and any(goal.measures for goal in found.goals)


def parse(text: str) -> Outline:
    """Return the outline of a text; lines that are neither heading nor bullet describe what stands above them."""
    return build(read_lines(text))


def build(lines: Iterable[Line]) -> Outline:
    """Return the outline that the lines make up, in their order; goals and measures without a code get one."""
    outline = Outline()
    codes = _Codes(set(), set())
    waiting = list(lines)
    codes.reserve(waiting)
    for line in waiting:
        if line.kind is Kind.TITLE:
            outline.title, outline.title_line = line.text, line.number
        elif line.kind is Kind.SAID:
            outline.said.setdefault(line.key, (line.number, line.text))
        elif line.kind is Kind.GOAL:
            _take_goal(outline, line, codes)
        elif not outline.goals:
            _take_before_goals(outline, line)
        else:
            _take_below_goal(outline.goals[-1], line, codes)
    return outline


@dataclass(slots=True)
class _Codes:
    """Codes that the text states go before those that are made up."""

    goals: set[str]
    measures: set[str]
    given: set[str] = field(default_factory=set)

    def reserve(self, lines: Iterable[Line]) -> None:
        """Keep codes that are stated from being made up for something else."""
        self.given = {line.code for line in lines if line.code}

    def take(self, taken: set[str], stated: str, made: str, number: int) -> str:
        """Return the stated code, or the first free one of ``made`` with a number behind it."""
        if stated and stated not in taken:
            taken.add(stated)
            return stated
        while (code := f"{made}{number}") in taken or code in self.given:
            number += 1
        taken.add(code)
        return code


def _take_goal(outline: Outline, line: Line, codes: _Codes) -> None:
    above = next((goal for goal in reversed(outline.goals) if goal.depth < line.depth), None)
    parent = above.code if above else ""
    number = 1 + sum(goal.parent == parent for goal in outline.goals)
    code = codes.take(codes.goals, line.code, f"{parent}." if parent else "C", number)
    outline.goals.append(Goal(line.number, code, line.text, line.depth, parent=parent))


def _take_before_goals(outline: Outline, line: Line) -> None:
    if line.kind is Kind.MEASURE:
        outline.orphans.append(line.number)
    elif not outline.title and line.kind is Kind.TEXT:
        outline.title, outline.title_line = line.text, line.number
    else:
        outline.summary.append(line.text)


def _take_below_goal(goal: Goal, line: Line, codes: _Codes) -> None:
    if line.kind is Kind.MEASURE:
        code = codes.take(codes.measures, line.code, f"{goal.code}.O", len(goal.measures) + 1)
        goal.measures.append(Measure(line.number, code, line.text))
    elif line.kind is Kind.MEASURE_SAID and goal.measures:
        goal.measures[-1].said.setdefault(line.key, (line.number, line.text))
    else:
        (goal.measures[-1] if goal.measures else goal).lines.append(line.text)
