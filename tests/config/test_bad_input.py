"""Files as they come: each refusal names row, column, value and remedy in Czech and English, and writes nothing."""

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from naves.config.imports import Context, preview, run
from naves.domains.accounts.models import AuditEntry
from naves.domains.needs.models import Evidence, Need
from naves.domains.organisations.access import SYSTEM
from naves.domains.places.models import Place
from naves.domains.strategies.models import Strategy
from naves.kernel.errors import Problem, Refused
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
CONTEXT = Context(actor=SYSTEM, at=AT)
HEAD = "id;obec;okres;název potřeby;témata;kdo ji vyslovil;zazněla dne;závažnost;počet lidí\n"
GOOD = "P-1;Litovel;;Chybí přechod u školy;Bydlení;občan;1. 3. 2026;2;120\n"
STRATEGIES = "strategy_id;strategy_title;owner;in_force_from;in_force_to;places;goal_code;goal_title\n"


def needs(**changes: str) -> bytes:
    """Return a table of a good need and then one with ``changes``."""
    cells = dict(zip(HEAD.strip().split(";"), GOOD.strip().split(";"), strict=True)) | {"id": "P-2"} | changes
    return (HEAD + GOOD + ";".join(cells.values()) + "\n").encode()


@dataclass(frozen=True)
class Case:
    """``said`` must stand in the Czech message and remedy, ``says`` in the English one."""

    content: bytes
    code: str
    said: tuple[str, ...]
    says: tuple[str, ...]
    row: int | None = 3
    column: str | None = None
    kind: str = "needs"


