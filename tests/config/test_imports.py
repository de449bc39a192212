"""Imports end to end: told by headings, previewed, run, refused whole."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from naves.config.imports import IMPORTERS, Context, kinds, preview, recognise, run
from naves.domains.organisations.access import SYSTEM
from naves.domains.places import queries as places
from naves.domains.places.models import Place, Population
from naves.domains.wellbeing import queries as wellbeing
from naves.domains.wellbeing.models import IndicatorValue
from naves.kernel.errors import Refused
from naves.kernel.tables import Format
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
CONTEXT = Context(actor=SYSTEM, at=AT)
DRY = Context(actor=SYSTEM, at=AT, dry_run=True)
INDEX = b"K\xc3\xb3d obce;Index soc. vylou\xc4\x8den\xc3\xad 2023 (0-30 bod\xc5\xaf)\n503444;5\n567337;29\n"
OBCE = (
    "kod_obec;nazev;status;kod_orp;nazev_orp;kod_okres;nazev_okres;kod_kraj;nazev_kraj;obyv_2025\n"
    "503444;Litovel;M;7105;Litovel;CZ0712;Olomouc;CZ071;Olomoucký kraj;9510\n"
)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.row, problem.column) for problem in refused.value.problems]


def test_a_preview_shows_how_the_file_was_read_and_what_it_would_do() -> None:
    shown = preview(BytesIO(OBCE.encode("windows-1250")), CONTEXT)
    assert (shown.importer.kind, shown.format, shown.delimiter) == ("places", Format.CSV, ";")
    assert shown.encoding == "windows-1250"
    assert [row["nazev"] for row in shown.sample] == ["Litovel"]
    assert (shown.report.created, shown.report.written) == (5, False)
    assert not Place.objects.exists()


def test_a_run_tells_its_progress_and_writes() -> None:
    told: list[float] = []
    report = run(BytesIO(OBCE.encode()), Context(actor=SYSTEM, at=AT, progress=told.append))
    assert report.written
    assert told[-1] == 1
    assert Place.objects.get(code="503444").population == 9510


def test_a_source_named_by_the_operator_is_kept_with_the_figures() -> None:
    run(BytesIO(OBCE.encode()), Context(actor=SYSTEM, at=AT, source="ČSÚ, 30. 4. 2025"))
    assert Population.objects.get().source == "ČSÚ, 30. 4. 2025"


def test_all_problems_of_a_file_come_at_once_in_the_order_of_rows() -> None:
    bad = OBCE + (
        "503445;Obec;O;7105;Litovel;CZ0712;Olomouc;CZ071;Olomoucký kraj;-1\n"
        "500054;Praha 1;O;7105;Litovel;CZ0712;Olomouc;CZ071;Olomoucký kraj;1\n"
        "503444;Litovel;M;7105;Litovel;CZ0712;Olomouc;CZ071;Olomoucký kraj;mnoho\n"
    )
    with pytest.raises(Refused) as refused:
        run(BytesIO(bad.encode()), CONTEXT)
    assert codes(refused) == [
        ("negative", 3, "obyv_2025"),
        ("city_part", 4, "kod_obec"),
        ("not_an_integer", 5, "obyv_2025"),
    ]
    assert not Place.objects.exists()


def test_a_dry_run_returns_the_problems_instead() -> None:
    report = run(BytesIO(INDEX), DRY)
    assert [problem.code for problem in report.problems] == ["place_unknown_code", "place_unknown_code"]


def test_an_index_is_told_by_its_headings_and_recorded() -> None:
    country = make_country()
    assert run(BytesIO(INDEX), CONTEXT).created == 2
    held = wellbeing.values_as_of("social_exclusion", date(2026, 6, 1))
    assert held[country.town("Obrnice").pk].value == 29
    assert held[country.town("Obrnice").pk].reference_date == date(2023, 12, 31)


def test_a_table_without_a_year_asks_for_it() -> None:
    make_country()
    table = b"KODOBCE,NAZEV,U1_1,U1_4,U2a_1,U2a_3,U8_1\n503444.0,Litovel,9500.0,-19.0,15.0,21.5,3.1\n"
    with pytest.raises(Refused) as refused:
        run(BytesIO(table), CONTEXT)
    assert [problem.code for problem in refused.value.problems] == ["period_missing"]
    report = run(BytesIO(table), Context(actor=SYSTEM, at=AT, options={"period_end": "31. 12. 2020"}))
    assert report.created == 4
    held = wellbeing.values_as_of("population_change", date(2026, 6, 1))
    assert [value.value for value in held.values()] == [-2.0]


def test_a_wrong_period_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        run(BytesIO(INDEX), Context(actor=SYSTEM, at=AT, options={"period_end": "12/31/23"}))
    assert [problem.code for problem in refused.value.problems] == ["ambiguous_date"]


def test_income_is_recorded_per_resident_for_the_year_of_the_forecast() -> None:
    make_country()
    table = b"kod,obyv_2025,zam_2024,objem_celkem_tis\n503444,9510,4755.0,190200.5\n"
    assert run(BytesIO(table), CONTEXT).created == 2
    income = next(iter(wellbeing.values_as_of("tax_income_per_person", date(2026, 12, 31)).values()))
    jobs = next(iter(wellbeing.values_as_of("jobs_per_100", date(2026, 12, 31)).values()))
    assert (income.value, income.reference_date) == (20000.05, date(2026, 12, 31))
    assert (jobs.value, jobs.reference_date) == (50.0, date(2024, 12, 31))


def test_a_strange_table_is_refused_by_its_headings() -> None:
    with pytest.raises(Refused) as refused:
        run(BytesIO(b"colour,taste\nred,sweet\n"), CONTEXT)
    assert [problem.code for problem in refused.value.problems] == ["unknown_table"]


def test_a_table_that_is_nearly_known_names_what_is_missing() -> None:
    with pytest.raises(Refused) as refused:
        run(BytesIO(OBCE.replace("status", "stav").encode()), CONTEXT)
    assert [(p.code, p.column) for p in refused.value.problems] == [("missing_column", "status")]


def test_a_table_of_another_kind_than_asked_for_is_refused() -> None:
    with pytest.raises(Refused):
        run(BytesIO(INDEX), CONTEXT, kind="places")


def test_every_import_recognises_itself_alone() -> None:
    for importer in IMPORTERS:
        columns = [column.name for column in importer.columns]
        if importer.recognises(columns):
            assert recognise(columns) is importer
    assert set(kinds()) >= {"places", "indicators"}


def test_a_plain_tree_is_imported_and_a_cycle_in_it_refused() -> None:
    tree = "code,name,level,parent_code,population,population_date\nXX,Země,state,,,\nXX1,Kraj,region,XX,,\n"
    assert run(BytesIO(tree.encode()), CONTEXT).created == 2
    with pytest.raises(Refused) as refused:
        run(BytesIO((tree + "XX2,Jiný,region,XX2,,\n").encode()), CONTEXT)
    assert codes(refused) == [("cyclic_territory", 4, "parent_code")]


@pytest.mark.shared_data
def test_the_real_country_arrives_whole(shared_data: Path) -> None:
    first = run(shared_data / "places" / "obce.csv", CONTEXT)
    assert (first.created, first.written) == (6_556, True)
    totals = places.totals()
    assert totals.municipalities == 6_254
    assert totals.military_districts == 4
    assert (totals.orps, totals.districts, totals.regions) == (206, 77, 14)
    assert totals.population == 10_909_500
    assert len(places.municipalities(date(2026, 6, 1))) == 6_254
    assert run(shared_data / "places" / "obce.csv", CONTEXT).unchanged == 6_556

    index = run(shared_data / "indicators" / "index_socialniho_vylouceni_2023.csv", CONTEXT)
    assert index.written
    assert len(wellbeing.values_as_of("social_exclusion", date(2026, 6, 1))) == 6_258
    assert sum(gap.indicator_code == "social_exclusion" for gap in wellbeing.gaps(date(2026, 6, 1))) == 241

    forecast = run(shared_data / "indicators" / "rud_2026_obce.csv", CONTEXT)
    assert forecast.created == 2 * 6_254
    period = Context(actor=SYSTEM, at=AT, options={"period_end": "2020-12-31"})
    statistics = run(shared_data / "indicators" / "uap_csu_2020.csv", period)
    assert statistics.created == 25_011  # five cells of the table are empty
    assert IndicatorValue.objects.count() == index.created + forecast.created + statistics.created


@pytest.mark.shared_data
def test_no_name_in_the_real_country_is_guessed(shared_data: Path) -> None:
    run(shared_data / "places" / "obce.csv", CONTEXT)
    index = places.place_index()
    rows = list(csv.DictReader(StringIO((shared_data / "places" / "obce.csv").read_text(encoding="utf-8-sig"))))
    alone = [index.resolve(row["nazev"]).place for row in rows]
    with_okres = [index.resolve(row["nazev"], district=row["kod_okres"]).place for row in rows]
    assert all(place is None or place.code == row["kod_obec"] for place, row in zip(alone, rows, strict=True))
    assert all(place is None or place.code == row["kod_obec"] for place, row in zip(with_okres, rows, strict=True))
    # Březina in Brno-venkov and Mezholezy in Domažlice are twice in their own okres, and Pohled, written
    # without accents, may be Pohleď next to it: only the code tells.
    assert [row["nazev"] for row, place in zip(rows, with_okres, strict=True) if place is None] == [
        "Mezholezy",
        "Mezholezy",
        "Pohled",
        "Březina",
        "Březina",
    ]
