"""Importing the territory: sound trees are written whole, others not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.places import queries
from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.events import TerritoryChanged
from naves.domains.places.models import Place, Population
from naves.domains.places.operations import import_places
from naves.domains.places.rules.rows import PlaceRow
from naves.kernel import events
from naves.kernel.errors import NotAllowed, Refused
from naves.kernel.imports import ImportReport

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 10, tzinfo=UTC)
TREE = [
    PlaceRow(None, "CZ", "Česko", PlaceLevel.STATE),
    PlaceRow(2, "CZ071", "Olomoucký kraj", PlaceLevel.REGION, "CZ"),
    PlaceRow(2, "CZ0712", "Olomouc", PlaceLevel.DISTRICT, "CZ071"),
    PlaceRow(2, "7105", "Litovel", PlaceLevel.ORP, "CZ0712"),
]
LITOVEL = PlaceRow(
    2,
    "503444",
    "Litovel",
    PlaceLevel.MUNICIPALITY,
    "7105",
    MunicipalityKind.TOWN,
    "CZ0712",
    9510,
    date(2025, 1, 1),
    17.07615,
    49.70121,
    4639.0,
    "00299138",
)


def run(rows: Sequence[PlaceRow], *, at: datetime = AT, dry_run: bool = False, actor: Actor = SYSTEM) -> ImportReport:
    return import_places(actor=actor, rows=rows, at=at, source="obce.csv", dry_run=dry_run)


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_sound_tree_is_written_with_its_ancestors_repeated() -> None:
    report = run([LITOVEL, *TREE])
    town = queries.place_by_code("503444")
    assert (report.created, report.changed, report.written) == (5, 0, True)
    assert [place.code for place in queries.ancestors(town)] == ["CZ", "CZ071", "CZ0712", "7105"]
    assert (town.region.code, town.district.code, town.orp.code) == ("CZ071", "CZ0712", "7105")
    assert (town.size_class, town.population, town.name_folded) == (3, 9510, "litovel")


def test_a_dry_run_counts_and_writes_nothing() -> None:
    assert run([*TREE, LITOVEL], dry_run=True).created == 5
    assert not Place.objects.exists()


def test_repeating_an_import_changes_nothing_and_tells_nobody() -> None:
    run([*TREE, LITOVEL])
    heard: list[TerritoryChanged] = []
    events.subscribe(TerritoryChanged, heard.append)
    lines = AuditEntry.objects.count()
    report = run([*TREE, LITOVEL], at=LATER)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 5)
    assert (Population.objects.count(), AuditEntry.objects.count(), heard) == (1, lines, [])


def test_a_change_is_told_and_kept_in_the_audit_log() -> None:
    run([*TREE, LITOVEL])
    heard: list[TerritoryChanged] = []
    events.subscribe(TerritoryChanged, heard.append)
    run(
        [*TREE, replace(LITOVEL, name="Litovel na Moravě", population=9600, population_date=date(2026, 1, 1))], at=LATER
    )
    line = AuditEntry.objects.get(kind="place", identifier="503444")
    assert line.before == {"name": "Litovel", "population": 9510}
    assert line.after == {"name": "Litovel na Moravě", "population": 9600}
    assert [event.at for event in heard] == [LATER]
    assert Place.objects.get(code="503444").population == 9600


def test_a_corrected_count_stands_beside_the_one_it_corrects() -> None:
    run([*TREE, LITOVEL])
    run([*TREE, replace(LITOVEL, population=9511)], at=LATER)
    town = Place.objects.get(code="503444")
    assert [count.people for count in queries.population_history(town)] == [9510, 9511]
    assert queries.population_as_of(town, date(2026, 4, 1)).people == 9510
    assert queries.population_as_of(town, date(2026, 6, 1)).people == 9511


def test_an_older_count_does_not_become_the_current_one() -> None:
    run([*TREE, LITOVEL])
    run([*TREE, replace(LITOVEL, population=9300, population_date=date(2021, 1, 1))], at=LATER)
    assert Place.objects.get(code="503444").population == 9510


def test_a_town_moves_to_another_orp_with_all_that_is_above_it() -> None:
    run([*TREE, LITOVEL])
    others = [
        PlaceRow(3, "CZ0715", "Šumperk", PlaceLevel.DISTRICT, "CZ071"),
        PlaceRow(3, "7111", "Šumperk", PlaceLevel.ORP, "CZ0715"),
    ]
    run([*TREE, *others, replace(LITOVEL, parent_code="7111", district_code=None)], at=LATER)
    town = queries.place_by_code("503444")
    assert (town.orp.code, town.district.code) == ("7111", "CZ0715")


def test_places_missing_from_the_file_stay_and_are_counted() -> None:
    run([*TREE, LITOVEL])
    assert run(TREE, at=LATER).notes == {"not_listed": 1}
    assert Place.objects.filter(code="503444").exists()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (replace(LITOVEL, code="500054", name="Praha 1"), "city_part"),
        (replace(LITOVEL, parent_code="9999"), "unknown_parent"),
        (replace(LITOVEL, parent_code="CZ071"), "parent_of_wrong_level"),
        (replace(LITOVEL, parent_code="503444"), "cyclic_territory"),
        (replace(LITOVEL, population=-5), "negative_people"),
        (replace(LITOVEL, population_date=None), "population_without_date"),
        (replace(LITOVEL, ico="00299139"), "bad_ico"),
        (replace(LITOVEL, district_code="7105"), "unknown_district"),
        (replace(LITOVEL, kind=MunicipalityKind.MILITARY), "people_in_military_district"),
    ],
)
def test_one_bad_row_refuses_the_whole_file_and_names_itself(bad: PlaceRow, code: str) -> None:
    with pytest.raises(Refused) as refused:
        run([*TREE, replace(bad, row=7)])
    assert codes_of(refused) == [code]
    assert refused.value.problems[0].row == 7
    assert refused.value.problems[0].remedy
    assert not Place.objects.exists()


def test_a_code_given_twice_names_both_rows() -> None:
    with pytest.raises(Refused) as refused:
        run([*TREE, LITOVEL, replace(LITOVEL, row=9)])
    assert [(p.code, p.row, p.params["first"]) for p in refused.value.problems] == [("place_twice", 9, 2)]


def test_a_cycle_over_several_units_is_found() -> None:
    rows = [
        *TREE[:2],
        PlaceRow(3, "CZ0712", "Olomouc", PlaceLevel.DISTRICT, "7105"),
        PlaceRow(4, "7105", "Litovel", PlaceLevel.ORP, "CZ0712"),
    ]
    with pytest.raises(Refused) as refused:
        run(rows)
    assert codes_of(refused) == ["cyclic_territory", "cyclic_territory"]


def test_problems_name_the_heading_of_the_file() -> None:
    report = import_places(
        actor=SYSTEM,
        rows=[*TREE, replace(LITOVEL, population=-1)],
        at=AT,
        source="obce.csv",
        columns={"population": "obyv_2025"},
        dry_run=True,
    )
    assert [problem.column for problem in report.problems] == ["obyv_2025"]


def test_only_analysts_and_administrators_import() -> None:
    with pytest.raises(NotAllowed):
        run(TREE, actor=ANONYMOUS)
