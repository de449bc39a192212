"""Printed lines and rows of tables, brought back to what they mean."""

from hypothesis import given
from hypothesis import strategies as st

from naves.adapters.documents.layout import PrintedLine, pieces_of
from naves.adapters.documents.measures import columns_of, row_pieces
from naves.adapters.documents.pieces import Kind, Piece


def line(text: str, height: float, size: float = 10.0, *, bold: bool = False) -> PrintedLine:
    return PrintedLine(text, size, bold, height)


def test_lines_of_a_paragraph_are_joined_and_hyphens_taken_out() -> None:
    page = [
        line("Město chce méně ne-", 700),
        line("hod a více klidu,", 688),
        line("a to do roku 2030.", 676),
        line("Druhý odstavec.", 640),
    ]
    assert [piece.text for piece in pieces_of([page])] == [
        "Město chce méně nehod a více klidu, a to do roku 2030.",
        "Druhý odstavec.",
    ]


def test_contents_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        [
            line("Strategie 2030", 800),
            line("Cíl jedna ......... 4", 700),
            line(f"Odstavec {word} strany, dost dlouhý na celý řádek.", 600),
            line(str(number), 20),
        ]
        for number, word in enumerate(("první", "druhé", "třetí"), start=1)
    ]
    assert [piece.text.split()[1] for piece in pieces_of(pages)] == ["první", "druhé", "třetí"]


def test_bold_lines_stand_below_larger_ones() -> None:
    page = [
        line("Bezpečné ulice", 700, 16),
        line("Doprava v klidu", 660, bold=True),
        line("Text, kterého je na stránce nejvíce, a proto určuje velikost písma.", 640),
        line("• Parkoviště u nádraží", 620),
    ]
    assert pieces_of([page]) == [
        Piece(Kind.HEADING, "Bezpečné ulice", 1),
        Piece(Kind.HEADING, "Doprava v klidu", 2),
        Piece(Kind.TEXT, "Text, kterého je na stránce nejvíce, a proto určuje velikost písma."),
        Piece(Kind.ITEM, "Parkoviště u nádraží"),
    ]


def test_rows_of_a_table_of_measures_keep_who_and_until_when() -> None:
    columns = columns_of(["Č.", "Název opatření", "Gesce", "Termín realizace", "Odhad nákladů"])
    assert columns is not None
    assert list(row_pieces(["1", "Lavičky", "OÚ", "2027", ""], columns)) == [
        Piece(Kind.ITEM, "1 Lavičky"),
        Piece(Kind.SAID, "Odpovídá: OÚ"),
        Piece(Kind.SAID, "Termín: 2027"),
    ]
    assert columns_of(["Rok", "Počet"]) is None


@given(st.lists(st.builds(line, st.text(min_size=1, max_size=20), st.floats(0, 800), st.sampled_from([8.0, 10, 16]))))
def test_any_lines_make_pieces_that_lose_no_word(page: list[PrintedLine]) -> None:
    pieces = pieces_of([page])
    assert sum(len(piece.text) for piece in pieces) <= sum(len(one.text) + 1 for one in page)
    assert all(piece.depth >= 1 for piece in pieces if piece.kind is Kind.HEADING)
