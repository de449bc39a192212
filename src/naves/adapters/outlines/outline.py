"""The shape of an outline: a title, lines "Owner: …" under it, headings as goals, bullets as measures."""

import re
from dataclasses import dataclass, field

from naves.kernel.text import fold

_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*$")
_UNDERLINE = re.compile(r"^(?:=+|-{3,})\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•–▪◦]|\(?[a-z]\))\s+(?P<text>.+)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?P<code>[A-Z]{0,3}\.?\d+(?:\.\d+)*)[.)]?\s+(?P<text>\S.*)$")
_SAID = re.compile(r"^(?:[-*]\s+)?\**(?P<key>[^:*]{3,40}?)\**\s*:\s*\**\s*(?P<value>.+?)\s*$")
KEYS = {
    "strategy_id": ("identifikator", "identifikator strategie", "identifier", "id"),
    "owner": ("vlastnik", "gestor", "zpracovatel", "owner"),
    "in_force_from": ("platnost od", "platna od", "ucinnost od", "in force from", "od"),
    "in_force_to": ("platnost do", "platna do", "in force to", "do"),
    "places": ("uzemi", "obec", "places", "territory"),
    "strategy_url": ("odkaz", "adresa", "url", "link"),
}
_KEY_OF = {name: key for key, names in KEYS.items() for name in names}
MEASURE_KEYS = {
    "measure_responsible_body": ("odpovida", "odpovedny organ", "gesce", "responsible", "responsible body"),
    "measure_deadline": ("termin", "do kdy", "deadline"),
    "measure_budget_czk": ("rozpocet", "naklady", "budget"),
}
_MEASURE_KEY_OF = {name: key for key, names in MEASURE_KEYS.items() for name in names}


@dataclass(slots=True)
class Measure:
    """A bullet; ``said`` holds what indented "Term: …" lines below it state."""

    line: int
    code: str
    title: str
    said: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Goal:
    """A heading with its text and bullets."""

    line: int
    code: str
    title: str
    depth: int
    parent: str = ""
    lines: list[str] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """All that was found; ``said`` maps names of the strategies' columns to (line, text)."""

    title: str = ""
    title_line: int = 1
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)


def looks_like_outline(text: str) -> bool:
    """Whether the text has at least one heading and one bullet or numbered line below it."""
    found = parse(text)
    return bool(found.goals) and any(goal.measures for goal in found.goals)


def parse(text: str) -> Outline:
    """Return the outline of a text; lines that are neither heading nor bullet describe what stands above them."""
    outline = Outline()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        plain = line.strip()
        following = lines[number] if number < len(lines) else ""
        if not plain or _UNDERLINE.match(plain):
            continue
        heading = _heading(plain, following)
        if heading is not None:
            _take_heading(outline, number, *heading)
        elif outline.goals:
            _take_line(outline, number, line)
        elif (said := _said(plain, _KEY_OF)) is not None:
            outline.said.setdefault(said[0], (number, said[1]))
        elif not outline.title:
            outline.title, outline.title_line = plain, number
        else:
            outline.summary.append(plain)
    return outline


def _heading(plain: str, following: str) -> tuple[int, str] | None:
    if found := _HEADING.match(plain):
        return len(found["marks"]), found["text"]
    if _UNDERLINE.match(following.strip()) and following.strip() and not _BULLET.match(plain):
        return (1 if following.strip().startswith("=") else 2), plain
    if (found := _NUMBERED.match(plain)) and found["code"].count(".") == 0 and not plain.endswith((".", ";", ",")):
        return 2, plain
    return None


def _take_heading(outline: Outline, line: int, depth: int, text: str) -> None:
    if not outline.title and not outline.goals:
        outline.title, outline.title_line = text, line
        return
    found = _NUMBERED.match(text)
    parents = [goal for goal in outline.goals if goal.depth < depth]
    above = next((goal for goal in reversed(outline.goals) if goal.depth < depth and goal in parents), None)
    number = 1 + sum(goal.parent == (above.code if above else "") for goal in outline.goals)
    code = found["code"] if found else (f"{above.code}.{number}" if above else f"C{number}")
    taken = {goal.code for goal in outline.goals}
    while code in taken:
        number += 1
        code = f"{above.code}.{number}" if above else f"C{number}"
    outline.goals.append(Goal(line, code, found["text"] if found else text, depth, parent=above.code if above else ""))


def _take_line(outline: Outline, line: int, raw: str) -> None:
    goal, plain = outline.goals[-1], raw.strip()
    bullet = _BULLET.match(raw) or _NUMBERED.match(plain)
    text = bullet["text"] if bullet else plain
    said = _said(text, _MEASURE_KEY_OF)
    if goal.measures and said is not None:
        goal.measures[-1].said.setdefault(said[0], (line, said[1]))
    elif bullet:
        numbered = _NUMBERED.match(text) or _NUMBERED.match(plain)
        code = f"{goal.code}.O{len(goal.measures) + 1}"
        taken = {measure.code for other in outline.goals for measure in other.measures}
        if numbered and numbered["code"] not in taken:
            code, text = numbered["code"], numbered["text"]
        goal.measures.append(Measure(line, code, text.rstrip(" ;,")))
    else:
        goal.lines.append(plain)


def _said(plain: str, keys: dict[str, str]) -> tuple[str, str] | None:
    found = _SAID.match(plain)
    key = keys.get(fold(found["key"]).strip()) if found else None
    return (key, found["value"]) if found and key else None
