"""The report as a PDF: what it says is what the Monitor says, and anybody can read it."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from naves.cli import main
from naves.domains.monitor.queries import Filters, overview
from naves.domains.monitor.rules.estimands import Estimand
from naves.kernel.clock import today
from naves.web.design.formats import percent
from naves.web.monitor.report import report_pdf
from naves.web.monitor.report.annex import method_section
from naves.web.monitor.report.blocks import Text

pytestmark = pytest.mark.django_db


def read(pdf: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(pdf))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return reader, text.replace("\u00a0", " ").replace("\u202f", " ")


def test_it_says_what_the_monitor_says(story: object) -> None:
    filters = Filters(as_of=today())
    _, text = read(report_pdf(filters, language="en"))
    coverage = overview(filters).estimates[Estimand.PER_PERSON].coverage
    assert coverage is not None
    with translation.override("en"):
        assert percent(coverage, 1) in text
    for heading in ("The answer in brief", "Regions", "Themes by region", "How long needs wait", "Towns compared"):
        assert heading in text


def test_screen_readers_can_read_it(story: object) -> None:
    reader, text = read(report_pdf(Filters(as_of=today()), language="cs"))
    root = reader.root_object
    assert root["/Lang"] == "cs"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Stav potřeb země"
    assert "Příloha: jak se údaje počítají" in text


def test_the_same_figures_give_the_same_file(story: object) -> None:
    filters = Filters(as_of=date(2026, 1, 31))
    assert report_pdf(filters, language="cs") == report_pdf(filters, language="cs")


def test_an_empty_country_is_not_assessed_rather_than_zero() -> None:
    _, text = read(report_pdf(Filters(as_of=date(2026, 1, 31)), language="en"))
    assert "No need was recorded by 31 January 2026" in text
    assert "0.0%" not in text.split("Regions")[0]


def test_the_page_sends_it_and_refuses_unknown_filters(story: object) -> None:
    sent = Client().get("/en/monitor/report.pdf", {"level": "3"})
    assert (sent.status_code, sent["Content-Type"]) == (200, "application/pdf")
    assert sent.content.startswith(b"%PDF-")
    assert Client().get("/en/monitor/report.pdf", {"region": "CZ999"}).status_code == 400


def test_the_command_writes_it(story: object, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    done = CliRunner().invoke(main, ["report", "--out", str(out), "--language", "en", "--level", "1"])
    assert done.exit_code == 0, done.output
    assert "at least mentions" in read(out.read_bytes())[1]


@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_annex_leaves_nothing_of_the_method_page_out(language: str) -> None:
    told = [run for block in method_section(language).blocks if isinstance(block, Text) for run in block.runs]
    page = Client().get("/monitor/method/" if language == "cs" else "/en/monitor/method/").content.decode()
    assert page.count("<h2>") <= sum(strong for _, strong in told)
