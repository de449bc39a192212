"""What a hub that is not open lets whom do."""

from typing import Any

import pytest

from naves.hub.problems import BadRequestData
from naves.hub.store import access
from tests.hub.client import Client
from tests.hub.conftest import MakeClient

DEFAULT = "https://uri.etsi.org/ngsi-ld/default-context/"


@pytest.fixture
def client(store: str, make_client: MakeClient) -> Client:
    return make_client(store, open_access=False)


def token(client: Client, subject: str, **options: Any) -> str:
    return client.hub.write(
        lambda connection: access.issue_token(
            connection, subject=subject, micros=client.hub.stamp().micros, **{"expires": None, **options}
        )
    )


def give(client: Client, subject: str, action: str, **target: Any) -> None:
    micros = client.hub.stamp().micros
    options = {name: target.pop(name) for name in ("starts", "ends") if name in target}

    def job(connection: Any) -> None:
        tenant = client.hub.tenants.created(connection, "", micros)
        access.add_grant(connection, tenant, subject=subject, action=action, target=target, micros=micros, **options)

    client.hub.write(job)


@pytest.fixture
def owner(client: Client) -> str:
    give(client, "user:owner", "manage")
    issued = token(client, "user:owner")
    for number, (kind, scope) in enumerate([("Car", "/a"), ("Car", "/b"), ("Bus", "/a")], start=1):
        body = {"id": f"urn:v:{number}", "type": kind, "scope": scope, "speed": number}
        assert client.post("entities", body, authorization=f"Bearer {issued}").status == 201
    return issued


def found(client: Client, issued: str | None = None, **params: str) -> list[str]:
    headers = {"authorization": f"Bearer {issued}"} if issued else {}
    answer = client.get("entities", params={"local": "true", "count": "true", **params}, **headers)
    assert answer.status == 200, answer.json
    assert answer.header("ngsild-results-count") == str(len(answer.json))
    return [each["id"][-1] for each in answer.json]


def test_nobody_enters_without_a_grant(client: Client, owner: str) -> None:
    assert client.get("entities/urn:v:1").status == 401
    assert client.get("entities/urn:v:1", authorization="Bearer wrong").status == 401
    assert client.get("entities/urn:v:1", authorization=f"Bearer {token(client, 'user:x')}").status == 403
    assert client.get("types").status == 401
    assert client.get("entities", params={"type": "Car"}, ngsild_tenant="other").status == 401
    assert found(client, owner) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({}, ["1", "2", "3"]),
        ({"types": [DEFAULT + "Car"]}, ["1", "2"]),
        ({"types": [DEFAULT + "Car"], "scopeQ": "/a"}, ["1"]),
        ({"scopeQ": "/a"}, ["1", "3"]),
        ({"ids": ["urn:v:2"]}, ["2"]),
        ({"types": [DEFAULT + "Ship"]}, []),
    ],
)
def test_lists_counts_and_single_reads_never_leak(client: Client, owner: str, target: Any, expected: list[str]) -> None:
    give(client, "application:map", "read", **target)
    reader = token(client, "application:map")
    headers = {"authorization": f"Bearer {reader}"}
    assert found(client, reader) == expected
    assert found(client, reader, q="speed>0") == expected
    assert found(client, reader, type="Car") == [each for each in expected if each != "3"]
    for number in "123":
        wanted = 200 if number in expected else 404
        assert client.get(f"entities/urn:v:{number}", **headers).status == wanted
        assert client.get(f"temporal/entities/urn:v:{number}", **headers).status == wanted
    day = {"local": "true", "timerel": "after", "timeAt": "2000-01-01T00:00:00Z", "timeproperty": "createdAt"}
    assert [each["id"][-1] for each in client.get("temporal/entities", params=day, **headers).json] == expected
    types = client.get("types", **headers).json["typeList"]
    assert types == sorted({"Bus" if each == "3" else "Car" for each in expected})


