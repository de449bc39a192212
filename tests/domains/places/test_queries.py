"""Reads about the territory."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from naves.domains.places import queries
from naves.domains.places.models import Place
from naves.kernel.errors import NotFound, Refused
from tests.factories.places import PlaceFactory, make_country, record_population

pytestmark = pytest.mark.django_db


def test_a_place_is_resolved_by_code_name_and_okres() -> None:
    country = make_country()
    assert queries.resolve_place("503444") == country.town("Litovel")
    assert queries.resolve_place("luzice", district="Most") == country.town("Lužice (Most)")


def test_a_homonym_alone_is_refused_with_its_candidates() -> None:
    make_country()
    with pytest.raises(Refused) as refused:
        queries.resolve_place("Lužice", field="misto")
    problem = refused.value.problems[0]
    assert (problem.code, problem.field, problem.params["count"]) == ("place_ambiguous", "misto", 2)


def test_searching_puts_whole_names_first_then_larger_towns() -> None:
    country = make_country()
    PlaceFactory(name="Mostek", population=1_200)
    PlaceFactory(name="Nový Most", population=90_000)
    assert [place.name for place in queries.search_places("most")] == ["Most", "Mostek", "Nový Most"]
    assert queries.search_places("5034") == [country.town("Litovel")]
    assert queries.search_places("m") == []
    assert [place.name for place in queries.search_places("olom", levels=["region"])] == ["Olomoucký kraj"]


def test_the_tree_is_read_both_ways() -> None:
    country = make_country()
    litovel = country.town("Litovel")
    assert [place.code for place in queries.ancestors(litovel)] == ["CZ", "CZ071", "CZ0712", "7105"]
    assert [place.name for place in queries.regions()] == ["Olomoucký kraj", "Ústecký kraj"]
    assert [place.code for place in queries.children(country.regions["CZ042"])] == ["CZ0425", "CZ0427"]
    assert {place.name for place in queries.municipalities_of(country.districts["CZ0425"])} == {
        "Most",
        "Obrnice",
        "Lužice",
    }
    assert queries.municipalities_of(country.state).count() == 10
    assert list(queries.municipalities_of(litovel)) == [litovel]


def test_an_unknown_code_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.place_by_code("000000")


def test_totals_count_military_districts_apart() -> None:
    make_country()
    totals = queries.totals()
    assert (totals.municipalities, totals.military_districts, totals.orps, totals.districts, totals.regions) == (
        9, 1, 6, 4, 2,
    )  # fmt: skip
    assert totals.population == sum(p.population or 0 for p in Place.objects.filter(level="municipality"))


def test_arrays_hold_every_town_in_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    country = make_country()
    with django_assert_num_queries(3):
        towns = queries.municipalities(date(2026, 6, 1))
    at = {name: position for position, name in enumerate(towns.name)}
    assert len(towns) == 9
    assert "Libavá" not in at
    olomouc = country.town("Olomouc")
    assert (towns.id[at["Olomouc"]], towns.population[at["Olomouc"]], towns.size_class[at["Olomouc"]]) == (
        olomouc.pk,
        103_063,
        5,
    )
    assert (towns.region[at["Most"]], towns.longitude[at["Most"]]) == (country.regions["CZ042"].pk, 13.63616)


def test_a_size_class_follows_the_population_of_the_day() -> None:
    country = make_country()
    record_population(country.town("Obrnice"), 1_999, reference_date="2026-01-01", at=datetime(2026, 5, 1, tzinfo=UTC))
    before, after = (queries.municipalities(date(2026, month, 1)) for month in (4, 6))
    position = before.code.index("567337")
    assert (before.size_class[position], after.size_class[position]) == (2, 1)
    assert (before.population[position], after.population[position]) == (2_049, 1_999)


def test_a_town_recorded_later_changes_no_earlier_figure() -> None:
    make_country()
    PlaceFactory(name="Nová Ves", recorded_at=datetime(2026, 9, 1, tzinfo=UTC))
    assert [len(queries.municipalities(date(2026, month, 1))) for month in (8, 10)] == [9, 10]
    assert len(queries.municipalities(date(2020, 1, 1))) == 9


def test_a_town_without_a_count_is_not_a_number() -> None:
    PlaceFactory(population=None)
    towns = queries.municipalities(date(2026, 6, 1))
    assert np.isnan(towns.population).all()
    assert towns.size_class.tolist() == [-1]


def test_an_empty_country_is_empty() -> None:
    assert len(queries.municipalities(date(2026, 6, 1))) == 0
