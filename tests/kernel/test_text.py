from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from naves.kernel.text import MAX_KEY_LENGTH, collation_key, detect_language, fold, lemmas, words

NAMES = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=30)
CZECH = st.text("aábcčdďeéěfghchiíjklmnňoópqrřsštťuúůvwxyýzžCHŽ 019-", max_size=20)


def in_czech_order(*names: str) -> bool:
    return all(collation_key(one) < collation_key(next_) for one, next_ in pairwise(names))


def test_folding_takes_off_case_and_accents() -> None:
    assert fold("Žďár nad Sázavou") == "zdar nad sazavou"
    assert fold("PŘÍLIŠ ŽLUŤOUČKÝ KŮŇ") == "prilis zlutoucky kun"
    assert fold("Łódź, Straße") == "lodz, strasse"


@given(st.text())
def test_folding_twice_gives_the_same_as_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(CZECH)
def test_folding_leaves_plain_letters_only(text: str) -> None:
    assert fold(text).isascii()


def test_ch_sorts_after_h_and_letters_with_caron_are_their_own() -> None:
    assert in_czech_order("cena", "cihla", "čaj", "dům", "hrad", "chleba", "igelit")
    assert in_czech_order("Ruda", "Řepiště", "Sadov", "Šakvice", "Zábřeh", "Žabeň")


def test_other_accents_decide_only_between_equal_words() -> None:
    assert in_czech_order("Ďáblice", "Dolní", "Dubá")
    assert in_czech_order("pas", "pás", "pasa", "pása")
    assert in_czech_order("ten", "téň", "teňa")
    assert in_czech_order("u", "ú", "ů")


def test_small_letters_come_before_capitals_of_the_same_word() -> None:
    assert in_czech_order("lhota", "Lhota", "lhotka")
    assert in_czech_order("chata", "Chata", "CHATA")


def test_a_word_ends_before_any_letter() -> None:
    assert in_czech_order("Nová Ves", "Nová Ves nad Lužnicí", "Nováky")
    assert in_czech_order("Frýdek-Místek", "Frýdek Novák", "Frýdekov")


def test_numbers_sort_by_value_and_after_letters() -> None:
    assert in_czech_order("Praha", "Praha - Zbraslav", "Praha 2", "Praha 10", "Praha 22")


def test_punctuation_decides_last() -> None:
    assert in_czech_order("Ves", "Ves (okres Brno)", "Ves, okres Zlín")


def test_the_key_sorts_alike_by_code_point_and_by_byte() -> None:
    names = ["Žatec", "Chrudim", "Děčín", "Ústí nad Labem", "Україна", "中国", "Hora"]
    keys = [collation_key(name) for name in names]
    assert sorted(keys) == [key.decode() for key in sorted(key.encode() for key in keys)]


@given(NAMES, NAMES)
def test_different_names_never_share_a_key(one: str, other: str) -> None:
    if len(one) + len(other) < 40:
        assert (collation_key(one) == collation_key(other)) == (one == other)


@given(CZECH, CZECH)
def test_the_beginning_of_a_name_sorts_before_the_whole(start: str, rest: str) -> None:
    assert collation_key(start) <= collation_key(start + rest)


@given(CZECH, CZECH)
def test_letters_outweigh_accents_and_case(one: str, other: str) -> None:
    plain = str.maketrans("áďéěíňóťúůý", "adeeinotuuy")
    bare_one, bare_other = (text.lower().translate(plain) for text in (one, other))
    letters_one, letters_other = (collation_key(x).split(" ")[0] for x in (bare_one, bare_other))
    if letters_one < letters_other:
        assert collation_key(one) < collation_key(other)


@given(st.text(max_size=600))
def test_the_key_always_fits_its_column(name: str) -> None:
    assert len(collation_key(name)) <= MAX_KEY_LENGTH


def test_forms_of_a_word_meet_in_its_lemma() -> None:
    assert lemmas("Na hřišti chybí lavičky") == lemmas("hřiště, chybět; lavička")
    assert lemmas("V ulicích nefungují chodníky") == ["ulice", "fungovat", "chodník"]


def test_numbers_are_kept_and_stop_words_left_out() -> None:
    assert lemmas("Do roku 2030 o 12,5 % více stromů") == ["rok", "2030", "12,5", "strom"]
    assert lemmas("Most přes řeku") == ["most", "řeka"]
    assert lemmas("and the a to je v") == []


def test_english_lemmas() -> None:
    assert lemmas("The broken pavements of our towns", language="en") == [
        "break",
        "pavement",
        "town",
    ]


def test_a_language_without_lemmas_keeps_its_words() -> None:
    assert lemmas("Trottoirs CASSÉS", language="xx") == ["trottoirs", "cassés"]


def test_words_leave_out_symbols() -> None:
    assert words("e-mail: a@b.cz, 3. ročník ___ MHD/vlak") == [
        *("e", "mail", "a", "b", "cz", "3", "ročník", "MHD", "vlak"),
    ]


@given(st.text())
def test_lemmas_never_fail_and_are_never_empty(text: str) -> None:
    assert all(lemmas(text))


def test_the_language_is_told_from_the_words() -> None:
    assert detect_language("V ulici chybí chodník a děti chodí po silnici") == "cs"
    assert detect_language("There is no pavement on the road") == "en"
    assert detect_language("12345") is None
