"""Texts made comparable whatever their case and accents."""

import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
PLAIN_LETTERS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t", "\u0131": "i",
        "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "ẞ": "SS",
        "Ł": "L", "Đ": "D", "Ð": "D", "Ø": "O", "Ħ": "H", "Ŧ": "T",
        "Æ": "AE", "Œ": "OE", "Þ": "TH",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Return ``text`` without case and accents: "Žďár nad Sázavou" → "zdar nad sazavou".

    Folding twice gives the same as folding once. Spaces and punctuation stay.
    """
    folded = _without_marks(_without_marks(text).casefold().translate(PLAIN_LETTERS))
    return folded.casefold()


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
