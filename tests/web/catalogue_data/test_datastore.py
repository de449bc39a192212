"""Rows of a table, as scripts written for CKAN's DataStore ask for them."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from naves.domains.catalogue.models import Distribution
from naves.domains.catalogue.operations.profiles import read_waiting
from tests.factories.accounts import AT
from tests.factories.catalogue import make_distribution
from tests.web.catalogue_data.conftest import Shown

TABLE = "okres;rok;cena;den\nJihlava;2024;24,5;1. 2. 2024\nJihlava;2025;25,5;1. 2. 2025\nKolín;2025;;1. 3. 2025\n"


@pytest.fixture
def part(shown: Shown) -> Distribution:
    made = make_distribution(shown.parking, file=ContentFile(TABLE.encode(), name="ceny.csv"))
    read_waiting(AT)
    return made


def ask(part: Distribution, **asked: Any) -> Any:
    response = Client().post(
        "/api/3/action/datastore_search", json.dumps({"resource_id": str(part.pk), **asked}), "application/json"
    )
    return json.loads(response.content)


def test_rows_come_with_their_columns_and_their_number(part: Distribution) -> None:
    result = ask(part)["result"]
    assert [(field["id"], field["type"]) for field in result["fields"]] == [
        ("okres", "text"),
        ("rok", "int8"),
        ("cena", "float8"),
        ("den", "date"),
    ]
    assert result["records"][0] == {"okres": "Jihlava", "rok": 2024, "cena": 24.5, "den": "2024-02-01"}
    assert (result["total"], len(result["records"])) == (3, 3)


def test_rows_are_filtered_sorted_and_paged(part: Distribution) -> None:
    found = ask(part, filters={"okres": ["Jihlava", "Brno"], "rok": 2025}, fields="okres,cena")["result"]
    assert found["records"] == [{"okres": "Jihlava", "cena": 25.5}]
    turned = ask(part, sort="rok desc, okres", limit=1, offset=1, records_format="lists", fields=["okres"])["result"]
    assert (turned["records"], turned["total"]) == ([["Kolín"]], 3)
    assert ask(part, q="kolín", include_total=False)["result"]["records"][0]["okres"] == "Kolín"
    assert ask(part, filters={"cena": None})["result"]["total"] == 1
    assert ask(part, limit=0)["result"]["records"] == []


def test_packages_say_which_resources_have_rows(part: Distribution, shown: Shown) -> None:
    read = json.loads(Client().get("/api/3/action/package_show", {"id": str(shown.parking.pk)}).content)
    assert {one["id"]: one["datastore_active"] for one in read["result"]["resources"]} == {
        str(one.pk): one == part for one in shown.parking.distributions.all()
    }
    shown_alone = json.loads(Client().get("/api/3/action/resource_show", {"id": str(part.pk)}).content)
    assert shown_alone["result"]["datastore_active"] is True


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"filters": {"barva": "modrá"}}, None),
        ({"filters": "[1]"}, "filters"),
        ({"filters": {"rok": "letos"}}, None),
        ({"sort": "barva desc"}, None),
        ({"fields": "barva"}, None),
        ({"q": {"okres": "Kolín"}}, "q"),
        ({"limit": "mnoho"}, "limit"),
        ({"records_format": "csv"}, "records_format"),
    ],
)
def test_a_question_that_cannot_be_answered_is_a_validation_error(
    part: Distribution, asked: dict[str, Any], field: str | None
) -> None:
    told = ask(part, **asked)
    assert (told["success"], told["error"]["__type"]) == (False, "Validation Error")
    assert field is None or field in told["error"]


def test_a_draft_has_no_rows_for_anybody(shown: Shown) -> None:
    hidden = make_distribution(shown.draft, file=ContentFile(TABLE.encode(), name="ceny.csv"))
    read_waiting(AT)
    assert ask(hidden)["error"]["__type"] == "Not Found Error"
