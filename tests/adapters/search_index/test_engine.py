"""The index on plain values: ranking, audiences, facets, pages, patches."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naves.adapters.search_index.engine.index import MOST_SMALL, Index, changed, part_of
from naves.adapters.search_index.engine.question import question
from naves.adapters.search_index.engine.search import Found, search
from naves.kernel.search import Audience, Document

EVERYBODY = {"need": Audience(public=True), "place": Audience(everything=True)}


def index_of(*documents: Document, kinds: tuple[str, ...] = ("place", "need"), kind: str = "need") -> Index:
    number = kinds.index(kind)
    return Index(kinds, (part_of([(number, document) for document in documents]),))


def need(identifier: str, title: str, **more: Any) -> Document:
    return Document(identifier=identifier, title=title, **{"is_public": True, **more})


def find(index: Index, text: str, audiences: Mapping[str, Audience] = EVERYBODY, **more: Any) -> Found:
    return search(index, question(text), audiences, **more)


def ids(found: Found) -> list[str]:
    return [hit.identifier for hit in found.hits]


@pytest.fixture
def index() -> Index:
    return index_of(
        need("1", "Nebezpečný přechod u školy", text="Děti chodí do školy za tmy.", labels=(("theme", "mobility"),)),
        need("2", "Chybí autobus", text="K přechodu je daleko.", labels=(("theme", "mobility"), ("theme", "social"))),
        need("3", "Málo zubařů", place="Litovel Olomouc", labels=(("theme", "health"),)),
        need("4", "Tajný koncept přechodu", is_public=False, keys=("user:7",), labels=(("theme", "safety"),)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("přechod", ["1", "2"]),
        ("PRECHODECH", ["1", "2"]),
        ("přechdo", ["1", "2"]),
        ("přechody skolach", ["1"]),
        ("zubar v litovli", ["3"]),
        ("autob", ["2"]),
        ("přechod zubař", ["1", "2", "3"]),
        ("ponorka", []),
        ("a nebo ale", []),
        ("", []),
    ],
)
def test_words_are_found_in_any_form(index: Index, text: str, expected: list[str]) -> None:
    assert sorted(ids(find(index, text))) == expected


def test_a_title_comes_before_a_text(index: Index) -> None:
    assert ids(find(index, "přechod")) == ["1", "2"]


def test_what_holds_only_some_words_says_so(index: Index) -> None:
    assert find(index, "přechod zubař").is_loose
    assert not find(index, "přechod školy").is_loose


def test_a_word_that_nothing_is_like_is_left_out_and_named(index: Index) -> None:
    found = find(index, "přechod kvarteto")
    assert sorted(ids(found)) == ["1", "2"]
    assert [meaning.written for meaning in found.meanings if not meaning.terms] == ["kvarteto"]


def test_a_mended_word_is_shown_with_its_accents(index: Index) -> None:
    assert [meaning.mended for meaning in find(index, "prechdo").meanings] == ["přechod"]


def test_the_whole_title_of_a_place_comes_before_everything() -> None:
    documents = [
        (1, need("1", "Most přes řeku u Mostu, most a zase most")),
        (0, need("567027", "Most", boost=2.7)),
        (0, need("CZ0425", "Most", boost=1.8)),
        (0, need("9", "Mostek", boost=2.3)),
    ]
    assert ids(find(Index(("place", "need"), (part_of(documents),)), "most"))[:3] == ["567027", "CZ0425", "1"]


def test_a_code_is_found_exactly_and_alone() -> None:
    index = index_of(
        need("1", "Strategie", codes=("ČR-2021/04",)), need("2", "ČR 2021 04"), need("3", "Jiná", codes=("ČR-2021/05",))
    )
    assert ids(find(index, "cr-2021/04")) == ["1"]


def test_facets_count_all_results_and_each_leaves_itself_out(index: Index) -> None:
    assert find(index, "přechod", facets=("theme",)).facets == {"theme": {"mobility": 2, "social": 1}}
    narrowed = find(index, "přechod", facets=("theme",), wanted={"theme": ["social"]})
    assert (ids(narrowed), narrowed.total, narrowed.kinds) == (["2"], 1, {"place": 0, "need": 1})
    assert narrowed.facets == {"theme": {"mobility": 2, "social": 1}}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (None, []),
        (Audience(), []),
        (Audience(public=True), ["1", "2"]),
        (Audience(keys=frozenset({"user:7"})), ["4"]),
        (Audience(public=True, keys=frozenset({"user:8"})), ["1", "2"]),
        (Audience(public=True, keys=frozenset({"user:7"})), ["1", "2", "4"]),
        (Audience(everything=True), ["1", "2", "4"]),
    ],
)
def test_only_what_is_let_in_is_found_and_counted(index: Index, audience: Audience | None, expected: list[str]) -> None:
    found = find(index, "přechod", {} if audience is None else {"need": audience}, facets=("theme",))
    assert sorted(ids(found)) == expected
    assert found.total == len(expected) == found.kinds["need"]
    assert ("safety" in found.facets["theme"]) == ("4" in expected)


def test_words_of_hidden_records_are_neither_known_nor_suggested(index: Index) -> None:
    hidden = [meaning for text in ("tajný", "tajnz", "taj", "koncept") for meaning in find(index, text).meanings]
    assert [(meaning.terms, meaning.mended) for meaning in hidden] == [({}, "")] * 4


def test_pages_neither_repeat_nor_skip() -> None:
    index = index_of(*(need(str(n), "Stejný název") for n in range(50)))
    found = [one for start in range(0, 50, 7) for one in ids(find(index, "název", start=start, size=7))]
    assert sorted(found, key=int) == [str(n) for n in range(50)]


def test_a_changed_document_replaces_the_old_one_and_a_gone_one_goes(index: Index) -> None:
    after = changed(
        index,
        gone=[(1, "2")],
        gone_owners=[],
        documents=[(1, need("1", "Osvětlení náměstí"))],
        sequence=2,
        anchor="x",
    )
    assert ids(find(after, "přechod")) == []
    assert ids(find(after, "náměstí")) == ["1"]
    assert after.counts() == {"place": 0, "need": 3}
    assert ids(find(index, "přechod")) == ["1", "2"]


def test_what_belongs_to_an_owner_goes_together() -> None:
    index = index_of(need("1", "Přechod", owner="s1"), need("2", "Přechod", owner="s2"))
    after = changed(index, gone=[], gone_owners=[(1, "s1")], documents=[], sequence=1, anchor="x")
    assert ids(find(after, "přechod")) == ["2"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["škola", "lékař", "most", None])), max_size=30))
def test_an_index_patched_step_by_step_holds_what_a_new_one_holds(steps: list[tuple[int, str | None]]) -> None:
    patched = index_of()
    state: dict[str, str] = {}
    for at, (number, title) in enumerate(steps):
        identifier = str(number)
        state.pop(identifier, None)
        if title:
            state[identifier] = title
        documents = [(1, need(identifier, title))] if title else []
        patched = changed(
            patched, gone=[(1, identifier)], gone_owners=[], documents=documents, sequence=at + 1, anchor="x"
        )
    assert len(patched.parts) <= MOST_SMALL + 1
    for word in ("škola", "lékař", "most"):
        assert sorted(ids(find(patched, word))) == sorted(key for key, title in state.items() if title == word)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_an_answer(text: str) -> None:
    found = find(index_of(need("1", "Přechod u školy"), need("2", text, codes=(text,))), text, facets=("theme",))
    assert found.total <= 2
