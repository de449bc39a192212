"""The commands that bring records in and print figures, as an operator calls them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import override_settings

from naves.cli import COMMANDS, main
from naves.domains.needs.models import Evidence, Need
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.domains.strategies.models import Measure, Response, StrategyVersion
from tests.factories.accounts import UserFactory
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

HEAD = "id;obec;název potřeby;témata;kdo ji vyslovil;zazněla dne;závažnost\n"
GOOD = "P-1;Litovel;Chybí přechod u školy;Bydlení;občan;1. 3. 2026;2\n"
BAD = "P-2;Lužice;Autobus nejezdí;Bydlení;občan;1. 3. 2026;2\n"
Naves = Callable[..., Result]


@pytest.fixture
def naves() -> Naves:
    def call(*words: str, language: str = "cs") -> Result:
        with override_settings(LANGUAGE_CODE=language):
            return CliRunner().invoke(main, list(words), catch_exceptions=False)

    return call


def test_every_command_is_there_and_says_what_it_does(naves: Naves) -> None:
    listed = naves("--help").output
    for name in COMMANDS:
        assert name in listed
        assert "Usage" in naves(name, "--help").output


def test_a_dry_run_says_what_would_happen_and_a_run_does_it(naves: Naves, tmp_path: Path) -> None:
    make_country()
    path = tmp_path / "potřeby.csv"
    path.write_text(HEAD + GOOD)
    shown = naves("import", "needs", str(path), "--dry-run")
    assert (shown.exit_code, "vytvořeno: 1" in shown.output) == (0, True)
    assert not Need.objects.exists()
    assert "created: 1" in naves("import", "needs", str(path), language="en").output
    assert "beze změny: 1" in naves("import", "needs", str(path)).output


def test_a_refused_file_lists_its_problems_and_ends_with_one(naves: Naves, tmp_path: Path) -> None:
    make_country()
    path = tmp_path / "potřeby.csv"
    path.write_text(HEAD + GOOD + BAD)
    refused = naves("import", "needs", str(path))
    assert refused.exit_code == 1
    assert "řádek 3, obec: „Lužice“" in refused.output
    assert "Nic nebylo zapsáno." in refused.output
    assert not Need.objects.exists()
    assert naves("import", "needs", str(path), "--answer", "Lužice=567281").exit_code == 0
    assert Need.objects.get(source_id="P-2").place.code == "567281"


def test_a_file_that_is_not_there_is_told_in_words(naves: Naves) -> None:
    missing = naves("import", "needs", "/nikde/nic.csv")
    assert missing.exit_code == 1
    assert "/nikde/nic.csv" in missing.output


def test_an_outline_becomes_a_draft(naves: Naves, tmp_path: Path) -> None:
    make_country()
    path = tmp_path / "osnova.md"
    path.write_text("# Plán 2027\nÚzemí: 503444\n\n## Ulice\n- Přechody\n  Termín: 30. 6. 2028\n")
    owner = naves("import", "outlines", str(path), "--owner", "Nikdo", "--in-force-from", "1. 1. 2027")
    assert owner.exit_code == 1
    assert "Nikdo" in owner.output
    Organisation.objects.create(
        name="Litovel", kind="ngo", name_sort="litovel", name_folded="litovel", created_at="2026-01-01T00:00Z"
    )
    assert naves("import", "outlines", str(path), "--owner", "Litovel", "--in-force-from", "1. 1. 2027").exit_code == 0
    version = StrategyVersion.objects.get()
    assert (version.status, str(version.in_force_from)) == ("draft", "2027-01-01")
    assert str(Measure.objects.get().deadline) == "2028-06-30"


def test_the_monitor_answers_in_three_formats(naves: Naves) -> None:
    make_country()
    report = json.loads(naves("monitor", "--format", "json", "--as-of", "2026-06-01", "--level", "3").output)
    assert list(report) == [
        *("as_of", "level", "method_version", "places_total", "places_assessed", "assessed_share", "relevance"),
        "estimands",
    ]
    assert (report["as_of"], report["level"], report["places_assessed"]) == ("2026-06-01", 3, 0)
    assert list(report["estimands"]) == ["per_town", "per_person", "sensitivity"]
    for figures in report["estimands"].values():
        assert list(figures) == ["coverage", "interval", "bounds", "p10", "share_below_half"]
    assert naves("monitor", "--format", "csv").output.count("\n") == 4
    assert "neposouzeno" in naves("monitor").output
    assert "not assessed" in naves("monitor", language="en").output
    unknown = naves("monitor", "--theme", "vesmir")
    assert (unknown.exit_code, "vesmir" in unknown.output) == (1, True)


def test_a_country_for_benchmarks_has_the_asked_size_and_is_the_same_for_the_same_seed(naves: Naves) -> None:
    made = naves("bench-country", "--towns", "60", "--needs", "600", "--seed", "7")
    assert made.exit_code == 0
    assert Place.objects.filter(level="municipality").count() == 60
    assert (Need.objects.count(), Evidence.objects.count(), Response.objects.count()) == (600, 1_200, 1_000)
    assert StrategyVersion.objects.count() == 19
    assert Measure.objects.count() == 570
    first = json.loads(naves("monitor", "--format", "json").output)
    assert 0.2 < first["estimands"]["per_town"]["coverage"] < 0.8
    again = naves("bench-country", "--towns", "60", "--needs", "600", "--seed", "7")
    assert (again.exit_code, "Databáze není prázdná" in again.output) == (1, True)


def test_personal_data_are_listed_given_out_and_forgotten(naves: Naves) -> None:
    UserFactory(email="spravce@example.cz", is_superuser=True)
    UserFactory(email="jana@example.cz", name="Jana Nováková")
    listed = json.loads(naves("personal-data", "record", "--format", "json").output)
    assert "accounts.User" in {row["model"] for row in listed}
    by = ("--by", "spravce@example.cz")
    assert (
        json.loads(naves("personal-data", "export", "jana@example.cz", *by).output)["person"]["name"] == "Jana Nováková"
    )
    assert naves("personal-data", "erase", "jana@example.cz", *by, "--yes").exit_code == 0
    assert naves("personal-data", "export", "jana@example.cz", *by).exit_code == 1
    assert "uploads: 0" in naves("retention").output
