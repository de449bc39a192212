"""Check digits tell personal data from mere numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naves.kernel.datafiles.personal import is_account, is_birth_number, is_iban, masked


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("780123/3540", True),
        ("7801233540", True),
        ("780123/3541", False),
        ("781323/3540", False),
        ("530101/123", True),
        ("540101/123", False),
        ("12345", False),
    ],
)
def test_a_birth_number_is_told_by_its_day_and_its_remainder(text: str, is_one: bool) -> None:
    assert is_birth_number(text) is is_one


def test_accounts_and_ibans_are_told_by_their_check_digits() -> None:
    assert is_account("19-2000145399/0800")
    assert not is_account("19-2000145398/0800")
    assert not is_account("19-2000145399/9999")
    assert is_iban("CZ65 0800 0000 1920 0014 5399")
    assert not is_iban("CZ65 0800 0000 1920 0014 5398")


@given(st.integers(0, 10**10 - 1))
@settings(max_examples=200)
def test_one_changed_digit_is_no_longer_a_birth_number(number: int) -> None:
    text = f"{number:010}"
    if is_birth_number(text) and int(text) % 11 == 0:
        other = text[:-1] + str((int(text[-1]) + 1) % 10)
        assert not is_birth_number(other) or int(other[:9]) % 11 == 10


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_a_mask_leaves_two_signs(text: str) -> None:
    assert sum(sign.isalnum() for sign in masked(text)) <= 2
