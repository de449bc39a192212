"""Files of every ugly kind are profiled as a whole, or refused with a reason; never a traceback."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from naves.kernel.datafiles import Profile, profile_file, profile_findings
from naves.kernel.errors import Refused
from naves.kernel.rowquery import Question, ask


def profiled(data: bytes, folder: Path) -> Profile:
    return profile_file(io.BytesIO(data), folder / "table.parquet")


def kinds(profile: Profile) -> dict[str, str]:
    return {column.name: column.kind for column in profile.columns}


def codes(profile: Profile) -> set[str]:
    return {one.problem.code for one in profile_findings(profile)}


def refused(data: bytes, folder: Path) -> str:
    with pytest.raises(Refused) as refusal:
        profiled(data, folder)
    return refusal.value.problems[0].code


def test_a_windows_1250_file_with_czech_numbers_and_days(tmp_path: Path) -> None:
    text = "název;cena;den;kdy;volno;psč\n"
    text += (
        "Žižkov;1 234,50;1. 2. 2025;2025-01-01T10:00:00+02:00;ano;01234\nŘečany;2;28.2.2025;2025-01-02 10:00;ne;11000\n"
    )
    found = profiled(text.encode("windows-1250"), tmp_path)
    assert (found.encoding, found.delimiter, found.row_count) == ("windows-1250", ";", 2)
    assert kinds(found) == {
        "název": "text", "cena": "decimal", "den": "date", "kdy": "datetime", "volno": "boolean", "psč": "text",
    }  # fmt: skip
    assert (found.columns[1].least, found.columns[1].most) == ("2", "1234.5")
    assert found.columns[2].most == "2025-02-28"
    assert found.columns[3].least == "2025-01-01T08:00:00"
    rows = ask(tmp_path / "table.parquet", found.table_columns(), Question()).rows
    assert rows[0][:2] == ("Žižkov", 1234.5)
    assert "encoding_old" in codes(found)


def test_a_kind_holds_only_where_the_whole_file_bears_it_out(tmp_path: Path) -> None:
    rows = [f"{number};{number}" for number in range(30_000)]
    rows[29_000] = "29000;asi sto"
    found = profiled(("id;počet\n" + "\n".join(rows)).encode(), tmp_path)
    assert kinds(found) == {"id": "integer", "počet": "text"}
    count = found.columns[1]
    assert (count.almost, count.stray_count, list(count.strays)) == ("integer", 1, [(29_002, "asi sto")])
    assert found.columns[0].is_key
    assert "mixed_kinds" in codes(found)


def test_words_for_missing_values_do_not_make_a_column_text(tmp_path: Path) -> None:
    found = profiled(b"id,hodnota\n1,3.5\n2,N/A\n3,\n4,1\n", tmp_path)
    assert kinds(found)["hodnota"] == "decimal"
    assert (found.columns[1].filled, found.columns[1].missing, dict(found.columns[1].words)) == (2, 2, {"N/A": 1})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_and_utf_16_are_read(encoding: str, tmp_path: Path) -> None:
    found = profiled("ulice,počet\nHlavní,1\nKřivá,2\n".encode(encoding), tmp_path)
    assert kinds(found) == {"ulice": "text", "počet": "integer"}


def test_ragged_rows_are_kept_and_counted(tmp_path: Path) -> None:
    found = profiled(b"a,b\n1,2\n3\n4,5,6\n\n7,8\n", tmp_path)
    assert (found.row_count, found.ragged, list(found.ragged_rows), found.empty_rows) == (4, 2, [3, 4], 1)
    rows = ask(tmp_path / "table.parquet", found.table_columns(), Question()).rows
    assert rows == [(1, 2), (3, None), (4, 5), (7, 8)]
    assert "ragged" in codes(found)


def test_mixed_delimiters_show_as_ragged_rows(tmp_path: Path) -> None:
    found = profiled(b"a;b;c\n1;2;3\n4,5,6\n7;8;9\n", tmp_path)
    assert (found.delimiter, found.ragged) == (";", 1)


def test_broken_quotes_keep_what_stands_above_them(tmp_path: Path) -> None:
    found = profiled(b'a,b\n1,2\n3,"x"y\n5,6\n', tmp_path)
    assert found.row_count == 1
    assert [(one["code"], one["row"]) for one in found.problems] == [("quotes_damaged", 3)]
    assert "quotes_damaged" in codes(found)


def test_doubled_and_empty_headings_get_names(tmp_path: Path) -> None:
    found = profiled(b"a,A,,a\n1,2,3,4\n", tmp_path)
    assert [column.name for column in found.columns] == ["a", "A_2", "#3", "a_3"]
    assert {"doubled_headings", "nameless"} <= codes(found)


def test_a_table_without_headings_is_found_out(tmp_path: Path) -> None:
    assert "no_heading" in codes(profiled(b"1;2;3\n4;5;6\n", tmp_path))
    assert "no_heading" not in codes(profiled(b"kraj;2024;2025\nJih;5;6\n", tmp_path))


def test_formulas_are_counted(tmp_path: Path) -> None:
    found = profiled(b"a,b\n=1+1,-5\n@SUM(A1),-6\n+cmd|x,-7\n", tmp_path)
    assert [column.formulas for column in found.columns] == [3, 0]
    assert "formulas" in codes(found)


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    wide = ("a," * 1_000_000 + "\n" + "1," * 1_000_000).encode()
    assert refused(wide, tmp_path) == "too_many_columns"
    assert refused(b"a,b\n" + (b"1," * 1_200_000 + b"\n") * 2, tmp_path) == "too_many_columns"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"<!doctype html><title>502</title>", "html_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old_excel"),
        (b"PK\x03\x04 not a zip", "zip_damaged"),
        (b"PAR1 nothing PAR1", "parquet_damaged"),
        (b"a;b\n\x81\x98\xc3\x28" + "ž".encode() * 30, "encoding_damaged"),
        (("název;číslo\n" + "žluťoučký kůň;1\n" * 5).encode("windows-1250") + b"\x81;2\n", "encoding_damaged"),
        (b'{"a": 1,', "json_damaged"),
        (b'{"type": "FeatureCollection", "features": []}', "empty_file"),
        (b"[1, 2, 3]", "empty_file"),
        (b"only;headings\n", "empty_file"),
    ],
)
def test_what_is_no_table_is_refused_by_name(data: bytes, code: str, tmp_path: Path) -> None:
    assert refused(data, tmp_path) == code


def test_a_bomb_and_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert refused(bomb.getvalue(), tmp_path) == "workbook_too_large"
    entities = io.BytesIO()
    with zipfile.ZipFile(entities, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>')
    assert refused(entities.getvalue(), tmp_path) == "workbook_unsafe"


def test_a_workbook_and_parquet_are_read(tmp_path: Path) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["kód", "počet"])
    book.active.append(["007", 5])
    book.active.append(["008", 6.5])
    book.save(out)
    found = profiled(out.getvalue(), tmp_path)
    assert (found.format, kinds(found)) == ("xlsx", {"kód": "text", "počet": "decimal"})
    out = io.BytesIO()
    parquet.write_table(pa.table({"a": [1, None], "b": ["x", "y"]}), out)
    found = profiled(out.getvalue(), tmp_path)
    assert (found.format, kinds(found)) == ("parquet", {"a": "integer", "b": "text"})


def test_json_in_all_its_shapes_is_read(tmp_path: Path) -> None:
    for data in (b'[{"a":1},{"a":2,"b":"x"}]', b'{"a":1}\n{"a":2,"b":"x"}', b'{"data":[{"a":1},{"a":2,"b":"x"}]}'):
        found = profiled(data, tmp_path)
        assert (kinds(found), found.row_count) == ({"a": "integer", "b": "text"}, 2)


def test_geojson_has_places(tmp_path: Path) -> None:
    square = [[[16.0, 49.0], [16.2, 49.0], [16.2, 49.2], [16.0, 49.0]]]
    features = [
        {"type": "Feature", "properties": {"n": 1}, "geometry": {"type": "Point", "coordinates": [16.1, 49.2]}},
        {"type": "Feature", "properties": {"n": 2}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": None, "geometry": None},
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}, indent=1).encode()
    found = profiled(data, tmp_path)
    assert (found.longitude, found.latitude, found.geometry) == ("longitude", "latitude", "geometry")
    rows = ask(tmp_path / "table.parquet", found.table_columns(), Question(columns=["n", "longitude"])).rows
    assert rows == [(1, 16.1), (2, 16.1)]


def test_personal_data_are_suspected_and_never_shown(tmp_path: Path) -> None:
    text = (
        "poznámka;kontakt;telefon;účet;iban;vlastník;číslo\n"
        "rodné číslo 780123/3540;jan@lhota.example;777 888 999;19-2000145399/0800;CZ65 0800 0000 1920 0014 5399;"
        "Jan Novák;123456/0001\n"
        "nic;info@lhota.example;+420 777 888 998;text;CZ6508000000192000145398;Petra Malá;1234567890\n"
    )
    found = profiled(text.encode(), tmp_path)
    suspected = {column.name: {(one.kind, one.count) for one in column.personal} for column in found.columns}
    assert suspected == {
        "poznámka": {("birth_number", 1)},
        "kontakt": {("email", 2)},
        "telefon": {("phone", 2)},
        "účet": {("account", 1)},
        "iban": {("iban", 1)},
        "vlastník": {("name", 2)},
        "číslo": set(),
    }
    kept = json.dumps(found.as_json(), ensure_ascii=False)
    for secret in ("780123", "jan@lhota", "777 888", "2000145399", "Novák"):
        assert secret not in kept
    assert json.loads(json.dumps(Profile.from_json(json.loads(kept)).as_json())) == json.loads(kept)


@given(st.binary(max_size=400))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_profile_or_a_reason(tmp_path: Path, data: bytes) -> None:
    _profile_or_reason(data, tmp_path)


@given(st.text(alphabet="a1,;|\t\n\"'ž=-. {}[]:", max_size=80))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_a_profile_or_a_reason(tmp_path: Path, text: str) -> None:
    _profile_or_reason(text.encode(), tmp_path)


def _profile_or_reason(data: bytes, folder: Path) -> None:
    try:
        found = profiled(data, folder)
    except Refused as refusal:
        found, reasons = None, [problem.text() for problem in refusal.problems]
    if found is None:
        assert all(reasons)
        return
    answer = ask(folder / "table.parquet", found.table_columns(), Question(count=True))
    assert answer.total == found.row_count
    assert all(finding.problem.text() for finding in profile_findings(found))
