"""Single lines of an outline, and deadlines as strategies write them."""

from datetime import date

import pytest

from naves.adapters.outlines.deadlines import last_day
from naves.adapters.outlines.lines import Kind, Line, read_lines
from naves.adapters.outlines.outline import build, parse
from naves.adapters.outlines.rows import OutlineRows

DOCUMENT = """\
Plán města
## Cíl 1: Bezpečné ulice
### Opatření 1.1 – Přechody u škol
Budou nasvícené.
Garant: Odbor dopravy
- 1.2 Lavičky
## Strategický cíl B. Zdravé město
Aktivita 7: Nový lékař
"""


def test_lines_that_call_themselves_goal_or_measure_are_taken_at_their_word() -> None:
    assert [(line.kind, line.code, line.text) for line in read_lines(DOCUMENT)] == [
        (Kind.TITLE, "", "Plán města"),
        (Kind.GOAL, "1", "Bezpečné ulice"),
        (Kind.MEASURE, "1.1", "Přechody u škol"),
        (Kind.TEXT, "", "Budou nasvícené."),
        (Kind.MEASURE_SAID, "", "Odbor dopravy"),
        (Kind.MEASURE, "1.2", "Lavičky"),
        (Kind.GOAL, "B", "Zdravé město"),
        (Kind.MEASURE, "7", "Nový lékař"),
    ]


def test_text_below_a_measure_describes_it() -> None:
    goal, _ = parse(DOCUMENT).goals
    assert (goal.lines, goal.measures[0].lines) == ([], ["Budou nasvícené."])
    rows = OutlineRows(parse(DOCUMENT), {}).rows()
    assert rows[2].measure_description == "Budou nasvícené."


def test_measure_without_a_goal_names_its_line() -> None:
    outline = build([Line(0, Kind.TITLE, "Plán"), Line(4, Kind.MEASURE, "Lavičky"), Line(5, Kind.GOAL, "Ulice", 1)])
    reader = OutlineRows(outline, {})
    reader.rows()
    assert [(problem.code, problem.row) for problem in reader.problems] == [("measure_without_goal", 4)]


def test_codes_that_are_stated_are_not_made_up_for_others() -> None:
    outline = build(
        [
            Line(1, Kind.GOAL, "První", 1),
            Line(2, Kind.GOAL, "Druhý", 1, "C1"),
            Line(3, Kind.MEASURE, "Lavičky"),
            Line(4, Kind.MEASURE, "Stromy", code="C1.O1"),
        ]
    )
    assert [goal.code for goal in outline.goals] == ["C2", "C1"]
    assert [measure.code for measure in outline.goals[1].measures] == ["C1.O2", "C1.O1"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31. 12. 2027", date(2027, 12, 31)),
        ("do 30.6.2028", date(2028, 6, 30)),
        ("2027-05-01", date(2027, 5, 1)),
        ("06/2028", date(2028, 6, 30)),
        ("Q3 2027", date(2027, 9, 30)),
        ("IV. čtvrtletí 2026", date(2026, 12, 31)),
        ("2026–2029", date(2029, 12, 31)),
        ("do konce roku 2028", date(2028, 12, 31)),
        ("průběžně", None),
        ("31. 6. 2027", None),
        ("13/2027", None),
    ],
)
def test_deadline_is_the_last_day_that_the_text_allows(text: str, day: date | None) -> None:
    assert last_day(text) == day
