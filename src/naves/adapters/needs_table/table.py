"""Rows of the table brought to needs; what is wrong with a row lies in ``table.problems``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from naves.adapters.needs_table.columns import COLUMNS, TELLING
from naves.adapters.needs_table.shares import groups_of, themes_of
from naves.domains.needs.models import AffectedGroup, Theme
from naves.domains.needs.operations.import_needs import NeedRow
from naves.domains.needs.rules.values import NeedValues
from naves.domains.needs.rules.vocabulary import Vocabulary
from naves.domains.places.queries import place_index
from naves.domains.places.rules.rows_of_tables import PLACE_COLUMNS, RowPlaces
from naves.kernel.errors import Problem
from naves.kernel.tables import Record, TableReader, heading_key, read_records

FIELD_OF_DOMAIN = {"source_id": "id"}
"""Where the domain calls a field otherwise than the table."""


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of a table of needs."""
    keys = {heading_key(column) for column in columns}
    names = [{heading_key(name) for name in (c.name, c.heading, *c.aliases)} for c in (*TELLING, *PLACE_COLUMNS[:2])]
    return all(keys & known for known in names[:2]) and any(keys & known for known in names[2:])


class NeedsTable:
    """Reads needs from an open table, one by one; ``headings`` name the columns in the file."""

    def __init__(self, table: TableReader, answers: Mapping[str, str] | None = None) -> None:
        self._table = table
        self._places = RowPlaces(place_index(), answers)
        self._themes = Vocabulary.of(list(Theme.objects.values_list("code", "name_cs", "name_en")))
        self._groups = Vocabulary.of(list(AffectedGroup.objects.values_list("code", "name_cs", "name_en")))
        self._records = read_records(table, COLUMNS)
        self.headings: dict[str, str] = {}

    def __iter__(self) -> Iterator[NeedRow]:
        """Yield the needs whose cells can be read and whose place is known."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            found = self._places.of(record)
            shares, problem = themes_of(record["themes"], self._themes)
            wrong = [one for one in (found.problem, problem) if one is not None]
            for one in wrong:
                self._table.problems.add(self.placed(one, record.number))
            if found.place is not None and not wrong:
                yield NeedRow(
                    row=record.number,
                    place_id=found.place.id,
                    source_id=record["id"] or "",
                    values=self._values(record, shares),
                )

    def placed(self, problem: Problem, row: int | None = None) -> Problem:
        """Return ``problem`` with the heading of its column."""
        field = FIELD_OF_DOMAIN.get(problem.field or "", problem.field or "")
        return replace(
            problem, row=row or problem.row, column=self.headings.get(field, problem.column or field or None)
        )

    def _values(self, record: Record, shares: Mapping[str, Decimal]) -> NeedValues:
        return NeedValues(
            title=record["title"],
            description=record["description"] or "",
            themes=shares,
            groups=groups_of(record["groups"] or "", self._groups),
            voiced_by=record["voiced_by"],
            voiced_on=record["voiced_on"],
            severity=int(record["severity"]),
            severity_reason=record["severity_reason"] or "",
            people_affected=record["people_affected"],
            language=record["language"] or "cs",
        )
