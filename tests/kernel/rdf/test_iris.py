"""Whatever was stored, what goes out can be read."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from naves.kernel.rdf import jsonld, ntriples
from naves.kernel.rdf.iris import mend, mend_mail
from naves.kernel.rdf.jsonld import Manner
from naves.kernel.rdf.model import Node, Ref, Term, Text, Typed, ref

LINK, WORD = Term("https://x.example/link", "link"), Term("https://x.example/word", "word")
addresses = st.one_of(
    st.text(max_size=40),
    st.builds(lambda rest: f"https://obec.cz{rest}", st.text(max_size=40)),
    st.builds(lambda rest: f"https://{rest}/", st.text(max_size=20)),
)


def read(text: str) -> list[object]:
    return list(parse(text.encode(), format=RdfFormat.N_TRIPLES))


@given(addresses)
@settings(max_examples=300, deadline=None)
def test_what_is_mended_is_an_iri_that_a_strict_reader_takes(address: str) -> None:
    iri = mend(address)
    if iri:
        assert len(read(f"<{iri}> <{iri}> <{iri}> .\n")) == 1
        assert mend(iri) == iri


@given(st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back_as_it_was(text: str, mail: str) -> None:
    address = mend_mail(mail)
    node = Node("https://x.example/1").add(WORD, Text(text, "cs"), Typed(text))
    node.add(LINK, Ref(address) if address else None)
    written = ntriples.write(node)
    assert written.count("\n") == len(read(written))
    values = {quad.object.value for quad in read(written) if quad.predicate.value == WORD.iri}  # type: ignore[attr-defined]
    assert values == {ntriples.clean(text)}


def test_what_was_sound_is_left_as_it_is() -> None:
    for iri in (
        "https://data.gov.cz/podmínky-užití/neobsahuje-osobní-údaje/",
        "https://obec.cz:8443/a%20b?c=d&e=f#g",
        "https://čistá.cz/ž",
        "http://[::1]:8/x",
    ):
        assert mend(iri) == iri


def test_spaces_are_encoded_and_what_is_no_address_is_left_out() -> None:
    assert mend("https://obec.cz/má data.csv") == "https://obec.cz/má%20data.csv"
    assert mend("https://obec.cz/{a}|[b]") == "https://obec.cz/%7Ba%7D%7C%5Bb%5D"
    assert [mend(bad) for bad in ("", "obec.cz", "ftp://obec.cz/", "https://", "javascript:alert(1)")] == [""] * 5
    assert ref("") is None
    assert [mend_mail(bad) for bad in ("", "obec.cz", "@obec.cz", "a@")] == [""] * 4


def test_half_a_character_does_not_stop_a_record() -> None:
    node = Node("https://x.example/1").add(WORD, Text("a\ud800b", "cs"))
    assert ntriples.write(node) == '<https://x.example/1> <https://x.example/word> "a?b"@cs .\n'
    assert jsonld.line(jsonld.body(node, Manner(context={}))).encode()
