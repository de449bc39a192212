"""The number that identifies an organisation in Czech registers (IČO)."""

import re

LENGTH = 8


def normal_ico(text: str) -> str:
    """Return ``text`` as eight digits: spaces dropped, leading zeros put back."""
    digits = re.sub(r"\s", "", text)
    return digits.zfill(LENGTH) if digits.isdigit() else digits


def is_ico(text: str) -> bool:
    """Whether ``text`` is eight digits whose last one checks the others.

    Weighted sum of the first seven (weights 8 to 2) modulo 11; the check digit is
    (11 - remainder) modulo 10. Source: ČSÚ, Identifikační číslo osoby.
    """
    if not re.fullmatch(r"[0-9]{8}", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, range(LENGTH, 1, -1), strict=False))
    return int(text[-1]) == (11 - total % 11) % 10
