"""`naves match` on files and on the database."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from naves.cli import main
from naves.domains.strategies.matching.models import MatchSuggestion
from tests.factories.places import PlaceFactory
from tests.factories.strategies import GoalFactory, MeasureFactory, VersionFactory, make_need


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["match", *arguments])
    return done.exit_code, done.output


@pytest.mark.django_db
def test_suggest_fills_the_desk_or_writes_a_table(tmp_path: Path) -> None:
    place = PlaceFactory()
    goal = GoalFactory(version=VersionFactory(places=[place]))
    MeasureFactory(goal=goal, title="Bezpečné přechody u škol")
    make_need(place, title="Nebezpečný přechod u školy")
    table = tmp_path / "pairs.csv"
    assert run("suggest", "--out", str(table))[0] == 0
    assert "Nebezpečný přechod u školy,Bezpečné přechody u škol," in table.read_text(encoding="utf-8")
    assert not MatchSuggestion.objects.exists()
    code, said = run("suggest")
    assert (code, said.strip()) == (0, "Porovnané potřeby: 1, opatření: 1; dvojice čekající na posouzení: 1.")
    assert MatchSuggestion.objects.count() == 1
    assert run("duplicates")[1].strip() == "Dvojice potřeb, které možná říkají totéž: 0."
    code, said = run("train")
    assert code == 1
    assert "K učení je podkladů příliš málo." in said
    assert run("suggest", "--place", "nic")[0] == 1


@pytest.mark.django_db
def test_evaluate_reads_groups_of_texts_in_any_language(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    rows = [
        "a,Chybí autobus k nádraží,1", "b,Autobusy k nádražím chybějí,1", "c,Park potřebuje lavičky,2",
        "d,Do parků patří lavičky,2", "e,Něco docela jiného,",
    ]  # fmt: skip
    file.write_text("id,text,group\n" + "\n".join(rows) + "\n", encoding="utf-8")
    code, said = run("evaluate", str(file))
    assert code == 0
    assert "recall@10 100,0" in said
    assert "4/4" in said
    assert "K učení je jich málo" in said
    assert "Brierovo skóre" in said
    fallback = tmp_path / "vi.csv"
    rows = ["a,trường học thiếu sân chơi,1", "b,sân chơi trường học,1", "c,xe buýt đến muộn,2", "d,xe buýt muộn,2"]
    fallback.write_text("id,text,group\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert "4/4" in run("evaluate", str(fallback), "--language", "vi")[1]


@pytest.mark.django_db
def test_evaluate_learns_from_many_pairs_and_prints_calibration(tmp_path: Path) -> None:
    words = ["škola", "nádraží", "park", "lékař", "hřiště", "knihovna", "chodník", "kanalizace", "bazén", "osvětlení"]
    lines = [
        f"V obci chybí {need} číslo {number},Nové {measure},{'ano' if need == measure else 'ne'}"
        for number in range(4)
        for need in words
        for measure in (need, words[(words.index(need) + number + 1) % len(words)])
    ]
    file = tmp_path / "pairs.csv"
    file.write_text("need,measure,label\n" + "\n".join(lines) + "\n", encoding="utf-8")
    code, said = run("evaluate", str(file))
    assert code == 0
    assert "Dvojice: 80, z toho patří k sobě: 40." in said
    assert "K učení je jich málo" not in said
    assert "přesnost 100,0" in said.replace("\xa0", " ")


@pytest.mark.django_db
def test_evaluate_names_the_line_the_value_and_the_way_to_mend_it(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("need,measure,label\nŠkola,Nová škola,možná\n,Park,ano\n", encoding="utf-8")
    code, said = run("evaluate", str(bad))
    assert code == 1
    assert "řádek 2" in said
    assert "„možná“ není platné označení. Napište ano, nebo ne (yes, no, 1, 0)." in said
    assert "řádek 3" in said
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    code, said = run("evaluate", str(other))
    assert code == 1
    assert "má sloupce a, b" in said
    empty = tmp_path / "empty.csv"
    empty.write_text("need,measure,label\n", encoding="utf-8")
    assert "Soubor neobsahuje žádné řádky." in run("evaluate", str(empty))[1]
    assert run("evaluate", str(tmp_path / "none.csv"))[0] == 1
