import gzip
import io
import zipfile
from pathlib import Path

import pytest

from naves.kernel.errors import Refused
from naves.kernel.tables import Column, Format, TableReader, write_csv, write_ndjson, write_parquet, write_xlsx

COLUMNS = [Column("code"), Column("name")]
ROWS = [{"code": "1", "name": "Říčany"}, {"code": "2", "name": "Most"}]


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        TableReader(io.BytesIO(data))
    [problem] = refused.value.problems
    assert problem.remedy
    return problem.code


@pytest.mark.parametrize(
    ("write", "found"),
    [
        (write_csv, Format.CSV),
        (write_xlsx, Format.XLSX),
        (write_ndjson, Format.NDJSON),
        (write_parquet, Format.PARQUET),
    ],
)
def test_the_content_tells_the_format_whatever_the_name(write, found, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = tmp_path / "table.pdf"
    with path.open("wb") as out:
        assert write(out, COLUMNS, ROWS) == 2
    with TableReader(path) as table:
        assert (table.format, table.columns) == (found, ("code", "name"))
        assert [dict(row.values) for row in table] == ROWS
        assert not table.problems


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \r\n \n", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_table"),
        (b"%PDF-1.7\n", "not_a_table"),
        (b"<!DOCTYPE html><html><body>Error 500</body></html>", "html_page"),
        (b"\xef\xbb\xbf\n <html lang='cs'>", "html_page"),
        (b"<?xml version='1.0'?><a/>", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old_excel"),
        (b"abc\0\0\0\0def\0", "binary_file"),
        (b"PK\x03\x04 and no archive", "zip_damaged"),
        (b"PAR1 and no table", "parquet_damaged"),
        (zipped(a="b"), "not_a_table"),
        (zipped(word__document_xml="<a/>"), "not_a_table"),
        (zipped(xl__workbook_xml="<a/>"), "workbook_damaged"),
        (b"\x1f\x8b\x08\0 and no gzip", "gzip_damaged"),
        (b'[{"a": 1},', "json_damaged"),
        (b"[]", "empty_file"),
    ],
)
def test_what_is_not_a_table_is_refused_with_a_remedy(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_compressed_csv_is_unpacked() -> None:
    with TableReader(io.BytesIO(gzip.compress(b"a;b\n1;2\n"))) as table:
        assert [dict(row.values) for row in table] == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_over_the_limit_is_refused_packed_or_not(pack) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    data = pack(b"a,b\n" + b"1,2\n" * 1_000)
    with pytest.raises(Refused) as refused:
        TableReader(io.BytesIO(data), max_bytes=1_000)
    [problem] = refused.value.problems
    assert problem.text() == "The file is larger than 0.001 MB."


def test_a_stream_that_cannot_seek_is_read(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with TableReader(Pipe(b"a,b\n1,2\n")) as table:
        assert [row.number for row in table] == [2]


def test_a_missing_file_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        TableReader(tmp_path / "none.csv")
    assert refused.value.problems[0].code == "file_unreadable"


def test_a_stream_of_the_caller_stays_open() -> None:
    stream = io.BytesIO(b"a,b\n1,2\n")
    with TableReader(stream) as table:
        list(table)
    assert not stream.closed
