"""Random operations on the broker and on a plain dictionary: both have to tell the same, on both stores."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.hub.client import Client

IDS = st.sampled_from([f"urn:e:{number}" for number in range(4)])
NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.one_of(
    st.integers(-5, 5), st.sampled_from(["x", "y"]), st.booleans(), st.lists(st.integers(0, 3), min_size=1, max_size=2)
)
FRAGMENTS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=3)
TYPES = st.sampled_from(["T", "U"])


def machine(client: Client) -> type[RuleBasedStateMachine]:  # noqa: C901
    class Broker(RuleBasedStateMachine):
        """The dictionary holds type and values; the broker has to agree in every answer."""

        @initialize()
        def empty(self) -> None:
            client.delete("entities", params={"local": "true"})
            self.model: dict[str, dict[str, Any]] = {}

        def expect(self, method: str, path: str, body: Any, wanted: int, **params: str) -> None:
            answer = client.call(method, path, body, params=params)
            assert answer.status == wanted, (method, path, body, answer.status, answer.reply.body)

        @rule(urn=IDS, kind=TYPES, attrs=FRAGMENTS)
        def create(self, urn: str, kind: str, attrs: dict[str, Any]) -> None:
            self.expect("POST", "entities", {"id": urn, "type": kind, **attrs}, 409 if urn in self.model else 201)
            self.model.setdefault(urn, {"type": kind, **attrs})

        @rule(urn=IDS, attrs=FRAGMENTS)
        def update(self, urn: str, attrs: dict[str, Any]) -> None:
            self.expect("PATCH", f"entities/{urn}/attrs", attrs, 204 if urn in self.model else 404)
            if urn in self.model:
                self.model[urn] |= attrs

        @rule(urn=IDS, attrs=FRAGMENTS)
        def append_without_overwriting(self, urn: str, attrs: dict[str, Any]) -> None:
            held = self.model.get(urn)
            wanted = 404 if held is None else 207 if set(attrs) & set(held) else 204
            self.expect("POST", f"entities/{urn}/attrs", attrs, wanted, options="noOverwrite")
            if held is not None:
                self.model[urn] = attrs | held

        @rule(urn=IDS, kind=TYPES, attrs=FRAGMENTS)
        def replace(self, urn: str, kind: str, attrs: dict[str, Any]) -> None:
            self.expect("PUT", f"entities/{urn}", {"type": kind, **attrs}, 204 if urn in self.model else 404)
            if urn in self.model:
                self.model[urn] = {"type": kind, **attrs}

        @rule(urn=IDS, name=NAMES)
        def merge_away(self, urn: str, name: str) -> None:
            self.expect("PATCH", f"entities/{urn}", {name: "urn:ngsi-ld:null"}, 204 if urn in self.model else 404)
            self.model.get(urn, {}).pop(name, None)

        @rule(urn=IDS, name=NAMES)
        def delete_attribute(self, urn: str, name: str) -> None:
            there = name in self.model.get(urn, {})
            self.expect("DELETE", f"entities/{urn}/attrs/{name}", None, 204 if there else 404)
            self.model.get(urn, {}).pop(name, None)

        @rule(urn=IDS)
        def delete(self, urn: str) -> None:
            self.expect("DELETE", f"entities/{urn}", None, 204 if urn in self.model else 404)
            self.model.pop(urn, None)

        @rule(batch=st.lists(st.tuples(IDS, TYPES, FRAGMENTS), min_size=1, max_size=4))
        def upsert(self, batch: list[tuple[str, str, dict[str, Any]]]) -> None:
            new = any(urn not in self.model for urn, _, _ in batch)
            body = [{"id": urn, "type": kind, **attrs} for urn, kind, attrs in batch]
            self.expect("POST", "entityOperations/upsert", body, 201 if new else 204)
            for urn, kind, attrs in batch:
                self.model[urn] = {"type": kind, **attrs}

        @rule(kind=TYPES, limit=st.integers(1, 3), offset=st.integers(0, 3))
        def page(self, kind: str, limit: int, offset: int) -> None:
            params = {"type": kind, "limit": str(limit), "offset": str(offset), "count": "true", "options": "keyValues"}
            answer = client.get("entities", params=params)
            wanted = {urn: held for urn, held in self.model.items() if held["type"] == kind}
            assert answer.header("ngsild-results-count") == str(len(wanted))
            assert len(answer.json) == max(0, min(limit, len(wanted) - offset))
            assert all({"id": each["id"], **wanted[each["id"]]} == each for each in answer.json)

        @rule(name=NAMES, value=st.integers(-5, 5))
        def query(self, name: str, value: int) -> None:
            found = set(client.ids(local="true", q=f"{name}>={value}", limit="100"))
            assert found == {urn for urn, held in self.model.items() if at_least(held.get(name), value)}

        @rule(urn=IDS)
        def retrieve(self, urn: str) -> None:
            answer = client.get(f"entities/{urn}", params={"format": "simplified"})
            if urn in self.model:
                assert answer.json == {"id": urn, **self.model[urn]}
            else:
                assert answer.status == 404

    return Broker


def at_least(held: Any, value: int) -> bool:
    if isinstance(held, list):
        return any(at_least(each, value) for each in held)
    return isinstance(held, int) and not isinstance(held, bool) and held >= value


def test_the_broker_behaves_as_a_plain_model(client: Client) -> None:
    run_state_machine_as_test(
        machine(client),
        settings=settings(
            max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
