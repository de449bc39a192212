"""Which subscriptions a write could concern: followed across processes, held in little memory."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from naves.hub.store import subscriptions
from naves.hub.subscriptions.definition import compile_stored, stored_form
from naves.hub.subscriptions.registry import Registry, TenantKeys, keys_of
from tests.hub.client import Client
from tests.hub.conftest import MakeClient


def subscription(name: str, **members: Any) -> dict[str, Any]:
    return {
        "id": f"urn:s:{name}",
        "type": "Subscription",
        "entities": [{"type": "Room"}],
        "notification": {"endpoint": {"uri": "http://127.0.0.1:9/n"}},
        **members,
    }


def room(number: int, **attrs: Any) -> dict[str, Any]:
    return {"id": f"urn:room:{number}", "type": "Room", **attrs}


def owed(client: Client) -> list[str]:
    """The subscriptions that notifications are waiting for, in order."""
    with client.hub.reading() as connection:
        rows = connection.rows(
            "SELECT s.urn FROM outbox o JOIN subscription s ON s.id=o.subscription ORDER BY o.id", ()
        )
    return [row[0] for row in rows]


def test_changes_of_any_process_are_followed(store: str, make_client: MakeClient) -> None:
    ours, theirs = (make_client(store, deliver=False) for _ in range(2))
    ours.post("subscriptions", subscription("a"))
    ours.post("entities", room(1, x=0))
    assert owed(ours) == ["urn:s:a"]
    theirs.post("subscriptions", subscription("b", entities=[{"type": "Room", "id": "urn:room:2"}]))
    ours.post("entities", room(2, x=0))
    assert sorted(owed(ours)) == ["urn:s:a", "urn:s:a", "urn:s:b"]
    theirs.patch("subscriptions/urn:s:b", {"entities": [{"type": "Hall"}]})
    ours.patch("entities/urn:room:2/attrs", {"x": 1})
    assert owed(ours).count("urn:s:b") == 1
    theirs.delete("subscriptions/urn:s:a")
    ours.patch("entities/urn:room:2/attrs", {"x": 2})
    assert owed(ours) == ["urn:s:b"]


def test_a_registry_too_far_behind_reads_everything(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(subscriptions, "_CHANGES_KEPT", 2)
    registry = Registry(client.hub.contexts)
    client.post("subscriptions", subscription("a"))
    with client.hub.reading() as connection:
        tenant = client.hub.tenants.existing(connection, "")
        assert len(registry.keys(connection, tenant).rows) == 1
        for name in "bcde":
            client.post("subscriptions", subscription(name))
        client.delete("subscriptions/urn:s:a")
        assert len(registry.keys(connection, tenant).rows) == 4


def test_few_stay_compiled_and_all_match(client: Client) -> None:
    registry = Registry(client.hub.contexts, max_compiled=3)
    for number in range(10):
        client.post("subscriptions", subscription(str(number)))
    with client.hub.reading() as connection:
        keys = registry.keys(connection, client.hub.tenants.existing(connection, ""))
        for _ in range(2):
            found = registry.compiled(connection, keys.rows)
            assert [each.urn for each in found] == [f"urn:s:{number}" for number in range(10)]
            assert len(registry._compiled) <= 3


SELECTORS = st.fixed_dictionaries(
    {"type": st.sampled_from(["A", "B", "A|B", "A;B", "(A;B)|C", "*"])},
    optional={"id": st.sampled_from(["urn:e:1", ["urn:e:1", "urn:e:2"]])},
)
ENTITIES = st.tuples(
    st.sampled_from(["urn:e:1", "urn:e:2", "urn:e:3"]), st.lists(st.sampled_from("ABC"), min_size=1, unique=True)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(SELECTORS, max_size=3), max_size=6), ENTITIES)
def test_no_subscription_that_matches_is_overlooked(given_selectors: list[Any], entity: Any) -> None:
    contexts = ENGINE
    keys = TenantKeys()
    compiled = {}
    for row, chosen in enumerate(given_selectors):
        members = {"entities": chosen} if chosen else {"watchedAttributes": ["x"]}
        body = subscription(str(row)) | members
        if not chosen:
            del body["entities"]
        stored = stored_form(body, None, contexts)
        keys.put(row, keys_of(stored, contexts))
        compiled[row] = compile_stored(stored, contexts.core, row=row)
    urn, names = entity
    doc = {"id": urn, "type": [contexts.core.expand(name) for name in names], "attrs": {}}
    matching = {row for row, each in compiled.items() if each.decides(doc, lambda _: None)}
    assert matching <= set(keys.of(doc))
    for row in compiled:
        keys.put(row, None)
    assert keys.of(doc) == []


def _engine() -> Any:
    from naves.hub.context.documents import Documents
    from naves.hub.context.engine import ContextEngine
    from tests.hub.conftest import no_network

    return ContextEngine(Documents(fetch=no_network, given={}, hosted=lambda _: None, fetched=lambda *_: None))


ENGINE = _engine()
