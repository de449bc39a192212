"""Pages of a file in both languages: preview, chart, map, profile; downloads whole and in parts."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from naves.domains.catalogue.models import Dataset, Distribution
from naves.domains.catalogue.operations.datasets import withdraw_dataset
from naves.domains.catalogue.operations.profiles import read_waiting
from naves.domains.organisations.access import SYSTEM
from naves.web.files.pictures import chart as charts
from naves.web.files.pictures import plan as plans
from tests.factories.accounts import AT
from tests.factories.catalogue import make_dataset, make_distribution

pytestmark = pytest.mark.django_db
TABLE = "druh;den;cena;e-mail;lat;lon\n" + "".join(
    f"druh {number % 3};{1 + number % 20}. 3. 2025;{number},5;osoba{number}@lhota.example;49,{number};16,{number}\n"
    for number in range(10, 90)
)


@pytest.fixture
def dataset() -> Dataset:
    return make_dataset(publish=True)


@pytest.fixture
def part(dataset: Dataset) -> Distribution:
    return uploaded(dataset)


def uploaded(dataset: Dataset, data: bytes = TABLE.encode(), name: str = "ceny.csv") -> Distribution:
    part = make_distribution(dataset, file=ContentFile(data, name=name))
    read_waiting(AT)
    return part


def address(part: Distribution, page: str = "", language: str = "") -> str:
    return f"{language}/catalogue/files/{part.pk}/{page}"


def text_of(part: Distribution, page: str, language: str = "", **asked: Any) -> str:
    answer = Client().get(address(part, page, language), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_preview_shows_table_chart_and_map(part: Distribution) -> None:
    page = text_of(part, "look/")
    assert "<polyline" in page
    assert page.count('<circle class="dot"') >= 80
    assert "Průměr: cena podle sloupce „den“" in page
    assert "80\u00a0řádků" in page
    assert "Mean: cena by “den”" in text_of(part, "look/", "/en")


def test_rows_are_filtered_sorted_and_turned_over(part: Distribution) -> None:
    page = text_of(part, "look/", column="druh", op="eq", value="druh 1", sort="-cena")
    assert "27\u00a0řádků" in page
    assert page.index("88,5") < page.index("85,5")
    first = Client().get(address(part, "look/")).context["answer"].next_cursor
    assert "60,5" in text_of(part, "look/", cursor=first)
    assert "Žádný řádek" in text_of(part, "look/", value="nic takového")
    wrong = text_of(part, "look/", column="cena", op="gt", value="drahé")
    assert "„drahé“" in wrong
    assert "Traceback" not in wrong


def test_a_chart_of_ones_own_choice(part: Distribution) -> None:
    page = text_of(part, "look/", "/en", x="druh", f="count", y="")
    assert "Number of rows by “druh”" in page
    assert page.count('class="bar"') == 3


def test_the_profile_warns_of_personal_data_and_hides_them(part: Distribution) -> None:
    page = text_of(part, "profile/", "/en")
    assert "hold e-mail addresses" in page
    assert "osoba10@" not in page
    assert "personal data?" in page
    assert "March" in page


def test_a_file_that_cannot_be_read_or_waits_says_so(dataset: Dataset) -> None:
    letter = uploaded(dataset, b"%PDF-1.7 dopis", "dopis.pdf")
    assert "PDF" in text_of(letter, "look/")
    waiting = make_distribution(dataset, file=ContentFile(TABLE.encode(), name="dalsi.csv"))
    assert "The file is being read" in text_of(waiting, "profile/", "/en")


def test_cells_are_never_markup(dataset: Dataset) -> None:
    nasty = uploaded(dataset, b'<script>x</script>,b\n<img src=x onerror=a>,1\n"</svg><script>",2\n', "a.csv")
    for page in ("look/", "profile/"):
        shown = text_of(nasty, page)
        assert "<script>x" not in shown
        assert "<img src=x" not in shown


def test_a_draft_and_a_withdrawn_file_are_refused(dataset: Dataset, part: Distribution) -> None:
    draft = uploaded(make_dataset())
    withdraw_dataset(actor=SYSTEM, at=AT, dataset=dataset, reason="Chyba v datech.")
    for refused in (draft, part):
        for page in ("", "look/", "profile/"):
            assert Client().get(address(refused, page)).status_code in {302, 403}


def test_a_download_is_an_attachment_that_no_browser_runs(part: Distribution) -> None:
    sent = Client().get(address(part))
    assert b"".join(sent) == TABLE.encode()  # type: ignore[arg-type]
    assert sent["Content-Disposition"].startswith("attachment")
    assert (sent["X-Content-Type-Options"], sent["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    assert sent["Content-Type"] == "text/csv"
    assert Client().get(address(part), headers={"if-none-match": sent["ETag"]}).status_code == 304
    Distribution.objects.filter(pk=part.pk).update(media_type="text/html")
    assert Client().get(address(part))["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=10-", 206, 10, None),
        ("bytes=-5", 206, -5, None),
        ("bytes=5-999999999", 206, 5, None),
        ("bytes=999999999-", 416, 0, 0),
        ("bytes=9-5", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        (f"bytes={'9' * 5000}-", 416, 0, 0),
        ("bytes=0-1,3-4", 200, 0, None),
        ("lines=1-2", 200, 0, None),
    ],
)
def test_ranges(part: Distribution, asked: str, status: int, first: int, last: int | None) -> None:
    sent = Client().get(address(part), headers={"range": asked, "accept-encoding": "gzip"})
    assert sent.status_code == status
    if status == 206:
        body = b"".join(sent)  # type: ignore[arg-type]
        assert body == TABLE.encode()[first:last]
        assert int(sent["Content-Length"]) == len(body)


def test_a_stale_range_gets_the_whole_file(part: Distribution) -> None:
    sent = Client().get(address(part), headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert sent.status_code == 200


def test_shapes_are_drawn_within_the_frame() -> None:
    square = {"type": "Polygon", "coordinates": [[[16.0, 49.0], [16.2, 49.0], [16.2, 49.2], [16.0, 49.0]]]}
    plan = plans.draw(
        [("a", 16.1, 49.1, json.dumps(square)), ("b", 16.0, 49.0, ""), ("c", None, None, "{"), ("d", 999, 1, "")]
    )
    assert plan is not None
    assert [(place.name, bool(place.path), place.is_area) for place in plan.places] == [
        ("a", True, True),
        ("b", False, False),
    ]
    assert all(0 <= place.x <= plan.width and 0 <= place.y <= plan.height for place in plan.places)
    assert plans.draw([("x", None, None, "")]) is None


def test_charts_of_odd_figures() -> None:
    assert charts.draw([("a", 1.0)], in_time=False) is None
    flat = charts.draw([(2024, 5.0), (2025, 5.0)], in_time=True)
    below = charts.draw([("a", -5.0), ("b", 5.0)], in_time=False)
    assert flat is not None
    assert below is not None
    assert [mark.length > 0 for mark in below.marks] == [True, True]
