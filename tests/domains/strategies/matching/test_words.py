"""Words in common are marked where they stand, and nothing else is."""

from naves.domains.strategies.matching.rules.words import marked, shared_words, terms_in

NEED = "Do nové ordinace nás neberou, potřebujeme lékaře."
MEASURE = "Kraj vybaví ordinaci, kde lékař končí."


def test_words_are_shared_in_any_form_and_what_stands_between_them_is_not() -> None:
    shared = terms_in([NEED], "cs") & terms_in([MEASURE], "cs")
    assert shared_words(NEED, "cs", shared) == ("ordinace", "lékaře")
    assert [piece.text for piece in marked(MEASURE, "cs", shared) if piece.is_shared] == ["ordinaci", "lékař"]


def test_the_pieces_make_the_text_again() -> None:
    assert "".join(piece.text for piece in marked(NEED, "cs", {"lekar"})) == NEED
