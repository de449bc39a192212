"""Search over the API."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from naves.adapters.search_index import current
from naves.domains.needs.enums import NeedStatus
from tests.api.conftest import Caller
from tests.factories.needs import make_need
from tests.factories.organisations import make_analyst
from tests.factories.places import Country, make_country

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town(db: None, tmp_path: Path, settings: Any) -> Iterator[Country]:
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()
    yield make_country()
    current.forget()


def found(caller: Caller, query: str) -> Any:
    return caller.get(f"/search?{query}")


def test_records_come_with_counts_and_what_was_looked_for(town: Country) -> None:
    need = make_need(town.town("Most"), title="Chybí koupaliště")
    answer = found(Caller(), "q=koupalsite")
    assert [(item["kind"], item["id"]) for item in answer["items"]] == [("need", need.pk.hex)]
    assert (answer["looked_for"], answer["is_mended"], answer["total"]) == ("koupaliště", True, 1)
    assert answer["kinds"] == {"place": 0, "need": 1, "strategy": 0, "measure": 0, "dataset": 0}
    assert answer["facets"]["region"] == {"CZ042": 1}


def test_pages_are_followed_by_their_addresses(town: Country) -> None:
    for number in range(5):
        make_need(town.town("Most"), title=f"Lavička {number}")
    first = found(Caller(), "q=lavicky&kind=need&limit=3")
    assert (len(first["items"]), first["total"]) == (3, 5)
    second = found(Caller(), first["next"].split("?", 1)[1])
    assert (len(second["items"]), second["next"]) == (2, None)


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [(("needs:read", "strategies:read"), 1), (("needs:read",), 0), (("needs:write",), 0)],
)
def test_drafts_are_found_only_with_the_scopes_to_read(town: Country, scopes: tuple[str, ...], expected: int) -> None:
    make_need(town.town("Most"), title="Koupaliště", status=NeedStatus.DRAFT)
    assert found(Caller(), "q=koupaliste")["total"] == 0
    assert found(Caller(make_analyst(), scopes), "q=koupaliste")["total"] == expected


@pytest.mark.parametrize("query", ["", "q=most&kind=castle", "q=most&limit=0", "q=" + "x" * 1001, "q=most&cursor=x"])
def test_a_bad_question_is_told_what_is_wrong(query: str) -> None:
    response = Caller()("GET", f"/search?{query}")
    assert response.status_code == 422
    assert json.loads(response.content)["problems"]
