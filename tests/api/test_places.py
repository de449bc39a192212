from tests.api.conftest import Caller
from tests.factories.places import Country


def test_towns_of_a_region_come_in_the_order_of_the_alphabet(country: Country, anybody: Caller) -> None:
    found = anybody.get("/places?within=CZ071")
    assert [place["name"] for place in found["items"]] == [
        "Libavá", "Litovel", "Lužice", "Olomouc", "Petrov nad Desnou", "Šumperk",
    ]  # fmt: skip
    assert (found["total"], found["next"]) == (6, None)


def test_following_next_gives_every_place_once(country: Country, anybody: Caller) -> None:
    response = anybody("GET", "/places?limit=4&sort=-population")
    names = [place["name"] for place in response.json()["items"]]
    while address := response.json()["next"]:
        assert response["Link"] == f'<{address}>; rel="next"'
        response = anybody.client.get(address)
        names += [place["name"] for place in response.json()["items"]]
    assert names[:3] == ["Olomouc", "Ústí nad Labem", "Most"]
    assert len(names) == len(country.towns)


def test_a_place_names_those_above_it(country: Country, anybody: Caller) -> None:
    litovel = anybody.get("/places/503444")
    assert [unit["code"] for unit in litovel["above"]] == ["CZ", "CZ071", "CZ0712", "7105"]
    assert litovel["population"] == 9510


def test_children_are_the_units_right_below(country: Country, anybody: Caller) -> None:
    assert [place["code"] for place in anybody.get("/places/CZ071/children")["items"]] == ["CZ0712", "CZ0715"]
    assert anybody.get("/places/503444/children")["items"] == []


def test_people_of_a_region_are_those_of_its_towns_as_of_the_day(country: Country, anybody: Caller) -> None:
    assert anybody.get("/places/CZ042/population?as_of=2026-06-01")["people"] == 63_474 + 2_049 + 90_866 + 568


def test_an_unknown_place_is_told_in_the_language_of_the_caller(country: Country, anybody: Caller) -> None:
    english = anybody("GET", "/places/999999")
    czech = anybody("GET", "/places/999999", Accept_Language="cs")
    assert (english.status_code, english["Content-Type"]) == (404, "application/problem+json")
    assert english.json()["detail"] == "There is no such record, or you may not see it: 999999."
    assert czech.json()["detail"] == "Takový záznam neexistuje, nebo ho nesmíte vidět: 999999."
    assert (english["Content-Language"], czech["Content-Language"]) == ("en", "cs")


def test_a_filter_that_nothing_is_called_names_the_field(country: Country, anybody: Caller) -> None:
    response = anybody("GET", "/places?within=XX")
    assert response.status_code == 422
    [problem] = response.json()["problems"]
    assert (problem["field"], problem["value"], problem["code"]) == ("within", "XX", "place_unknown")


def test_a_cursor_that_is_not_ours_is_refused(country: Country, anybody: Caller) -> None:
    for address in ("/places", "/places/CZ/children", "/needs", "/monitor/towns"):
        response = anybody("GET", f"{address}?cursor=nonsense")
        assert response.status_code == 422
        assert response.json()["problems"][0]["field"] == "cursor"


def test_a_list_asks_the_database_a_fixed_number_of_times(
    country: Country, anybody: Caller, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        anybody.get("/places")
