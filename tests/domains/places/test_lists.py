"""Lists of places and what a text may mean."""

import pytest
from pytest_django import DjangoAssertNumQueries

from naves.domains.places import queries
from naves.domains.places.enums import PlaceLevel, SizeClass
from naves.kernel.errors import Refused
from tests.factories.places import PlaceFactory, make_country

pytestmark = pytest.mark.django_db


def names(by: queries.PlaceFilter | None = None, **how: object) -> list[str]:
    return [place.name for place in queries.place_list(by, **how).items]  # type: ignore[arg-type]


def test_towns_go_by_the_czech_alphabet() -> None:
    for name in ("Chomutov", "Hodonín", "Čáslav", "Cvikov", "Ivanovice"):
        PlaceFactory(name=name)
    assert names() == ["Cvikov", "Čáslav", "Hodonín", "Chomutov", "Ivanovice"]


def test_a_list_is_narrowed_by_area_size_and_a_part_of_the_name() -> None:
    country = make_country()
    assert names(queries.PlaceFilter(within=country.districts["CZ0425"])) == ["Lužice", "Most", "Obrnice"]
    assert names(queries.PlaceFilter(within=country.regions["CZ071"], size_class=SizeClass.UNDER_2000)) == [
        "Petrov nad Desnou"
    ]
    assert names(queries.PlaceFilter(text="usti")) == ["Ústí nad Labem"]
    assert names(queries.PlaceFilter(level=PlaceLevel.REGION)) == ["Olomoucký kraj", "Ústecký kraj"]


@pytest.mark.parametrize("sort", ["name", "-name", "population", "-population"])
def test_pages_follow_each_other_without_gap_or_overlap(sort: str) -> None:
    make_country()
    whole, cursor = [], None
    while True:
        page = queries.place_list(sort=sort, cursor=cursor, limit=3)
        assert page.total == 10
        whole += [place.code for place in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert whole == [place.code for place in queries.place_list(sort=sort, limit=200).items]
    assert len(set(whole)) == 10


def test_a_page_of_places_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_country()
    with django_assert_num_queries(2):
        assert [place.region.name for place in queries.place_list(limit=5).items if place.region]


def test_an_export_holds_every_place() -> None:
    make_country()
    assert len(list(queries.places_for_export())) == 10


def test_a_foreign_cursor_is_refused() -> None:
    with pytest.raises(Refused):
        queries.place_list(sort="population", cursor="WyJ4IiwieSJd")


def test_a_text_means_one_unit_or_those_to_ask_about() -> None:
    country = make_country()
    assert queries.places_meant("litovel") == [country.town("Litovel"), country.orps["7105"]]
    assert {place.code for place in queries.places_meant("Lužice")} == {"569844", "567281"}
    assert queries.places_meant("Lužice", within=country.districts["CZ0425"]) == [country.town("Lužice (Most)")]
    assert queries.places_meant("CZ071") == [country.regions["CZ071"]]
    assert queries.places_meant("petrov") == [country.town("Petrov nad Desnou")]
    assert queries.places_meant("Tramtárie") == []


def test_a_label_means_its_place_alone() -> None:
    country = make_country()
    for place in (*country.towns.values(), *country.districts.values()):
        assert queries.places_meant(queries.place_label(place)) == [place]
    assert queries.resolve_place(queries.place_label(country.town("Lužice (Most)"))) == country.town("Lužice (Most)")
