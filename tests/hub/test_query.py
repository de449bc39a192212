from typing import Any

import pytest

from tests.hub.client import Client


def room(number: int, **attrs: Any) -> dict[str, Any]:
    return {"id": f"urn:room:{number}", "type": ["Room", "Even" if number % 2 == 0 else "Odd"], **attrs}


ROOMS = [
    room(
        1,
        temperature={"value": 20, "observedAt": "2026-01-01T00:00:00Z", "quality": {"value": "good"}},
        name="kuchyně",
        address={"value": {"city": "Praha", "floor": 2}},
        location={"type": "Point", "coordinates": [14.42, 50.08]},
        scope="/cz/praha",
        heated=True,
        part={"object": "urn:house:1"},
    ),
    room(
        2,
        temperature={"value": 25.5, "observedAt": "2026-01-02T00:00:00Z"},
        name={"languageMap": {"cs": "pokoj", "en": "room"}},
        tags=["a", "b"],
        location={"type": "Point", "coordinates": [16.61, 49.19]},
        scope=["/cz/brno/stred", "/eu"],
        part={"object": ["urn:house:1", "urn:house:2"]},
        kind={"vocab": "Kitchen"},
    ),
    room(
        3,
        temperature=[{"value": 15}, {"value": 30, "datasetId": "urn:d:2"}],
        name="sklep",
        built="2020-05-05",
        location={
            "type": "Polygon",
            "coordinates": [[[14.0, 50.0], [15.0, 50.0], [15.0, 51.0], [14.0, 51.0], [14.0, 50.0]]],
        },
    ),
    {"id": "urn:house:1", "type": "House", "owner": "Novák", "levels": 3},
]


@pytest.fixture
def rooms(client: Client) -> Client:
    for each in ROOMS:
        assert client.post("entities", each).status == 201
    return client


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("temperature", [1, 2, 3]),
        ("temperature==20", [1]),
        ("temperature!=20", [2, 3]),
        ("temperature>20", [2, 3]),
        ("temperature>=20;temperature<=25", [1, 3]),
        ("temperature==19..21", [1]),
        ("temperature==15,20", [1, 3]),
        ('temperature<20|name=="kuchyně"', [1, 3]),
        ("(temperature<20|temperature>25);name", [2, 3]),
        ('name~="^ku"', [1]),
        ("name~=^s.*p$", [3]),
        ("name!~=^s.*p$", [1, 2]),
        ('name[en]=="room"', [2]),
        ('name[*]=="pokoj"', [2]),
        ('name=="room"', [2]),
        ('address[city]=="Praha"', [1]),
        ("address[floor]>1", [1]),
        ("address[none]", []),
        ('tags=="a"', [2]),
        ('tags!="a"', []),
        ("heated==true", [1]),
        ("heated==false", []),
        ("part==urn:house:2", [2]),
        ('part=="urn:house:1"', [1, 2]),
        ("temperature.observedAt>=2026-01-02T00:00:00Z", [2]),
        ('temperature.quality=="good"', [1]),
        ("built==2020-05-05", [3]),
        ("built>2020-01-01", [3]),
        ('temperature=="20"', []),
        ("unknown==1", []),
    ],
)
def test_the_query_language(rooms: Client, q: str, found: list[int]) -> None:
    assert rooms.ids(type="Room", q=q) == [f"urn:room:{number}" for number in found]


def test_vocabulary_values_expand_where_asked(rooms: Client) -> None:
    assert rooms.ids(type="Room", q="kind==Kitchen", expandValues="kind") == ["urn:room:2"]


def test_queries_follow_relationships(rooms: Client) -> None:
    params = {"type": "Room", "q": 'part{owner}=="Novák"', "join": "flat", "joinLevel": "1", "options": "keyValues"}
    assert rooms.ids(**params) == ["urn:room:1", "urn:room:2", "urn:house:1"]
    assert rooms.get("entities", params={"type": "Room", "q": 'part{owner}=="Novák"'}).problem == "BadRequestData"
    inline = rooms.get("entities/urn:room:1", params={"join": "inline", "options": "keyValues"}).json
    assert inline["part"] == {"id": "urn:house:1", "type": "House", "owner": "Novák", "levels": 3}


@pytest.mark.parametrize(
    "q",
    [
        "",
        "temperature==",
        "(temperature",
        "temperature>true",
        "a;;b",
        "a==20..",
        "a[b",
        "a==word",
        "a~=(",
        "a|",
        "a~=(a+)+",
    ],
)
def test_syntax_errors_are_bad_request_data(rooms: Client, q: str) -> None:
    answer = rooms.get("entities", params={"type": "Room", "q": q})
    assert (answer.status, answer.problem) == (400, "BadRequestData")


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("Room", [1, 2, 3]),
        ("Odd", [1, 3]),
        ("Room;Odd", [1, 3]),
        ("(Room;Even)", [2]),
        ("(Room;Even)|Odd", [1, 2, 3]),
        ("Even,Nothing", [2]),
        ("Nothing", []),
    ],
)
def test_type_expressions(rooms: Client, expression: str, found: list[int]) -> None:
    assert rooms.ids(type=expression) == [f"urn:room:{number}" for number in found]


