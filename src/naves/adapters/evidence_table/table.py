"""Rows of the table brought to evidence; what is wrong with a row lies in ``table.problems``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from naves.domains.needs.enums import EvidenceKind
from naves.domains.needs.operations.import_evidence import EvidenceRow
from naves.domains.needs.rules.evidence import EvidenceValues
from naves.domains.places.queries import place_index
from naves.domains.places.rules.rows_of_tables import PLACE_COLUMNS, RowPlaces
from naves.kernel.errors import Problem
from naves.kernel.tables import Column, Kind, TableReader, heading_key, read_records

KINDS = {
    EvidenceKind.POST: ("příspěvek", "podnět", "e-mail"),
    EvidenceKind.SURVEY: ("anketa", "průzkum", "dotazník"),
    EvidenceKind.RESOLUTION: ("usnesení", "usnesení zastupitelstva", "usnesení rady"),
    EvidenceKind.PETITION: ("petice",),
    EvidenceKind.INDICATOR_GAP: ("mezera v ukazateli", "ukazatel"),
    EvidenceKind.PHONE_NOTE: ("telefonát", "záznam hovoru", "záznam z telefonu", "osobně"),
}
KIND_COLUMN = Column(
    "kind",
    Kind.CHOICE,
    label="druh dokladu",
    aliases=("druh", "typ"),
    required=True,
    choices={kind.value: spellings for kind, spellings in KINDS.items()},
    example="podnět",
)
DATE = Column(
    "occurred_on",
    Kind.DATE,
    label="ze dne",
    aliases=("datum", "dne", "date"),
    required=True,
    example="23. 11. 2026",
)
COLUMNS = (
    Column("id", label="identifikátor", aliases=("source_id", "cislo"), max_length=200, example="D-001"),
    Column("need_id", label="identifikátor potřeby", aliases=("potreba", "need"), max_length=120, example="P-001"),
    *PLACE_COLUMNS,
    KIND_COLUMN,
    Column(
        "source", label="zdroj", aliases=("odkud",), required=True, max_length=200, example="Anketa ke strategii 2026"
    ),
    DATE,
    Column("title", label="název dokladu", aliases=("nazev",), max_length=300, example="Přechod u školy"),
    Column("text", label="text", aliases=("popis", "zneni", "description"), example="Šestnáct rodičů žádá přechod."),
    Column("url", label="odkaz", aliases=("link",), max_length=500, example="https://www.litovel.eu/anketa"),
    Column(
        "people",
        Kind.INTEGER,
        label="počet lidí",
        aliases=("lidi", "podpisu"),
        minimum=1,
        maximum=20_000_000,
        example="16",
    ),
)
FIELD_OF_DOMAIN = {"source_id": "id", "need": "need_id"}


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of a table of evidence."""
    keys = {heading_key(column) for column in columns}
    names = [{heading_key(name) for name in (c.name, c.heading, *c.aliases)} for c in (KIND_COLUMN, DATE)]
    places = {heading_key(name) for c in PLACE_COLUMNS[:2] for name in (c.name, c.heading, *c.aliases)}
    return all(keys & known for known in names) and bool(keys & places)


class EvidenceTable:
    """Reads evidence from an open table, one by one; ``headings`` name the columns in the file."""

    def __init__(self, table: TableReader, answers: Mapping[str, str] | None = None) -> None:
        self._table = table
        self._places = RowPlaces(place_index(), answers)
        self._records = read_records(table, COLUMNS)
        self.headings: dict[str, str] = {}

    def __iter__(self) -> Iterator[EvidenceRow]:
        """Yield the evidence whose cells can be read and whose place is known."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            found = self._places.of(record)
            if found.place is None:
                if found.problem is not None:
                    self._table.problems.add(self.placed(found.problem, record.number))
                continue
            yield EvidenceRow(
                row=record.number,
                place_id=found.place.id,
                need_source_id=record["need_id"] or "",
                values=EvidenceValues(
                    kind=record["kind"],
                    source=record["source"],
                    occurred_on=record["occurred_on"],
                    title=record["title"] or "",
                    text=record["text"] or "",
                    url=record["url"] or "",
                    people=record["people"],
                    source_id=record["id"] or "",
                ),
            )

    def placed(self, problem: Problem, row: int | None = None) -> Problem:
        """Return ``problem`` with the heading of its column."""
        field = FIELD_OF_DOMAIN.get(problem.field or "", problem.field or "")
        return replace(
            problem, row=row or problem.row, column=self.headings.get(field, problem.column or field or None)
        )
