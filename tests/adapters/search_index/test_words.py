"""From written words to what they are found by, and slips mended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naves.adapters.search_index.engine.question import MOST_WORDS, question
from naves.adapters.search_index.engine.spelling import alike, distance, grams_of
from naves.adapters.search_index.engine.words import stem, word_of

SMALL = st.text(alphabet="abcd", max_size=7)


def full_distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance by the plain recursive definition."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not (i and j):
                table[i][j] = i + j
                continue
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@pytest.mark.parametrize(
    ("one", "other"), [("přechodů", "přechody"), ("školách", "škola"), ("hřišti", "hřiště"), ("lékařům", "lékař")]
)
def test_forms_of_a_word_share_a_term(one: str, other: str) -> None:
    first, second = word_of(one), word_of(other)
    assert first is not None
    assert second is not None
    assert first.term == second.term


@pytest.mark.parametrize(
    ("one", "other"),
    [("litovli", "litovel"), ("praze", "praha"), ("brne", "brno"), ("olomouci", "olomouc"), ("lhote", "lhota")],
)
def test_forms_of_a_name_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("said", ["a", "který", "the", "_", "—"])
def test_words_that_say_nothing_are_left_out(said: str) -> None:
    assert word_of(said) is None


@given(SMALL, SMALL)
def test_the_distance_is_that_of_the_definition_as_far_as_it_is_asked_for(one: str, other: str) -> None:
    assert min(distance(one, other, 2), 3) == min(full_distance(one, other), 3)


@settings(max_examples=60)
@given(st.text(alphabet="abcdefgh", min_size=4, max_size=10), st.integers(0, 9), st.sampled_from("abcdefgh"))
def test_a_word_with_one_slip_is_found(word: str, at: int, letter: str) -> None:
    at = min(at, len(word))
    written = word[:at] + letter + word[at:]
    forms = sorted({word, "zzzzzz", "hhhhhhhh"})
    assert word in {forms[place] for _, place in alike(written, forms, grams_of(forms))}


def test_short_words_codes_and_stems_are_never_mended() -> None:
    forms = ["=abcd", "byt", "~abcd"]
    assert alike("bit", forms, grams_of(forms)) == []
    assert alike("abce", forms, grams_of(forms)) == []


def test_a_long_question_is_cut_and_says_so() -> None:
    asked = question(" ".join(f"slovo{n}" for n in range(40)))
    assert (len(asked.asked), asked.is_cut) == (MOST_WORDS, True)
    assert question("x" * 10_000).is_cut


@given(st.text(max_size=300))
def test_any_text_is_a_question(text: str) -> None:
    asked = question(text)
    assert len(asked.asked) <= MOST_WORDS
    assert "\x00" not in asked.text