PRAHA = "[14.42,50.08]"


@pytest.mark.parametrize(
    ("georel", "geometry", "coordinates", "found"),
    [
        ("near;maxDistance==1000", "Point", PRAHA, [1, 3]),
        ("near;minDistance==1000", "Point", PRAHA, [2]),
        ("near;maxDistance==200000", "Point", PRAHA, [1, 2, 3]),
        ("within", "Polygon", "[[[14,50],[15,50],[15,51],[14,51],[14,50]]]", [1, 3]),
        ("equals", "Polygon", "[[[14,50],[15,50],[15,51],[14,51],[14,50]]]", [3]),
        ("contains", "Point", PRAHA, [1, 3]),
        ("intersects", "LineString", "[[13,50.5],[16,50.5]]", [3]),
        ("disjoint", "Point", PRAHA, [2]),
        ("overlaps", "Polygon", "[[[14.5,50.5],[16,50.5],[16,52],[14.5,52],[14.5,50.5]]]", [3]),
    ],
)
def test_geoqueries(rooms: Client, georel: str, geometry: str, coordinates: str, found: list[int]) -> None:
    params = {"type": "Room", "georel": georel, "geometry": geometry, "coordinates": coordinates}
    assert rooms.ids(**params) == [f"urn:room:{number}" for number in found]


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        ("/cz/praha", [1]),
        ("/cz/#", [1, 2]),
        ("/cz/+/stred", [2]),
        ("/#", [1, 2]),
        ("(/cz/#;/eu)", [2]),
        ("/cz/praha,/eu", [1, 2]),
        ("/cz", []),
    ],
)
def test_scope_queries(rooms: Client, scope: str, found: list[int]) -> None:
    assert rooms.ids(type="Room", scopeQ=scope) == [f"urn:room:{number}" for number in found]


def test_pages_links_and_counts(rooms: Client) -> None:
    first = rooms.get("entities", params={"type": "Room", "limit": "2", "count": "true"})
    assert [each["id"] for each in first.json] == ["urn:room:1", "urn:room:2"]
    assert first.header("ngsild-results-count") == "3"
    assert 'rel="next"' in str(first.header("link"))
    last = rooms.get("entities", params={"type": "Room", "limit": "2", "offset": "2", "q": "temperature"})
    assert [each["id"] for each in last.json] == ["urn:room:3"]
    assert 'rel="prev"' in str(last.header("link"))
    assert 'rel="next"' not in str(last.header("link"))
    count = rooms.get("entities", params={"type": "Room", "limit": "0", "count": "true", "q": "temperature>20"})
    assert (count.json, count.header("ngsild-results-count")) == ([], "2")
    assert rooms.get("entities", params={"type": "Room", "limit": "0"}).status == 400
    assert rooms.get("entities", params={"type": "Room", "limit": "1001"}).problem == "TooManyResults"
    assert rooms.get("entities").problem == "BadRequestData"


def test_ids_patterns_and_attributes(rooms: Client) -> None:
    assert rooms.ids(id="urn:room:1,urn:house:1", type="Room,House") == ["urn:room:1", "urn:house:1"]
    assert rooms.ids(idPattern="^urn:room:[12]$", type="Room") == ["urn:room:1", "urn:room:2"]
    assert rooms.ids(attrs="tags,levels") == ["urn:room:2", "urn:house:1"]


def test_ordering(rooms: Client) -> None:
    assert rooms.ids(type="Room", orderBy="temperature", local="true") == ["urn:room:3", "urn:room:1", "urn:room:2"]
    assert rooms.ids(type="Room", orderBy="temperature;desc", local="true")[0] == "urn:room:2"
    near = {"orderBy": "location;dist-desc", "orderFrom": PRAHA, "local": "true"}
    assert rooms.ids(type="Room", **near)[0] == "urn:room:2"


def test_a_query_body_asks_the_same(rooms: Client) -> None:
    body = {
        "type": "Query",
        "entities": [{"type": "Room", "idPattern": "^urn:room"}, {"type": "House", "id": "urn:house:1"}],
        "q": "temperature>20|levels==3",
    }
    answer = rooms.post("entityOperations/query", body)
    assert [each["id"] for each in answer.json] == ["urn:room:2", "urn:room:3", "urn:house:1"]
    assert rooms.post("entityOperations/query", {"type": "Query", "wrong": 1}).problem == "BadRequestData"


def test_discovery(rooms: Client) -> None:
    assert rooms.get("types").json["typeList"] == ["Even", "House", "Odd", "Room"]
    house = rooms.get("types/House").json
    assert (house["entityCount"], [each["attributeName"] for each in house["attributeDetails"]]) == (
        1,
        ["levels", "owner"],
    )
    assert rooms.get("attributes/levels").json["typeNames"] == ["House"]
    assert "heated" in rooms.get("attributes").json["attributeList"]
    assert rooms.get("types/None").status == 404
