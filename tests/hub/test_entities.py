from typing import Any

import pytest

from tests.hub.client import Client

CAR = {
    "id": "urn:ngsi-ld:Car:1",
    "type": "Car",
    "speed": {"type": "Property", "value": 50, "unitCode": "KMH", "observedAt": "2026-01-01T10:00:00Z"},
    "owner": {"type": "Relationship", "object": "urn:ngsi-ld:Person:1"},
    "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [14.42, 50.08]}},
    "name": {"type": "LanguageProperty", "languageMap": {"cs": "auto", "en": "car"}},
    "color": {"type": "VocabProperty", "vocab": "Red"},
    "raw": {"type": "JsonProperty", "json": {"id": 1, "value": None}},
    "gears": {"type": "ListProperty", "valueList": [1, 2, 3]},
    "route": {"type": "ListRelationship", "objectList": [{"object": "urn:s:1"}, {"object": "urn:s:2"}]},
    "mass": [
        {"type": "Property", "value": 900},
        {"type": "Property", "value": 905, "datasetId": "urn:d:scale", "precision": {"type": "Property", "value": 5}},
    ],
    "scope": ["/Praha/P1", "/fleet"],
}


@pytest.fixture
def car(client: Client) -> Client:
    assert client.post("entities", CAR).status == 201
    return client


def test_what_was_created_comes_back_as_it_was(car: Client) -> None:
    assert car.get("entities/urn:ngsi-ld:Car:1").json == CAR


def test_every_representation_shows_the_same_entity(car: Client) -> None:
    concise = car.get("entities/urn:ngsi-ld:Car:1", params={"format": "concise"}).json
    assert concise["speed"] == {"value": 50, "unitCode": "KMH", "observedAt": "2026-01-01T10:00:00Z"}
    assert concise["location"] == {"type": "Point", "coordinates": [14.42, 50.08]}
    assert concise["mass"][0] == {"value": 900}
    simplified = car.get("entities/urn:ngsi-ld:Car:1", params={"options": "keyValues"}).json
    assert simplified["speed"] == 50
    assert simplified["owner"] == "urn:ngsi-ld:Person:1"
    assert simplified["name"] == {"languageMap": {"cs": "auto", "en": "car"}}
    assert simplified["color"] == {"vocab": "Red"}
    assert simplified["mass"] == {"dataset": {"@none": 900, "urn:d:scale": 905}}
    feature = car.get("entities/urn:ngsi-ld:Car:1", accept="application/geo+json").json
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {"type": "Point", "coordinates": [14.42, 50.08]}
    assert feature["properties"]["speed"]["value"] == 50


def test_the_concise_form_creates_the_same_entity(client: Client, car: Client) -> None:
    concise = car.get("entities/urn:ngsi-ld:Car:1", params={"format": "concise"}).json
    client.post("entities", {**concise, "id": "urn:ngsi-ld:Car:2"})
    assert client.get("entities/urn:ngsi-ld:Car:2").json == {**CAR, "id": "urn:ngsi-ld:Car:2"}


def test_a_language_can_be_chosen(car: Client) -> None:
    shown = car.get("entities/urn:ngsi-ld:Car:1", params={"lang": "de,cs;q=0.8", "pick": "name"}).json
    assert shown["name"] == {"type": "Property", "value": "auto", "lang": "cs"}


def test_projection_and_datasets(car: Client) -> None:
    assert set(car.get("entities/urn:ngsi-ld:Car:1", params={"pick": "id,speed"}).json) == {"id", "speed"}
    assert "speed" not in car.get("entities/urn:ngsi-ld:Car:1", params={"omit": "speed,owner"}).json
    only = car.get("entities/urn:ngsi-ld:Car:1", params={"datasetId": "urn:d:scale"}).json
    assert only["mass"]["value"] == 905
    assert "speed" not in only


def test_names_are_stored_expanded(client: Client) -> None:
    context = {"speed": "https://a.example/speed", "Car": "https://a.example/Car"}
    body = {"@context": context, "id": "urn:c:1", "type": "Car", "speed": 5}
    assert client.post("entities", body).status == 201
    shown = client.get("entities/urn:c:1").json
    assert shown["type"] == "https://a.example/Car"
    assert shown["https://a.example/speed"] == {"type": "Property", "value": 5}


