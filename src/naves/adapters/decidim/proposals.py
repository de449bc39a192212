"""Rows of an export of proposals brought to posts; what is wrong with a row lies in ``table.problems``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.html import strip_tags

from naves.domains.needs.rules.posts import Categories, PostRow
from naves.domains.places.rules.rows_of_tables import RowPlaces
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records

FIRST_LANGUAGES = ("cs", "en")
TRANSLATED = {"title": "title", "body": "body", "category": "category/name", "scope": "scope/name"}
_HEADING = re.compile(r"^(title|body|category/name|scope/name)/([a-z]{2}(?:-[A-Za-z]+)?)$")
ID = Column("id", required=True, max_length=40)
PUBLISHED = Column("published_at", Kind.DATETIME, required=True)
COLUMNS = (
    ID,
    PUBLISHED,
    Column("title"),
    Column("body"),
    Column("state"),
    Column("supports", Kind.INTEGER, aliases=("votes",), minimum=0),
    Column("endorsements", Kind.INTEGER, aliases=("endorsements/total_count",), minimum=0),
    Column("url", max_length=500),
    Column("is_amend", Kind.BOOLEAN),
)
FIELD_OF_DOMAIN = {"source_id": "id", "voiced_on": "published_at", "occurred_on": "published_at", "people": "supports"}


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of Decidim's proposals."""
    keys = {heading_key(column) for column in columns}
    has_title = any(column == "title" or column.startswith("title/") for column in columns)
    return {"id", "published_at", "component_id"} <= keys and has_title


class Proposals:
    """Reads proposals one by one. ``place`` is the municipality of all, where a person says so."""

    def __init__(self, table: TableReader, places: RowPlaces, categories: Categories, place: str = "") -> None:
        self._table, self._places, self._categories, self._place = table, places, categories, place
        self._languages = _languages(table.columns)
        self._records = read_records(table, (*COLUMNS, *_translated(self._languages)))
        self.headings: Mapping[str, str] = {}

    def __iter__(self) -> Iterator[PostRow]:
        """Yield the proposals that stand, with a municipality and a theme."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            if record["is_amend"] or record["state"] == "withdrawn":
                continue
            found = self._places.called(self._place or self._text(record, "scope"))
            theme, unknown = self._categories.theme(self._text(record, "category"))
            for problem in (found.problem, unknown):
                if problem is not None:
                    self._table.problems.add(self.placed(problem, record.number))
            if found.place is None or unknown is not None:
                continue
            yield PostRow(
                row=record.number,
                place_id=found.place.id,
                source_id=record["id"],
                title=self._text(record, "title"),
                text=strip_tags(self._text(record, "body")),
                theme=theme,
                posted_on=prague_date(record["published_at"]),
                url=record["url"] or "",
                people=max(record["supports"] or 0, record["endorsements"] or 0) or None,
                language=self._language(record),
            )

    def placed(self, problem: Problem, row: int | None = None) -> Problem:
        """Return ``problem`` with the heading of its column."""
        field = FIELD_OF_DOMAIN.get(problem.field or "", problem.field or "")
        column = self.headings.get(field, problem.column or field or None)
        return replace(problem, row=row or problem.row, column=column)

    def _text(self, record: Record, name: str) -> str:
        plain = record.values.get(name)
        texts = (record.values.get(f"{name}_{language}") for language in self._languages)
        return plain or next((text for text in texts if text), "")

    def _language(self, record: Record) -> str:
        filled = (language for language in self._languages if record.values.get(f"title_{language}"))
        return next(filled, "cs")[:2]


def _languages(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of the file, the preferred first."""
    there = dict.fromkeys(found[2] for column in columns if (found := _HEADING.match(column)))
    return tuple(sorted(there, key=lambda language: (language not in FIRST_LANGUAGES, language)))


def _translated(languages: Sequence[str]) -> Iterator[Column]:
    for language in languages:
        for name, heading in TRANSLATED.items():
            yield Column(f"{name}_{language}", aliases=(f"{heading}/{language}",))
