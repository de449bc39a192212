"""One piece of evidence for each resolution; what is wrong with a row lies in ``table.problems``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import orjson

from naves.adapters.council_resolutions.organ import municipality_of
from naves.domains.needs.enums import EvidenceKind
from naves.domains.needs.operations.import_evidence import EvidenceRow
from naves.domains.needs.rules.evidence import EvidenceValues
from naves.domains.places.queries import place_index
from naves.domains.places.rules.naming import Resolution
from naves.domains.places.rules.rows_of_tables import RowPlaces
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records

ID = Column("id", required=True, max_length=200, example="RM/100/4/2022")
ORGAN = Column("organ", required=True, max_length=200, example="Rada města Litovel")
DATE = Column("datum", Kind.DATE, aliases=("date",), required=True, example="2022-12-08")
SUBJECT, ITEMS, TAIL = Column("subject"), Column("items"), Column("tail")
ACTIONS = Column("actions")
COLUMNS = (ID, ORGAN, DATE, ACTIONS, SUBJECT, ITEMS, TAIL)
FIELD_OF_DOMAIN = {"source_id": "id", "occurred_on": "datum", "source": "organ", "place": "organ"}
TITLE_LENGTH = 180
_LETTER = re.compile(r"^[a-zá-ž]{1,2}\)\s+")


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the keys of parsed resolutions."""
    keys = {heading_key(column) for column in columns}
    return {"id", "organ"} <= keys and bool(keys & {"datum", "date"}) and bool(keys & {"subject", "items"})


class Resolutions:
    """Reads resolutions one by one. ``place`` is the municipality of all of them, where the operator says so."""

    def __init__(self, table: TableReader, answers: Mapping[str, str] | None = None, place: str = "") -> None:
        self._table = table
        self._places = RowPlaces(place_index(), answers)
        self._place = place
        self._of_organ: dict[str, Resolution] = {}
        self._records = read_records(table, COLUMNS)
        self.headings: dict[str, str] = {}

    def __iter__(self) -> Iterator[EvidenceRow]:
        """Yield the resolutions of councils whose municipality is known."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            found = self._municipality(record["organ"])
            texts = self._texts(record)
            if found.problem is not None:
                self._table.problems.add(self.placed(found.problem, record.number))
            if found.place is None or texts is None:
                continue
            yield EvidenceRow(
                row=record.number,
                place_id=found.place.id,
                values=EvidenceValues(
                    kind=EvidenceKind.RESOLUTION.value,
                    source=record["organ"],
                    source_id=record["id"],
                    occurred_on=record["datum"],
                    title=_shortened(f"{record['id']}: {_LETTER.sub('', texts[0])}" if texts else record["id"]),
                    text="\n".join(texts),
                ),
            )

    def placed(self, problem: Problem, row: int | None = None) -> Problem:
        """Return ``problem`` with the key that it concerns."""
        field = FIELD_OF_DOMAIN.get(problem.field or "", problem.field or "")
        return replace(
            problem, row=row or problem.row, column=self.headings.get(field, problem.column or field or None)
        )

    def _municipality(self, organ: str) -> Resolution:
        if organ not in self._of_organ:
            self._of_organ[organ] = self._places.called(self._place or municipality_of(organ))
        return self._of_organ[organ]

    def _texts(self, record: Record) -> list[str] | None:
        """Return the resolution sentence by sentence, with the line breaks of the printed page taken out."""
        try:
            actions, items = orjson.loads(record["actions"] or "[]"), orjson.loads(record["items"] or "[]")
            lettered = [f"{item['label']}) {item['text']}" for item in items]
            subject = " ".join([*actions, record["subject"]]) if record["subject"] else ""
        except (orjson.JSONDecodeError, KeyError, TypeError):
            self._table.problems.add(
                record.problem(
                    "items",
                    "resolution_items",
                    gettext_noop("The items of the resolution cannot be read: “%(value)s”."),
                    gettext_noop("Write them as a list of objects with “label” and “text”."),
                )
            )
            return None
        return [" ".join(text.split()) for text in (subject, *lettered, record["tail"] or "") if text]


def _shortened(text: str) -> str:
    if len(text) <= TITLE_LENGTH:
        return text
    return text[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
