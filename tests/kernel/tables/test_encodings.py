import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.kernel.errors import Refused
from naves.kernel.tables.encodings import detect_encoding

PANGRAM = "Příliš žluťoučký kůň úpěl ďábelské ódy. Nechť již hříšné saxofony ďáblů rozezvučí síň.\n"
OLD_CZECH = ["windows-1250", "iso-8859-2", "cp852"]
TOWNS = ["Šumperk", "Žatec", "Český Těšín", "Třešť", "Rychnov nad Kněžnou", "Ústí nad Labem", "Lázně Bohdaneč"]


def detected(data: bytes) -> str:
    return detect_encoding(io.BytesIO(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *OLD_CZECH])
def test_a_czech_text_is_read_in_its_encoding(encoding: str) -> None:
    assert detected(PANGRAM.encode(encoding)) == encoding


@pytest.mark.parametrize("encoding", OLD_CZECH)
@pytest.mark.parametrize("town", TOWNS)
def test_one_name_in_an_old_encoding_reads_right(encoding: str, town: str) -> None:
    data = f"kód;název\n500011;{town}\n".encode(encoding)
    assert town in data.decode(detected(data))


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf16_is_told_with_or_without_a_mark(order: str, mark: str) -> None:
    encoding = f"utf-16-{order}"
    assert detected((mark + "kód;název;počet\r\n1;Říčany;5\r\n").encode(encoding)) == encoding


def test_plain_ascii_is_utf8() -> None:
    assert detected(b"a,b\n1,2\n") == "utf-8"


def test_a_hard_space_between_digits_does_not_change_windows_1250() -> None:
    assert detected("a;b\n1\u00a0234;5\n".encode("windows-1250")) == "windows-1250"


def test_letters_across_the_border_of_a_chunk_are_whole() -> None:
    data = b"x" * ((1 << 20) - 1) + "ř\n".encode()
    assert detected(data) == "utf-8"


def test_damaged_utf8_is_refused_with_its_row() -> None:
    data = PANGRAM.encode() * 3 + b"\xe9\xff\n" + PANGRAM.encode()
    with pytest.raises(Refused) as refused:
        detected(data)
    [problem] = refused.value.problems
    assert (problem.code, problem.row) == ("encoding_damaged", 4)


def test_an_encoding_that_is_not_czech_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        detected(bytes(range(128, 256)) * 3)
    assert refused.value.problems[0].code == "encoding_unknown"


@given(st.text("abc ěščřžýáíéůúťďňó\n", min_size=1))
def test_any_czech_text_reads_back_from_windows_1250(text: str) -> None:
    data = text.encode("windows-1250")
    encoding = detected(data)
    if encoding != "utf-8":
        assert data.decode(encoding) == text


@given(st.binary(max_size=400))
def test_bytes_are_refused_or_can_be_read(data: bytes) -> None:
    with suppress(Refused):
        data.decode(detected(data))
