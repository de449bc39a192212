"""Answers kept ready, and documents kept parsed, never hide what another process wrote."""

from typing import Any

import orjson
import pytest

from naves.hub.api.ready import ReadyAnswers
from naves.hub.store.recent import Recent
from tests.hub.asgi import ask
from tests.hub.client import LINK, Client
from tests.hub.conftest import MakeClient

ROOM = "urn:room:1"


def room(**attrs: Any) -> dict[str, Any]:
    return {"id": ROOM, "type": "Room", **attrs}


def shown(client: Client, query: str = "options=keyValues", **headers: str) -> Any:
    status, _, body = ask(client.app, "GET", f"entities/{ROOM}", query=query, **headers)
    return orjson.loads(body) if status == 200 else status


def kept(client: Client) -> int:
    return len(client.app._ready._kept)


def test_a_write_of_any_process_is_seen_at_once(store: str, make_client: MakeClient) -> None:
    ours, theirs = make_client(store), make_client(store)
    ours.post("entities", room(a=1))
    assert shown(ours) == shown(ours) == room(a=1)
    assert kept(ours) == 1
    ours.patch(f"entities/{ROOM}/attrs", {"a": 2})
    assert shown(ours) == room(a=2)
    theirs.patch(f"entities/{ROOM}/attrs", {"a": 3})
    assert shown(ours) == room(a=3)
    theirs.delete(f"entities/{ROOM}")
    assert shown(ours) == 404
    theirs.post("entities", room(a=4))
    assert shown(ours) == room(a=4)


def test_each_representation_has_its_own_answer(client: Client) -> None:
    client.post("entities", room(a=1))
    for _ in range(2):
        assert shown(client) == room(a=1)
        assert shown(client, "") == room(a={"type": "Property", "value": 1})
        assert "@context" in shown(client, accept="application/ld+json")
        assert shown(client, ngsild_tenant="nowhere") == 404
    status, headers, _ = ask(client.app, "GET", f"entities/{ROOM}", accept="text/html")
    assert (status, headers["content-type"]) == (406, "application/json")
    assert kept(client) == 3


def test_what_depends_on_more_than_the_entity_is_not_kept(client: Client) -> None:
    client.post("entities", room(a={"value": 1, "expiresAt": "2999-01-01T00:00:00Z"}))
    assert shown(client) == room(a=1)
    assert shown(client, "join=inline&options=keyValues") == room(a=1)
    assert kept(client) == 0


def test_nothing_is_kept_where_rights_decide(store: str, make_client: MakeClient) -> None:
    client = make_client(store, open_access=False)
    assert shown(client) == 401
    assert client.app._ready.key({"method": "GET", "path": "/ngsi-ld/v1/entities/urn:a", "headers": []}) is None


def test_a_hosted_context_taken_away_is_not_hidden(client: Client) -> None:
    made = client.post("jsonldContexts", {"@context": {"a": "https://example.org/a"}}).header("location") or ""
    identifier = made.rpartition("/")[2]
    link = LINK.format(f"http://localhost/ngsi-ld/v1/jsonldContexts/{identifier}")
    client.post("entities", room(a=1), link=link)
    assert shown(client, link=link) == shown(client, link=link) == room(a=1)
    uses = client.get(f"jsonldContexts/{identifier}", params={"details": "true"}).json["numberOfHits"]
    assert shown(client, link=link) == room(a=1)
    assert client.get(f"jsonldContexts/{identifier}", params={"details": "true"}).json["numberOfHits"] == uses + 1
    client.delete(f"jsonldContexts/{identifier}")
    assert shown(client, link=link) in {404, 503, 504}


def test_what_is_kept_ready_is_bounded(client: Client) -> None:
    client.app._ready = ReadyAnswers(client.hub, max_bytes=64 * 1_024)
    for number in range(150):
        client.post("entities", {"id": f"urn:room:{number}", "type": "Room", "a": number})
        ask(client.app, "GET", f"entities/urn:room:{number}")
    assert client.app._ready._bytes <= 64 * 1_024
    assert 0 < kept(client) < 150
    assert client.app._ready._bytes == sum(each.size for each in client.app._ready._kept.values())


def test_two_processes_change_one_entity_in_turn(store: str, make_client: MakeClient) -> None:
    first, second = make_client(store), make_client(store)
    first.post("entities", room(a=1))
    for number, client in enumerate([first, second] * 3):
        assert client.post(f"entities/{ROOM}/attrs", {f"x{number}": number}).status == 204
    assert shown(first) == shown(second) == room(a=1, **{f"x{number}": number for number in range(6)})
    batch = [room(b=2)]
    assert second.post("entityOperations/upsert", batch).status == 204
    assert first.post("entityOperations/upsert", [room(c=3)], params={"options": "update"}).status == 204
    assert shown(second) == room(b=2, c=3)


def test_documents_kept_parsed_are_bounded_by_their_size() -> None:
    recent = Recent(max_bytes=100)
    for number in range(10):
        recent.keep(1, f"urn:{number}", number, {"id": f"urn:{number}"}, 30)
    assert set(recent.of(1, [f"urn:{number}" for number in range(10)])) == {"urn:7", "urn:8", "urn:9"}
    recent.keep(1, "urn:9", 11, None, 0)
    assert recent.of(1, ["urn:9"]) == {}
    recent.forget()
    assert recent.of(1, ["urn:7"]) == {}


@pytest.mark.parametrize("value", [1, 1.0, -3, 2**53 - 1, 2**53 + 1, 1e300, 0.1, -0.0, 2**63, True, "1"])
@pytest.mark.parametrize(
    "observed", ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.500Z", "2026-01-01T00:00:00.5Z", None]
)
def test_history_gives_back_what_was_told(sqlite_client: Client, value: Any, observed: str | None) -> None:
    told = {"type": "Property", "value": value, "unitCode": "CEL", "datasetId": "urn:d:1"}
    if observed is not None:
        told["observedAt"] = observed
    assert sqlite_client.post("entities", room(a=told)).status == 201
    (instance,) = sqlite_client.get(f"temporal/entities/{ROOM}", params={"timeproperty": "createdAt"}).json["a"]
    del instance["instanceId"]
    assert orjson.dumps(instance, option=orjson.OPT_SORT_KEYS) == orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


def test_a_number_beyond_all_floats_is_refused(client: Client) -> None:
    answer = client.post("entities", b'{"id":"urn:room:1","type":"Room","a":{"type":"Property","value":1e999}}')
    assert (answer.status, answer.problem) == (400, "InvalidRequest")


@pytest.fixture
def sqlite_client(sqlite_store: str, make_client: MakeClient) -> Client:
    return make_client(sqlite_store)
