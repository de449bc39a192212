import io

from naves.kernel.tables import Format, TableReader


def test_keys_may_first_appear_on_any_line() -> None:
    table = TableReader(io.BytesIO(b'{"a": 1}\n\n{"a": null, "b": {"c": [true]}}\n'))
    assert [(row.number, dict(row.values)) for row in table] == [
        (1, {"a": "1", "b": ""}),
        (3, {"a": "", "b": '{"c": [true]}'}),
    ]


def test_a_line_that_is_no_object_is_a_problem_and_the_others_stay() -> None:
    table = TableReader(io.BytesIO('{"a": 1}\n{"a": 2\n[3]\n{"a": "řeka\u2028"}\n'.encode()))
    assert [row.number for row in table] == [1, 4]
    assert [(p.code, p.row) for p in table.problems.all()] == [
        ("json_line_damaged", 2),
        ("json_not_an_object", 3),
    ]


def test_an_array_counts_its_items_from_one() -> None:
    table = TableReader(io.BytesIO(b'\xef\xbb\xbf [{"a": 1.50}, 7, {"b": false}]'))
    assert table.format is Format.JSON
    assert [(row.number, dict(row.values)) for row in table] == [
        (1, {"a": "1.5", "b": ""}),
        (3, {"a": "", "b": "false"}),
    ]
    assert [(p.code, p.row) for p in table.problems.all()] == [("json_not_an_object", 2)]
