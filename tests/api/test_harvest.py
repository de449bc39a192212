"""Sources and runs over the API."""

from typing import Any

import pytest

from naves.domains.catalogue.models import HarvestSource
from naves.domains.organisations.enums import MemberRole
from tests.api.conftest import Caller
from tests.factories.organisations import make_clerk, make_stranger
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Caller:
    return Caller(make_clerk(PlaceFactory(name="Lhota"), MemberRole.MANAGER))


def source_in(caller: Caller, **changes: Any) -> dict[str, Any]:
    assert caller.actor is not None
    return {
        "organisation": str(caller.actor.grants[0].organisation_id),
        "title": "Katalog",
        "url": "https://data.lhota.example/katalog",
        "reader": "dcat",
        **changes,
    }


def test_a_source_is_added_changed_and_started(manager: Caller) -> None:
    made = manager("POST", "/harvest-sources", source_in(manager))
    assert made.status_code == 201
    source = made.json()
    assert (source["every"], source["publishes"], source["states_terms"]) == ("weekly", True, False)
    changed = manager("PUT", f"/harvest-sources/{source['id']}", {"title": "Jiný", "every": "monthly"})
    assert (changed.json()["title"], changed.json()["every"]) == ("Jiný", "monthly")
    begun = manager("POST", f"/harvest-sources/{source['id']}/runs")
    assert (begun.status_code, begun.json()["status"]) == (202, "waiting")
    assert manager("POST", f"/harvest-sources/{source['id']}/runs").json()["id"] == begun.json()["id"]
    assert [run["id"] for run in manager.get(f"/harvest-sources/{source['id']}/runs")] == [begun.json()["id"]]
    assert manager.get(f"/harvest-runs/{begun.json()['id']}")["problems"] == []
    assert [one["id"] for one in manager.get("/harvest-sources")] == [source["id"]]
    assert manager("POST", f"/harvest-runs/{begun.json()['id']}/decide", {"withdraw": True}).status_code == 422


def test_bad_input_is_told_with_its_field(manager: Caller) -> None:
    bad = manager("POST", "/harvest-sources", source_in(manager, url="https://a b", title=" "))
    assert (bad.status_code, sorted(one["field"] for one in bad.json()["problems"])) == (422, ["title", "url"])
    assert manager("POST", "/harvest-sources", source_in(manager, reader="sparql")).status_code == 422
    assert manager("POST", "/harvest-sources", source_in(manager, every="hourly")).status_code == 422
    manager("POST", "/harvest-sources", source_in(manager))
    assert manager("POST", "/harvest-sources", source_in(manager)).status_code == 409
    assert HarvestSource.objects.count() == 1


def test_others_are_refused(manager: Caller) -> None:
    source = manager("POST", "/harvest-sources", source_in(manager)).json()["id"]
    for caller in (Caller(make_stranger()), Caller(manager.actor, scopes=("needs:read",)), Caller()):
        assert caller("GET", f"/harvest-sources/{source}/runs").status_code in {401, 403, 404}
        assert caller("POST", f"/harvest-sources/{source}/runs").status_code in {401, 403, 404}
        assert caller("POST", "/harvest-sources", source_in(manager, url="https://x.example")).status_code in {401, 403}
    assert manager("GET", "/harvest-sources/00000000-0000-0000-0000-000000000000/runs").status_code == 404
