"""The method in the annex: the very text of the method page, so that the two cannot say different things."""

from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from naves.web.monitor.report.blocks import Block, Run, Section, Terms, Text


def method_section(language: str) -> Section:
    """Return the annex; each heading of the page becomes strong words that open its first paragraph."""
    reader = _Reader()
    reader.feed(render_to_string(f"monitor/method_{'cs' if language == 'cs' else 'en'}.html"))
    return Section(_("Annex: how the figures are computed"), reader.blocks)


class _Reader(HTMLParser):
    """Reads headings, paragraphs with strong words, and lists of terms; anything else only as its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._heading = ""
        self._term = ""
        self._terms: list[tuple[str, str]] = []
        self._strong = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._strong = self._strong or tag == "strong"
        if tag in {"h2", "h3", "p", "dt", "dd", "li", "th", "td"}:
            self._runs = []

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            return
        before = " " if data[0].isspace() and self._runs else ""
        self._runs.append((f"{before}{words}{' ' if data[-1].isspace() else ''}", self._strong))

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self._strong = False
        elif tag in {"h2", "h3"}:
            self._heading = self._said()
        elif tag == "dt":
            self._term = self._said()
        elif tag == "dd":
            self._terms.append((self._term, self._said()))
        elif tag == "dl":
            if self._heading:
                self.blocks.append(Text([(self._heading, True)]))
            self.blocks.append(Terms(self._terms))
            self._heading, self._terms = "", []
        elif tag in {"p", "li"} and self._runs:
            opening: list[Run] = [(f"{self._heading}. ", True)] if self._heading else []
            self.blocks.append(Text([*opening, *self._runs]))
            self._heading, self._runs = "", []

    def _said(self) -> str:
        return "".join(words for words, _ in self._runs).strip()