def test_writers_write_only_what_they_are_granted(client: Client, owner: str) -> None:
    give(client, "application:gate", "write", types=[DEFAULT + "Bus"])
    headers = {"authorization": f"Bearer {token(client, 'application:gate')}"}
    assert client.patch("entities/urn:v:3/attrs", {"speed": 9}, **headers).status == 204
    assert client.patch("entities/urn:v:1/attrs", {"speed": 9}, **headers).status == 404
    assert client.delete("entities/urn:v:1", **headers).status == 404
    assert client.post("entities", {"id": "urn:v:9", "type": "Car"}, **headers).status == 403
    assert client.post("entities", {"id": "urn:v:1", "type": "Bus"}, **headers).status == 403
    assert client.post("entities", {"id": "urn:v:9", "type": "Bus"}, **headers).status == 201
    answer = client.post(
        "entityOperations/upsert", [{"id": "urn:v:8", "type": "Bus"}, {"id": "urn:v:2", "type": "Bus"}], **headers
    )
    assert (answer.status, answer.json["success"]) == (207, ["urn:v:8"])
    body = {
        "type": "Subscription",
        "entities": [{"type": "Car"}],
        "notification": {"endpoint": {"uri": "http://a.example"}},
    }
    assert client.post("subscriptions", body, **headers).status == 403
    assert client.delete("entities", params={"type": "Bus"}, **headers).status == 403


def test_readers_do_not_write(client: Client, owner: str) -> None:
    give(client, "public", "read")
    assert found(client) == ["1", "2", "3"]
    assert client.patch("entities/urn:v:1/attrs", {"speed": 9}).status == 403
    assert client.post("entities", {"id": "urn:v:9", "type": "Car"}).status == 403
    assert client.post("temporal/entities", {"id": "urn:v:9", "type": "Car", "a": 1}).status == 403


def test_grants_and_tokens_have_their_time(client: Client, owner: str) -> None:
    now = client.hub.stamp().micros
    give(client, "user:late", "read", ends=now)
    give(client, "user:early", "read", starts=now + 3_600_000_000)
    assert client.get("types", authorization=f"Bearer {token(client, 'user:late')}").status == 403
    assert client.get("types", authorization=f"Bearer {token(client, 'user:early')}").status == 403
    assert client.get("types", authorization=f"Bearer {token(client, 'user:owner', expires=now)}").status == 401


def test_organisations_and_everybody_signed_in(client: Client, owner: str) -> None:
    give(client, "organisation:brno", "read", ids=["urn:v:1"])
    give(client, "authenticated", "read", ids=["urn:v:2"])
    assert found(client, token(client, "user:a", organisations=["brno"])) == ["1", "2"]
    assert found(client, token(client, "user:b")) == ["2"]


def test_the_writer_stands_in_the_history(client: Client, owner: str) -> None:
    with client.hub.reading() as connection:
        rows = connection.rows("SELECT DISTINCT n.iri FROM history h JOIN name n ON n.id=h.writer")
    assert rows == [("user:owner",)]


def test_erasure_leaves_only_a_tombstone(client: Client, owner: str) -> None:
    micros = client.hub.stamp().micros
    client.hub.write(
        lambda connection: access.erase(connection, 1, "urn:v:1", writer="dpo", reason="request 7", micros=micros)
    )
    headers = {"authorization": f"Bearer {owner}"}
    assert client.get("entities/urn:v:1", **headers).status == 404
    assert client.get("temporal/entities/urn:v:1", **headers).status == 404
    with client.hub.reading() as connection:
        (stone,) = connection.rows("SELECT urn_digest, writer, reason FROM tombstone")
    assert stone == (access.digest("urn:v:1"), "dpo", "request 7")


@pytest.mark.parametrize(
    ("subject", "action", "target"),
    [
        ("someone", "read", {}),
        ("user:", "read", {}),
        ("user:a", "own", {}),
        ("user:a", "read", {"ids": ["x"]}),
        ("user:a", "read", {"all": 1}),
    ],
)
def test_meaningless_grants_are_refused(client: Client, subject: str, action: str, target: Any) -> None:
    with pytest.raises(BadRequestData):
        give(client, subject, action, **target)
