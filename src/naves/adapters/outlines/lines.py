"""The lines of an outline, each with what it seems to be: a person may correct that before anything is made of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from naves.kernel.text import fold

_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*$")
_UNDERLINE = re.compile(r"^(?:=+|-{3,})\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•–▪◦]|\(?[a-z]\))\s+(?P<text>.+)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?P<code>[A-Z]{0,3}\.?\d+(?:\.\d+)*)[.)]?\s+(?P<text>\S.*)$")
_NAMED = re.compile(
    r"^(?P<what>(?:strategick\S+ |specifick\S+ |dílčí )?cíl|strategic goal|goal|opatření|aktivita|measure|action)\s+"
    r"(?P<code>[A-Z]{0,3}\.?\d+(?:\.\d+)*|[A-Z])\s*[.:)–-]*\s+(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SAID = re.compile(r"^(?:[-*]\s+)?\**(?P<key>[^:*]{3,40}?)\**\s*:\s*\**\s*(?P<value>.+?)\s*$")
_MEASURES = ("opatreni", "aktivita", "measure", "action")
KEYS: Final = {
    "strategy_id": ("identifikator", "identifikator strategie", "identifier", "id"),
    "owner": ("vlastnik", "gestor", "zpracovatel", "owner"),
    "in_force_from": ("platnost od", "platna od", "ucinnost od", "in force from", "od"),
    "in_force_to": ("platnost do", "platna do", "in force to", "do"),
    "places": ("uzemi", "obec", "places", "territory"),
    "strategy_url": ("odkaz", "adresa", "url", "link"),
}
MEASURE_KEYS: Final = {
    "measure_responsible_body": (
        "odpovida",
        "odpovedny organ",
        "odpovedny subjekt",
        "zodpovida",
        "gesce",
        "garant",
        "nositel",
        "realizator",
        "responsible",
        "responsible body",
    ),
    "measure_deadline": ("termin", "termin realizace", "do kdy", "deadline"),
    "measure_budget_czk": ("rozpocet", "naklady", "budget"),
}
_KEY_OF = {name: key for key, names in KEYS.items() for name in names}
_MEASURE_KEY_OF = {name: key for key, names in MEASURE_KEYS.items() for name in names}


class Kind(StrEnum):
    """What a line seems to be. SAID belongs to the whole, MEASURE_SAID to the measure above."""

    TITLE = "title"
    SAID = "said"
    GOAL = "goal"
    MEASURE = "measure"
    MEASURE_SAID = "measure_said"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """``depth`` of a goal from 1; ``code`` where the text states one; ``key`` names what is said."""

    number: int
    kind: Kind
    text: str
    depth: int = 0
    code: str = ""
    key: str = ""


def read_lines(text: str) -> Iterator[Line]:
    """Yield the lines that say something; what stands before the first goal belongs to the whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    has_title, has_goal, has_measure = False, False, False
    for number, raw in enumerate(lines, start=1):
        plain = raw.strip()
        following = lines[number] if number < len(lines) else ""
        if not plain or _UNDERLINE.match(plain):
            continue
        line = _headed(number, plain, following)
        if line is not None and not has_title and not has_goal:
            line = Line(number, Kind.TITLE, _heading_text(plain))
        elif line is None and has_goal:
            line = _below_goal(number, raw, has_measure=has_measure)
        elif line is None:
            line = _before_goals(number, plain, has_title=has_title)
        elif line.kind is Kind.MEASURE and not has_goal:
            line = Line(number, Kind.GOAL, line.text, 1, line.code)
        has_title = has_title or line.kind is Kind.TITLE
        has_goal = has_goal or line.kind is Kind.GOAL
        has_measure = line.kind is not Kind.GOAL and (has_measure or line.kind is Kind.MEASURE)
        yield line


def _headed(number: int, plain: str, following: str) -> Line | None:
    """Return a heading as a goal, or as a measure where it calls itself so."""
    depth, text = 0, plain
    below = following.strip()
    if found := _HEADING.match(plain):
        depth, text = len(found["marks"]), found["text"]
    elif below and _UNDERLINE.match(below) and not _BULLET.match(plain):
        depth = 1 if below.startswith("=") else 2
    named = _NAMED.match(text)
    if named and (depth or not plain.endswith((".", ";", ","))):
        if fold(named["what"]) in _MEASURES:
            return Line(number, Kind.MEASURE, named["text"], code=named["code"])
        return Line(number, Kind.GOAL, named["text"], depth or 2, named["code"])
    numbered = _NUMBERED.match(text)
    if not depth and numbered and "." not in numbered["code"] and not plain.endswith((".", ";", ",")):
        depth = 2
    if not depth:
        return None
    return Line(number, Kind.GOAL, numbered["text"] if numbered else text, depth, numbered["code"] if numbered else "")


def _heading_text(plain: str) -> str:
    found = _HEADING.match(plain)
    return found["text"] if found else plain


def _before_goals(number: int, plain: str, *, has_title: bool) -> Line:
    if (said := _said(plain, _KEY_OF)) is not None:
        return Line(number, Kind.SAID, said[1], key=said[0])
    return Line(number, Kind.TEXT if has_title else Kind.TITLE, plain)


def _below_goal(number: int, raw: str, *, has_measure: bool) -> Line:
    plain = raw.strip()
    bullet = _BULLET.match(raw) or _NUMBERED.match(plain)
    text = bullet["text"] if bullet else plain
    said = _said(text, _MEASURE_KEY_OF)
    if has_measure and said is not None:
        return Line(number, Kind.MEASURE_SAID, said[1], key=said[0])
    if not bullet:
        return Line(number, Kind.TEXT, plain)
    numbered = _NAMED.match(text) or _NUMBERED.match(text) or _NUMBERED.match(plain)
    code, text = (numbered["code"], numbered["text"]) if numbered else ("", text)
    return Line(number, Kind.MEASURE, text.rstrip(" ;,"), code=code)


def _said(plain: str, keys: Mapping[str, str]) -> tuple[str, str] | None:
    found = _SAID.match(plain)
    key = keys.get(fold(found["key"]).strip()) if found else None
    return (key, found["value"]) if found and key else None