def test_append_keeps_the_rest(car: Client) -> None:
    path = "entities/urn:ngsi-ld:Car:1/attrs"
    assert car.post(path, {"speed": 60, "doors": 4}).status == 204
    answer = car.post(path, {"speed": 70, "seats": 5}, params={"options": "noOverwrite"})
    assert answer.status == 207
    assert [each["attributeName"].rpartition("/")[2] for each in answer.json["notUpdated"]] == ["speed"]
    shown = car.get("entities/urn:ngsi-ld:Car:1", params={"format": "simplified"}).json
    assert (shown["speed"], shown["doors"], shown["seats"]) == (60, 4, 5)


def test_update_replaces_and_null_deletes(car: Client) -> None:
    body = {"speed": {"value": 55}, "owner": "urn:ngsi-ld:null", "wheels": 4}
    assert car.patch("entities/urn:ngsi-ld:Car:1/attrs", body).status == 204
    shown = car.get("entities/urn:ngsi-ld:Car:1").json
    assert shown["speed"] == {"type": "Property", "value": 55}
    assert "owner" not in shown
    assert shown["wheels"] == {"type": "Property", "value": 4}


def test_partial_update_overwrites_members_only(car: Client) -> None:
    assert car.patch("entities/urn:ngsi-ld:Car:1/attrs/speed", {"value": 51}).status == 204
    assert car.get("entities/urn:ngsi-ld:Car:1").json["speed"] == {**CAR["speed"], "value": 51}  # type: ignore[dict-item]
    assert car.patch("entities/urn:ngsi-ld:Car:1/attrs/none", {"value": 51}).status == 404


def test_merge_goes_to_any_depth(client: Client) -> None:
    client.post("entities", {"id": "urn:b:1", "type": "B", "address": {"value": {"city": "Brno", "zip": "60200"}}})
    body = {"address": {"value": {"zip": "urn:ngsi-ld:null", "street": "Lidická"}}, "level": 3}
    assert client.patch("entities/urn:b:1", body).status == 204
    assert client.get("entities/urn:b:1", params={"format": "simplified"}).json == {
        "id": "urn:b:1", "type": "B", "address": {"city": "Brno", "street": "Lidická"}, "level": 3,
    }  # fmt: skip


def test_replace_puts_another_in_its_place(car: Client) -> None:
    created = car.get("entities/urn:ngsi-ld:Car:1", params={"options": "sysAttrs"}).json["createdAt"]
    body = {"id": "urn:ngsi-ld:Car:1", "type": "Car", "speed": 1}
    assert car.put("entities/urn:ngsi-ld:Car:1", body).status == 204
    shown = car.get("entities/urn:ngsi-ld:Car:1", params={"options": "sysAttrs"}).json
    assert set(shown) == {"id", "type", "speed", "createdAt", "modifiedAt"}
    assert shown["createdAt"] == created


def test_delete_takes_it_away(car: Client) -> None:
    assert car.delete("entities/urn:ngsi-ld:Car:1").status == 204
    assert car.get("entities/urn:ngsi-ld:Car:1").status == 404
    assert car.delete("entities/urn:ngsi-ld:Car:1").status == 404
    assert car.ids(type="Car") == []
    assert car.post("entities", CAR).status == 201
    assert car.ids(type="Car") == ["urn:ngsi-ld:Car:1"]


def test_an_attribute_instance_is_deleted_alone(car: Client) -> None:
    path = "entities/urn:ngsi-ld:Car:1/attrs/mass"
    assert car.delete(path, params={"datasetId": "urn:d:scale"}).status == 204
    assert car.get("entities/urn:ngsi-ld:Car:1").json["mass"] == {"type": "Property", "value": 900}
    assert car.delete(path, params={"deleteAll": "true"}).status == 204
    assert car.delete(path).status == 404


