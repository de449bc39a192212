"""Bad files: each gets a message with row, column, value and remedy, in both languages; nothing is half-written."""

import io
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from naves.domains.needs.models import Evidence, Need
from naves.domains.places.models import Place
from naves.domains.strategies.models import Strategy
from tests.cli.conftest import Command
from tests.factories.places import make_country

NEEDS = "kód obce;název potřeby;témata;zazněla dne;počet lidí;kdo ji vyslovil;závažnost\n"
REST = ";občan;2\n"
STRATEGIES = (
    "strategy_id;strategy_title;owner;in_force_from;in_force_to;places;"
    "goal_code;goal_title;measure_code;measure_title\n"
)


@dataclass(frozen=True)
class Case:
    """A file of a kind and what its refusal must say in each language."""

    kind: str
    content: bytes
    czech: tuple[str, ...]
    english: tuple[str, ...]


def need(row: str) -> bytes:
    return (NEEDS + row + REST).encode()


CASES = {
    "broken encoding": Case("needs", NEEDS.encode("utf-16")[:-31], ("soubor",), ("file",)),
    "only one column": Case("needs", b"Litovel|\nOlomouc|\n", ("sloup",), ("column",)),
    "missing column": Case(
        "needs", "kód obce;témata;zazněla dne\n503444;mobility;2026-01-02\n".encode(), ("sloup",), ("column",)
    ),
    "double column": Case(
        "needs",
        "kód obce;název potřeby;název potřeby;témata\n503444;Chybí chodník;Chybí chodník;mobility\n".encode(),
        ("název potřeby",),
        ("název potřeby",),
    ),
    "homonymous town": Case(
        "needs",
        NEEDS.replace("kód obce", "obec").encode() + f"Lužice;Chybí chodník;mobility;2026-01-02;5{REST}".encode(),
        ("řádek 2", "Lužice", "okres"),
        ("row 2", "Lužice", "okres"),
    ),
    "unknown code": Case(
        "needs", need("999999;Chybí chodník;mobility;2026-01-02;5"), ("řádek 2", "999999"), ("row 2", "999999")
    ),
    "municipal district": Case(
        "needs", need("500054;Chybí chodník;mobility;2026-01-02;5"), ("řádek 2", "500054"), ("row 2", "500054")
    ),
    "ambiguous date": Case(
        "needs",
        need("503444;Chybí chodník;mobility;01/02/2026;5"),
        ("řádek 2", "01/02/2026"),
        ("row 2", "01/02/2026"),
    ),
    "negative people": Case(
        "needs", need("503444;Chybí chodník;mobility;2026-01-02;-5"), ("řádek 2", "-5"), ("row 2", "-5")
    ),
    "shares that do not sum to one": Case(
        "needs",
        need("503444;Chybí chodník;mobility:0.7, safety:0.7;2026-01-02;5"),
        ("řádek 2",),
        ("row 2",),
    ),
    "strategy that ends before it begins": Case(
        "strategies",
        (STRATEGIES + "S1;Strategie;Litovel;2027-01-01;2026-01-01;503444;C1;Cíl;O1;Opatření\n").encode(),
        ("řádek 2",),
        ("row 2",),
    ),
    "cyclic territory": Case(
        "places",
        b"code;name;level;parent_code\nA1;Prvni;region;B1\nB1;Druhy;region;A1\n",
        ("řádek", "A1"),
        ("row", "A1"),
    ),
    "not what it says": Case("needs", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ("soubor",), ("file",)),
    "error page": Case(
        "needs", b"<!doctype html><html><body>404 Not Found</body></html>", ("webová stránka",), ("web page",)
    ),
    "empty": Case("needs", b"", ("prázdný",), ("empty",)),
}


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_refused_with_a_remedy_and_nothing_is_written(
    naves: Command, tmp_path: Path, name: str, language: str
) -> None:
    make_country()
    places = Place.objects.count()
    case = CASES[name]
    file = tmp_path / "soubor.csv"
    file.write_bytes(case.content)
    result = naves("import", case.kind, file, language=language)
    said = result.output
    assert result.exit_code == 1, said
    for words in case.czech if language == "cs" else case.english:
        assert words.lower() in said.lower(), said
    assert ("Nic nebylo zapsáno" if language == "cs" else "Nothing was written") in said
    assert "Traceback" not in said
    counts = (Place.objects.count(), Need.objects.count(), Evidence.objects.count(), Strategy.objects.count())
    assert counts == (places, 0, 0, 0)


def test_one_bad_row_refuses_the_whole_file(naves: Command, tmp_path: Path) -> None:
    make_country()
    file = tmp_path / "potreby.csv"
    good = "503444;Chybí chodník ke škole;mobility;2026-01-02;5" + REST
    file.write_text(NEEDS + good + "999999;Chybí lavička;public_space;2026-01-02;5" + REST)
    result = naves("import", "needs", file)
    assert result.exit_code == 1
    assert "řádek 3" in result.output
    assert not Need.objects.exists()


@pytest.mark.parametrize("written", ["2026-01-02", "2. 1. 2026", "02.01.2026"])
def test_dates_in_three_formats_mean_the_same_day(naves: Command, tmp_path: Path, written: str) -> None:
    make_country()
    file = tmp_path / "potreby.csv"
    file.write_text(NEEDS + f"503444;Chybí chodník ke škole;mobility;{written};5" + REST)
    assert naves("import", "needs", file).exit_code == 0
    assert Need.objects.get().voiced_on.isoformat() == "2026-01-02"


def test_a_file_over_200_mb_is_refused_without_being_read(naves: Command, tmp_path: Path) -> None:
    make_country()
    file = tmp_path / "velky.csv"
    with file.open("wb") as out:
        out.write(NEEDS.encode())
        out.truncate(200_000_001)
    result = naves("import", "needs", file)
    assert result.exit_code == 1
    assert "200" in result.output
    assert not Need.objects.exists()


def test_a_large_good_file_is_imported(naves: Command, tmp_path: Path) -> None:
    make_country()
    generator = random.Random(1)  # noqa: S311 - the same file each time
    out = io.StringIO()
    out.write(NEEDS)
    for number in range(2000):
        out.write(
            f"503444;Chybí chodník číslo {number};mobility;2026-01-{generator.randint(1, 28):02d};{number + 1}{REST}"
        )
    file = tmp_path / "potreby.csv"
    file.write_bytes(out.getvalue().encode("windows-1250"))
    assert naves("import", "needs", file, "--source", "test").exit_code == 0
    assert Need.objects.count() == 2000
