"""The context engine against PyLD, which implements the JSON-LD algorithms in full."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from naves.hub.context.documents import CORE_URL, Documents
from naves.hub.context.engine import ContextEngine
from naves.hub.problems import BadRequestData, LdContextNotAvailable
from tests.hub.conftest import no_network

DOCUMENTS = Documents(fetch=no_network)
CORE = DOCUMENTS.get(CORE_URL)["@context"]
CORE_NAMES = frozenset(CORE)


def engine(fetch: Any = no_network) -> ContextEngine:
    return ContextEngine(Documents(fetch=fetch))


ENGINE = engine()


def oracle_loader(url: str, options: Any) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": DOCUMENTS.get(url)}


def oracle_expand(context: Any, wanted: list[str]) -> dict[str, str]:
    document = {"@context": [context, CORE], "id": "urn:x:1", **{name: place for place, name in enumerate(wanted)}}
    (expanded,) = jsonld.expand(document, {"documentLoader": oracle_loader})
    found = {}
    for key, values in expanded.items():
        for value in values if not key.startswith("@") else ():
            found[wanted[value["@value"]]] = key
    return found


def oracle_compact(context: Any, wanted: list[str]) -> dict[str, str]:
    document = {"@id": "urn:x:1", **{iri: [{"@value": place}] for place, iri in enumerate(wanted)}}
    compacted = jsonld.compact(document, {"@context": [context, CORE]}, {"documentLoader": oracle_loader})
    return {wanted[value]: key for key, value in compacted.items() if key not in {"@context", "id"}}


names = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).filter(lambda name: name not in CORE_NAMES)
iris = st.builds(
    "{}{}".format,
    st.sampled_from(["https://a.example/", "https://a.example/b#", "urn:c:", "http://d.example/e/"]),
    st.from_regex(r"[a-z][a-zA-Z0-9]{0,4}", fullmatch=True),
)
contexts = st.dictionaries(
    names,
    st.one_of(iris, st.builds(lambda iri: {"@id": iri}, iris), st.sampled_from(["https://a.example/", "urn:c:"])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(contexts, names)
def test_terms_expand_as_pyld_expands_them(context: dict[str, Any], other: str) -> None:
    resolved = ENGINE.resolve(context)
    wanted = list(dict.fromkeys([*context, other, f"{next(iter(context))}:{other}"]))
    assert {name: resolved.expand(name) for name in wanted} == oracle_expand(context, wanted)


@settings(max_examples=60, deadline=None)
@given(contexts, iris)
def test_iris_compact_as_pyld_compacts_them(context: dict[str, Any], other: str) -> None:
    resolved = ENGINE.resolve(context)
    default = "https://uri.etsi.org/ngsi-ld/default-context/x"
    wanted = list(dict.fromkeys([*(resolved.expand(name) for name in context), other, default]))
    assert {iri: resolved.compact(iri) for iri in wanted} == oracle_compact(context, wanted)


@settings(max_examples=100, deadline=None)
@given(contexts, iris)
def test_what_compacts_expands_to_the_same_iri(context: dict[str, Any], iri: str) -> None:
    resolved = ENGINE.resolve(context)
    assert resolved.expand(resolved.compact(iri)) == iri


def test_the_core_context_wins_over_the_users() -> None:
    resolved = engine().resolve({"Property": "https://a.example/Property", "location": "https://a.example/location"})
    assert resolved.expand("Property") == "https://uri.etsi.org/ngsi-ld/Property"
    assert resolved.expand("location") == "https://uri.etsi.org/ngsi-ld/location"


@pytest.mark.parametrize("minor", range(3, 10))
def test_every_core_context_ships_with_the_package(minor: int) -> None:
    url = f"https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.{minor}.jsonld"
    assert engine().resolve(url).expand("Relationship") == "https://uri.etsi.org/ngsi-ld/Relationship"


def test_the_data_integrity_context_that_the_core_pulls_in_ships_too() -> None:
    assert "DataIntegrityProof" in DOCUMENTS.get("https://w3id.org/security/data-integrity/v2")["@context"]


def test_a_context_is_fetched_once() -> None:
    asked: list[str] = []

    def fetch(url: str, *, max_bytes: int, accept: str) -> bytes:
        asked.append(url)
        return b'{"@context": {"speed": "https://a.example/speed"}}'

    contexts_of = engine(fetch)
    for _ in range(3):
        assert contexts_of.resolve("https://a.example/c.jsonld").expand("speed") == "https://a.example/speed"
    assert asked == ["https://a.example/c.jsonld"]


def test_a_context_that_includes_itself_is_refused() -> None:
    def fetch(url: str, *, max_bytes: int, accept: str) -> bytes:
        return b'{"@context": ["https://a.example/c.jsonld", {"a": "urn:a"}]}'

    with pytest.raises(BadRequestData, match="includes itself"):
        engine(fetch).resolve("https://a.example/c.jsonld")


def test_a_context_that_is_not_there_is_not_available() -> None:
    with pytest.raises(LdContextNotAvailable):
        engine().resolve(["https://a.example/none.jsonld", {"a": "urn:a"}])


@pytest.mark.parametrize(
    "bad",
    [
        {"a": {"@id": "urn:a", "@context": {"b": "urn:b"}}},
        {"a": 5},
        {"a": "b", "b": "a"},
        {"a": {"@id": 7}},
        {"@vocab": 3},
        7,
        [["x", 4]],
    ],
)
def test_malformed_contexts_are_refused(bad: Any) -> None:
    with pytest.raises((BadRequestData, LdContextNotAvailable)):
        engine().resolve(bad)
