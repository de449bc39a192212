"""The examples of all smart data models load, are found, and come back in every representation."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.hub.client import LINK, Client
from tests.hub.conftest import MakeClient

pytestmark = pytest.mark.shared_data
CONTEXT = "https://models.example/context.jsonld"


def test_every_model_goes_in_and_comes_back(store: str, make_client: MakeClient, shared_data: Path) -> None:
    models = sorted((shared_data / "ngsi_ld").glob("*/*/examples/example-normalized.jsonld"))
    assert len(models) == 17
    for path in models:
        context = path.parents[2] / "context.jsonld"
        client = make_client(store, contexts={CONTEXT: context})
        entity: dict[str, Any] = orjson.loads(path.read_bytes())
        entity["@context"] = CONTEXT
        if path.parts[-3] in AGAINST_THE_NORM:
            assert client.post("entities", entity).problem == "BadRequestData"
            mend(entity)
        assert client.post("entities", entity).status == 201, path
        check(client, entity, path)
        client.app.close()


AGAINST_THE_NORM = {"WaterObserved", "WeatherForecast"}


def mend(entity: dict[str, Any]) -> None:
    """Two examples break the norm: an id that is no URI, and a relationship to a moment."""
    if not entity["id"].startswith("urn:"):
        entity["id"] = f"urn:ngsi-ld:{entity['type']}:{entity['id']}"
    for name, value in entity.items():
        if isinstance(value, dict) and value.get("type") == "Relationship" and str(value["object"])[:1].isdigit():
            entity[name] = {"type": "Property", "value": value["object"]}


def check(client: Client, entity: dict[str, Any], path: Path) -> None:
    link = LINK.format(CONTEXT)
    address = f"entities/{entity['id']}"
    normalized = client.get(address, link=link).json
    assert normalized.keys() == entity.keys() - {"@context"}, path
    wanted = {"type": entity["type"] if isinstance(entity["type"], str) else entity["type"][0], "id": entity["id"]}
    assert [each["id"] for each in client.get("entities", params=wanted, link=link).json] == [entity["id"]]
    concise = client.get(address, params={"format": "concise"}, link=link).json
    simplified = client.get(address, params={"format": "simplified"}, link=link).json
    feature = client.get(address, accept="application/geo+json", link=link).json
    linked = client.get(address, accept="application/ld+json", link=link).json
    assert concise.keys() == simplified.keys() == normalized.keys()
    assert (feature["type"], linked["@context"]) == ("Feature", CONTEXT)
    assert feature["geometry"] == (normalized["location"]["value"] if "location" in normalized else None)
    # The concise form says the same: stored again, it comes back as the same entity.
    client.delete(address)
    client.post("entities", concise, link=link)
    assert client.get(address, link=link).json == normalized, path
