"""What may be wrong with evidence and its files."""

from datetime import date
from typing import Any

import pytest

from naves.domains.needs.rules.evidence import evidence_problems, tidy_evidence
from naves.domains.needs.rules.files import LARGEST_FILE, file_problem
from naves.domains.needs.rules.shares import equal
from tests.factories.needs import make_evidence_values

TODAY = date(2026, 1, 15)


def codes(*, has_file: bool = False, **changes: Any) -> list[str]:
    values = tidy_evidence(make_evidence_values(**changes))
    return [problem.code for problem in evidence_problems(values, today=TODAY, has_file=has_file)]


def test_sound_evidence_has_no_problem() -> None:
    assert codes(url="https://www.litovel.eu/usneseni/1", people=3) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "rumour"}, "kind_unknown"),
        ({"source": " "}, "source_missing"),
        ({"title": ""}, "evidence_empty"),
        ({"title": "a" * 301}, "title_long"),
        ({"text": "a" * 100_001}, "text_long"),
        ({"url": "www.litovel.eu"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://[::1"}, "url"),
        ({"people": 0}, "people_range"),
        ({"occurred_on": date(2026, 1, 16)}, "occurred_on_range"),
        ({"occurred_on": date(1989, 1, 1)}, "occurred_on_range"),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], code: str) -> None:
    assert code in codes(**changes)


def test_a_file_is_enough() -> None:
    assert codes(title="", has_file=True) == []


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("usneseni.pdf", b"%PDF-1.7 rest"),
        ("foto.JPG", b"\xff\xd8\xff\xe0"),
        ("mapa.png", b"\x89PNG\r\n\x1a\n0000"),
        ("zapis.docx", b"PK\x03\x04rest"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name: str, head: bytes) -> None:
    assert file_problem(name, 1000, head) is None


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("usneseni.pdf", b"<html>"),
        ("usneseni.pdf", b""),
        ("foto.jpg", b"%PDF-1.7"),
        ("virus.exe", b"MZ\x90"),
        ("archiv.zip", b"PK\x03\x04"),
    ],
)
def test_a_file_that_is_something_else_is_refused(name: str, head: bytes) -> None:
    problem = file_problem(name, 1000, head)
    assert problem is not None
    assert problem.code == "file_type"


def test_a_file_of_more_than_twenty_megabytes_is_refused() -> None:
    problem = file_problem("usneseni.pdf", LARGEST_FILE + 1, b"%PDF-1.7")
    assert problem is not None
    assert problem.code == "file_large"


def test_themes_named_without_shares_share_equally() -> None:
    shares = equal(["mobility", "health", "mobility", "housing"])
    assert sum(shares.values()) == 1
    assert max(shares.values()) - min(shares.values()) <= 1 / 1000