def test_tenants_do_not_see_each_other(client: Client) -> None:
    client.post("entities", CAR, ngsild_tenant="brno")
    assert client.get("entities/urn:ngsi-ld:Car:1").status == 404
    assert client.get("entities/urn:ngsi-ld:Car:1", ngsild_tenant="brno").status == 200
    assert client.get("entities", params={"type": "Car"}, ngsild_tenant="ostrava").problem == "NonexistentTenant"


def test_expired_entities_and_attributes_are_gone(client: Client) -> None:
    client.post("entities", {"id": "urn:e:1", "type": "E", "expiresAt": "2020-01-01T00:00:00Z", "a": 1})
    client.post(
        "entities", {"id": "urn:e:2", "type": "E", "a": {"value": 1, "expiresAt": "2020-01-01T00:00:00Z"}, "b": 2}
    )
    assert client.get("entities/urn:e:1").status == 404
    assert client.ids(type="E") == ["urn:e:2"]
    assert "a" not in client.get("entities/urn:e:2").json


BAD: list[tuple[Any, str]] = [
    ({"type": "T"}, "BadRequestData"),
    ({"id": "urn:x:1"}, "BadRequestData"),
    ({"id": "no uri", "type": "T"}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a": None}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a": {"type": "Wrong", "value": 1}}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a": {"type": "Property"}}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a": {"type": "Property", "value": "urn:ngsi-ld:null"}}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "r": {"type": "Relationship", "object": "not a uri"}}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "unitCode": 5}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a b": 5}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a": {"value": 1, "observedAt": "2026-02-30T00:00:00Z"}}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a": {"value": 1, "observedAt": "yesterday"}}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "a": [{"value": 1}, {"value": 2}]}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "scope": "/a b"}, "BadRequestData"),
    ({"id": "urn:x:1", "type": "T", "location": {"type": "Point", "coordinates": ["a", "b"]}}, "BadRequestData"),
    (
        {
            "id": "urn:x:1",
            "type": "T",
            "location": {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]},
        },
        "BadRequestData",
    ),
    (b'{"id": "urn:x:1", "type": "T", "a": NaN}', "InvalidRequest"),
    (b"{", "InvalidRequest"),
    (b"", "InvalidRequest"),
    (b"[]", "InvalidRequest"),
    (b'{"id": "urn:x:1", "type": "T", "a": ' + b'{"value":1,"b":' * 40 + b"1" + b"}" * 40 + b"}", "BadRequestData"),
    (b'{"id": "urn:x:1", "type": "T", "a": {"value": ' + b"[" * 400 + b"]" * 400 + b"}}", "BadRequestData"),
    (b'{"id": "urn:x:1", "type": "T", "a": {"value": ' + b"[" * 100_000, "InvalidRequest"),
]


@pytest.mark.parametrize(("body", "problem"), BAD)
def test_bad_input_is_refused_and_leaves_nothing(client: Client, body: Any, problem: str) -> None:
    answer = client.post("entities", body)
    assert (answer.status, answer.problem) == (400, problem)
    assert client.get("entities", params={"local": "true"}).json == []


def test_media_types_and_contexts_do_not_mix(client: Client) -> None:
    body = {"id": "urn:x:1", "type": "T", "@context": {"T": "urn:T"}}
    link = '<https://a.example/c>; rel="http://www.w3.org/ns/json-ld#context"'
    assert client.post("entities", body, link=link).problem == "BadRequestData"
    assert client.post("entities", body, content_type="application/json").problem == "BadRequestData"
    assert client.post("entities", {"id": "urn:x:1", "type": "T"}, content_type="application/ld+json").status == 400
    assert client.post("entities", body, content_type="text/plain").status == 415
    assert client.get("entities/urn:x:1", accept="text/html").status == 406
    assert client.post("entities", {"id": "urn:x:1", "type": "T"}, link=link).status == 504
    assert client.get("entities", params={"type": "T", "wrong": "1"}).problem == "InvalidRequest"
    assert client.call("PUT", "types", {"a": 1}).status == 405


def test_a_large_attribute_is_stored_whole(client: Client) -> None:
    text = "ž" * 5_000_000
    assert client.post("entities", {"id": "urn:x:1", "type": "T", "a": text}).status == 201
    assert client.get("entities/urn:x:1", params={"format": "simplified"}).json["a"] == text
