"""Personal data as they are found in Czech tables: told by check digits where there are any."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from naves.kernel.datafiles.profile import Personal
from naves.kernel.tables.reader import heading_key

BIRTH_NUMBER: Final = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})\s?(/?)\s?(\d{3,4})(?!\d)")
EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE: Final = re.compile(r"(?<![\d+])(\+|00)42[01][ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{3}(?!\d)")
BARE_PHONE: Final = re.compile(r"[2-79]\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}")
IBAN: Final = re.compile(r"(?<![A-Z0-9])([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Z0-9])")
ACCOUNT: Final = re.compile(r"(?<![\d-])(?:(\d{1,6})-)?(\d{2,10})/(\d{4})(?!\d)")
BANKS: Final = frozenset(
    [
        "0100",
        "0300",
        "0600",
        "0710",
        "0800",
        "2010",
        "2020",
        "2060",
        "2070",
        "2100",
        "2200",
        "2220",
        "2250",
        "2260",
        "2600",
        "2700",
        "3030",
        "3050",
        "3060",
        "3500",
        "4000",
        "4300",
        "5500",
        "5800",
        "6000",
        "6100",
        "6200",
        "6210",
        "6300",
        "6363",
        "6700",
        "6800",
        "7910",
        "7950",
        "7960",
        "7970",
        "7990",
        "8030",
        "8040",
        "8060",
        "8090",
        "8150",
        "8200",
        "8500",
    ]
)
_WEIGHTS: Final = (6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
_FIRST_WITH_CHECK: Final = 1954
_MOST_EXAMPLES: Final = 3
NAME_HEADINGS: Final = frozenset(
    [
        "jmeno",
        "prijmeni",
        "jmeno_prijmeni",
        "jmeno_a_prijmeni",
        "prijmeni_jmeno",
        "prijmeni_a_jmeno",
        "rodne_prijmeni",
        "cele_jmeno",
        "osoba",
        "first_name",
        "last_name",
        "surname",
        "full_name",
        "given_name",
        "family_name",
        "zadatel_jmeno",
        "kontaktni_osoba",
    ]
)
PHONE_HEADINGS: Final = ("tel", "mobil", "phone")
FIRST_NAMES: Final = frozenset(
    [
        "jan",
        "jiří",
        "petr",
        "pavel",
        "martin",
        "tomáš",
        "jaroslav",
        "josef",
        "miroslav",
        "zdeněk",
        "františek",
        "václav",
        "michal",
        "karel",
        "milan",
        "vladimír",
        "lukáš",
        "david",
        "jakub",
        "ladislav",
        "stanislav",
        "ondřej",
        "roman",
        "antonín",
        "radek",
        "marek",
        "vojtěch",
        "daniel",
        "miloslav",
        "jana",
        "marie",
        "eva",
        "hana",
        "anna",
        "lenka",
        "kateřina",
        "lucie",
        "věra",
        "alena",
        "petra",
        "veronika",
        "jaroslava",
        "tereza",
        "martina",
        "michaela",
        "jitka",
        "helena",
        "ludmila",
        "zdeňka",
        "ivana",
        "monika",
        "eliška",
        "markéta",
        "zuzana",
        "jarmila",
        "barbora",
        "jiřina",
        "marcela",
        "kristýna",
        "dana",
        "vlasta",
        "miroslava",
        "adéla",
        "pavla",
        "irena",
        "matěj",
        "filip",
        "adam",
        "šimon",
        "dominik",
        "vít",
        "aleš",
        "libor",
        "bohumil",
        "rudolf",
        "ivo",
        "igor",
        "robert",
        "patrik",
        "richard",
        "natálie",
        "karolína",
        "andrea",
        "nikola",
        "simona",
        "gabriela",
        "renata",
        "šárka",
        "klára",
        "denisa",
        "božena",
        "blanka",
        "dagmar",
        "olga",
        "naděžda",
        "libuše",
        "růžena",
    ]
)
PREFILTER: Final = (
    r"@|\d{6}\s?/?\s?\d{3,4}|42[01]|^[2-79]\d{2}[ \x{00a0}]?\d{3}[ \x{00a0}]?\d{3}$"
    r"|[A-Z]{2}\d{2} ?[A-Z0-9]{4}|\d{2}/\d{4}"
)
"""What a text must hold for it to be worth a closer look (RE2, as DuckDB has it)."""


def is_birth_number(text: str) -> bool:
    """Tell a Czech birth number: a day that exists and, since 1954, divisible by eleven (Act No. 133/2000, § 13)."""
    found = BIRTH_NUMBER.fullmatch(text.strip())
    if found is None:
        return False
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    digits = found[1] + found[2] + found[3] + found[5]
    has_check = len(found[5]) == 4  # noqa: PLR2004 - three digits were given until 1953
    if not has_check and year >= _FIRST_WITH_CHECK - 1900:
        return False
    year += 1900 if not has_check or year >= _FIRST_WITH_CHECK - 1900 else 2000
    for shift in (70, 50, 20, 0):
        if month > shift:
            month -= shift
            break
    try:
        date(year, month, day)
    except ValueError:
        return False
    if not has_check:
        return True
    # Until 1985 a remainder of ten was written as zero.
    return int(digits) % 11 == 0 or (int(digits[:9]) % 11 == 10 and digits[9] == "0")  # noqa: PLR2004


def is_iban(text: str) -> bool:
    """Tell an IBAN by its remainder after 97 (ISO 13616)."""
    bare = text.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", bare, re.ASCII):
        return False
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def is_account(text: str) -> bool:
    """Tell a Czech account number by the weights of both its parts and a bank that there is (Decree No. 169/2011)."""
    found = ACCOUNT.fullmatch(text.strip())
    if found is None or found[3] not in BANKS or not int(found[2]):
        return False
    return all(_weighed(part) for part in (found[1] or "0", found[2]))


def _weighed(digits: str) -> bool:
    return sum(int(sign) * weight for sign, weight in zip(digits.zfill(10), _WEIGHTS, strict=True)) % 11 == 0


def masked(text: str) -> str:
    """Return a text of which only the shape can be seen."""
    shown = 0
    out = []
    for sign in text[:40]:
        if sign.isalnum():
            shown += 1
            out.append(sign if shown <= 2 else "•")  # noqa: PLR2004 - enough to find it in the file
        else:
            out.append(sign)
    return "".join(out)


class Suspicions:
    """Goes through texts of one column and counts what looks like personal data."""

    def __init__(self, heading: str) -> None:
        """Take the heading, which decides what nine digits are."""
        self._key = heading_key(heading)
        self._says_phone = any(part.startswith(PHONE_HEADINGS) for part in self._key.split("_"))
        self._says_birth = self._key in {"rc", "rodne_cislo", "birth_number", "rodnecislo"}
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}
        self._bare_birth: list[str] = []
        self._bare_births = self._bare_candidates = 0

    def look(self, texts: Iterable[str]) -> None:
        """Look at more texts."""
        for text in texts:
            if (found := EMAIL.search(text)) is not None:
                self._add("email", found[0])
            if (found := PHONE.search(text)) is not None or (
                self._says_phone and (found := BARE_PHONE.fullmatch(text)) is not None
            ):
                self._add("phone", found[0])
            if any(is_iban(one[0]) for one in IBAN.finditer(text)):
                self._add("iban", text)
            self._look_at_numbers(text)

    def _look_at_numbers(self, text: str) -> None:
        for found in BIRTH_NUMBER.finditer(text):
            is_one = is_birth_number(found[0])
            if found[4]:
                if is_one:
                    self._add("birth_number", found[0])
                    return
            elif len(text) == len(found[0]):
                # Ten digits without a stroke may be anything; a whole column of them that fits may not.
                self._bare_candidates += 1
                self._bare_births += is_one
                if is_one and len(self._bare_birth) < _MOST_EXAMPLES:
                    self._bare_birth.append(found[0])
        if any(is_account(one[0]) for one in ACCOUNT.finditer(text)):
            self._add("account", text)

    def _add(self, kind: str, text: str) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        kept = self._examples.setdefault(kind, [])
        if len(kept) < _MOST_EXAMPLES and masked(text) not in kept:
            kept.append(masked(text))

    def found(self, *, filled: int, names: int = 0, name_examples: Sequence[str] = ()) -> list[Personal]:
        """Return the suspicions; ``names`` of ``filled`` cells hold a first name and another word."""
        share = 0.1 if self._says_birth else 0.6
        if self._bare_births and self._bare_births >= share * self._bare_candidates and self._enough(filled):
            self._counts["birth_number"] = self._counts.get("birth_number", 0) + self._bare_births
            self._examples.setdefault("birth_number", [masked(one) for one in self._bare_birth])
        says_name = self._key in NAME_HEADINGS
        if filled and (says_name or names >= 0.4 * filled):
            self._counts["name"] = filled if says_name else names
            self._examples["name"] = [masked(one) for one in name_examples[:_MOST_EXAMPLES]]
        return [Personal(kind, count, tuple(self._examples.get(kind, ()))) for kind, count in self._counts.items()]

    def _enough(self, filled: int) -> bool:
        return self._says_birth or self._bare_candidates >= 0.5 * filled