CASES = {
    "broken encoding": Case(
        (HEAD + GOOD * 40).encode() + b"P-2;Litovel;;Chyb\xc3 p\xf8echod;Bydleni;obcan;2026-03-01;2;1\n",
        "encoding_damaged",
        ("UTF-8", "poškozen"),
        ("UTF-8", "damaged"),
        row=42,
    ),
    "wrong delimiter": Case(
        (HEAD + GOOD).replace(";", "~").encode(),
        "wrong_delimiter",
        ("jeden sloupec", "středníkem"),
        ("semicolon",),
        row=1,
    ),
    "missing column": Case(
        (HEAD + GOOD).replace("závažnost", "poznámka").encode(),
        "missing_column",
        ("závažnost", "Chybí"),
        ("závažnost", "missing"),
        row=1,
        column="závažnost",
    ),
    "double column": Case(
        (HEAD + GOOD).replace("okres", "Témata").encode(), "doubled_column", ("2krát", "Témata"), ("2 times",), row=1
    ),
    "homonymous town": Case(
        needs(obec="Lužice"),
        "place_ambiguous",
        ("Lužice", "569844", "567281", "okres"),
        ("Lužice", "569844", "district"),
        column="obec",
    ),
    "unknown town": Case(
        needs(obec="Litovec"), "place_unknown", ("Litovec", "Litovel"), ("Did you mean", "Litovel"), column="obec"
    ),
    "unknown code": Case(
        needs(obec="999999"), "place_unknown_code", ("999999", "kód"), ("999999", "code"), column="obec"
    ),
    "municipal district": Case(
        needs(obec="Praha 4"), "city_part", ("Praha 4", "část města", "554782"), ("Praha 4", "part of"), column="obec"
    ),
    "municipal district by code": Case(needs(obec="500119"), "city_part", ("500119",), ("500119",), column="obec"),
    "ambiguous date": Case(
        needs(**{"zazněla dne": "03/04/2026"}),
        "ambiguous_date",
        ("03/04/2026", "dvěma způsoby"),
        ("03/04/2026", "two ways"),
        column="zazněla dne",
    ),
    "impossible date": Case(
        needs(**{"zazněla dne": "31. 2. 2026"}), "not_a_date", ("31. 2. 2026",), ("not a date",), column="zazněla dne"
    ),
    "date to come": Case(
        needs(**{"zazněla dne": "2027-01-01"}),
        "voiced_in_future",
        ("nenastal",),
        ("has not come",),
        column="zazněla dne",
    ),
    "negative people": Case(
        needs(**{"počet lidí": "-5"}), "below_minimum", ("-5", "Zkontrolujte"), ("-5", "Check"), column="počet lidí"
    ),
    "shares that do not sum to one": Case(
        needs(témata="Bydlení 60 % | Energie 30 %"), "theme_sum", ("0.9", "100 %"), ("0.9", "100 %"), column="témata"
    ),
    "some themes without shares": Case(
        needs(témata="Bydlení 60 % | Energie"), "theme_without_share", ("podíl",), ("share",), column="témata"
    ),
    "unknown theme": Case(needs(témata="Vesmír"), "theme_unknown", ("Vesmír", "housing"), ("Vesmír",), column="témata"),
    "unknown choice": Case(
        needs(závažnost="hrozná"), "unknown_choice", ("hrozná", "1, 2, 3"), ("hrozná",), column="závažnost"
    ),
    "row with a cell too few": Case(
        (HEAD + GOOD + "P-2;Litovel\n").encode(), "ragged_row", ("2", "9"), ("2 cells", "9"), row=3
    ),
    "same identifier twice": Case((HEAD + GOOD + GOOD).encode(), "row_double", ("dvakrát",), ("twice",), column="id"),
    "strategy that ends before it begins": Case(
        (STRATEGIES + "S-1;Plán;Litovel;1. 1. 2026;31. 12. 2025;503444;C1;Bydlení\n").encode(),
        "ends_before_it_begins",
        ("2025-12-31",),
        ("before",),
        row=2,
        kind="strategies",
    ),
    "cyclic territory": Case(
        b"code,name,level,parent_code\nXX,Zem\xc4\x9b,state,\nXX1,Kraj,region,XX1\n",
        "cyclic_territory",
        ("XX1",),
        ("XX1",),
        column="parent_code",
        kind="places",
    ),
    "a picture called a table": Case(
        b"\x89PNG\r\n\x1a\n" + bytes(64), "not_a_table", ("PNG", "CSV"), ("PNG", "CSV"), row=None
    ),
    "a web page called a table": Case(
        b"<!doctype html><html><body>Chyba</body></html>", "html_page", ("webová stránka",), ("web page",), row=None
    ),
    "an empty file": Case(b"", "empty_file", ("prázdný",), ("empty",), row=None),
    "a damaged workbook": Case(b"PK\x03\x04" + bytes(200), "", ("",), ("",), row=None),
    "a file of another kind": Case(
        (HEAD + GOOD).encode(), "other_kind", ("potřeby",), ("needs",), row=None, kind="evidence"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_refused_in_words_and_nothing_is_written(name: str) -> None:
    case = CASES[name]
    make_country()
    OrganisationFactory(name="Litovel")
    places = Place.objects.count()
    with pytest.raises(Refused) as refused:
        run(BytesIO(case.content), CONTEXT, kind=case.kind)
    problem = found(refused.value, case)
    assert_told(problem, case)
    assert (Need.objects.count(), Evidence.objects.count(), Strategy.objects.count()) == (0, 0, 0)
    assert (Place.objects.count(), AuditEntry.objects.count()) == (places, 0)


def found(refused: Refused, case: Case) -> Problem:
    named = [problem for problem in refused.problems if case.code in ("", problem.code)]
    assert named, [(problem.code, problem.text()) for problem in refused.problems]
    return named[0]


def assert_told(problem: Problem, case: Case) -> None:
    assert (problem.row, problem.column if case.column else None) == (case.row or problem.row, case.column)
    for language, words in (("cs", case.said), ("en", case.says)):
        with translation.override(language):
            message, remedy = problem.text(gettext), problem.remedy_text(gettext)
        assert message, language
        assert remedy, language
        assert "%(" not in message + remedy
        for word in words:
            assert word in f"{message} {remedy}", (language, message, remedy)
    with translation.override("cs"):
        assert problem.text(gettext) != problem.text(), "not translated"


@pytest.mark.parametrize("day", ["2026-03-01", "1. 3. 2026", "1. března 2026", "01.03.2026"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1250", "iso-8859-2", "utf-16"])
def test_dates_and_encodings_of_every_usual_form_are_read(day: str, encoding: str) -> None:
    make_country()
    content = (HEAD + GOOD.replace("1. 3. 2026", day)).encode(encoding)
    assert run(BytesIO(content), CONTEXT, kind="needs").created == 1
    need = Need.objects.get()
    assert (need.voiced_on.isoformat(), need.title) == ("2026-03-01", "Chybí přechod u školy")


def test_a_homonym_is_resolved_by_okres_by_code_or_by_an_answer() -> None:
    country = make_country()
    meant = country.town("Lužice (Most)")
    for number, cells in enumerate(({"okres": "Most"}, {"obec": "567281"}, {"obec": "Lužice (Most)"})):
        content = needs(**{"obec": "Lužice", "id": f"H-{number}", **cells}).replace(b"P-1", f"G-{number}".encode())
        run(BytesIO(content), CONTEXT, kind="needs")
    answered = Context(actor=SYSTEM, at=AT, answers={"Lužice": "567281"})
    run(BytesIO(needs(obec="Lužice", id="H-9").replace(b"P-1", b"G-9")), answered, kind="needs")
    assert Need.objects.filter(source_id__startswith="H").count() == 4
    assert set(Need.objects.filter(source_id__startswith="H").values_list("place", flat=True)) == {meant.pk}


def test_a_code_and_a_name_that_disagree_are_refused() -> None:
    make_country()
    table = (HEAD + GOOD).replace("okres", "kód obce").replace("Litovel;;", "Litovel;567337;").encode()
    with pytest.raises(Refused) as refused:
        run(BytesIO(table), CONTEXT, kind="needs")
    assert [problem.code for problem in refused.value.problems] == ["place_code_and_name"]


def test_a_file_over_200_mb_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "obrovský.csv"
    with path.open("wb") as file:
        file.write((HEAD + GOOD).encode())
        file.truncate(200_000_001)
    with pytest.raises(Refused) as refused:
        run(path, CONTEXT, kind="needs")
    assert [problem.code for problem in refused.value.problems] == ["file_too_large"]
    with translation.override("cs"):
        assert "200" in refused.value.problems[0].text(gettext)


def test_a_file_that_unpacks_to_more_than_200_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomba.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write((HEAD + GOOD).encode())
        for _ in range(201):
            file.write(bytes(1_000_000))
    assert path.stat().st_size < 5_000_000
    with pytest.raises(Refused) as refused:
        run(path, CONTEXT, kind="needs")
    assert [problem.code for problem in refused.value.problems] == ["file_too_large"]


def test_a_problem_on_the_last_row_takes_everything_back() -> None:
    make_country()
    rows = "".join(GOOD.replace("P-1", f"P-{number}") for number in range(4_500))
    content = (HEAD + rows + GOOD.replace("P-1", "P-last").replace("120", "-1")).encode()
    with pytest.raises(Refused) as refused:
        run(BytesIO(content), CONTEXT, kind="needs")
    assert [(problem.code, problem.row) for problem in refused.value.problems] == [("below_minimum", 4_502)]
    assert not Need.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_preview_of_a_bad_file_lists_the_same_problems_and_writes_nothing() -> None:
    make_country()
    report = preview(BytesIO(needs(**{"počet lidí": "-5"})), CONTEXT, kind="needs").report
    assert [(problem.code, problem.row) for problem in report.problems] == [("below_minimum", 3)]
    assert not Need.objects.exists()
