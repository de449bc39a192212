"""Rows of service requests brought to posts; what is wrong with a row lies in ``table.problems``.

Names are those of GeoReport v2 (wiki.open311.org/GeoReport_v2), beside common headings of city exports.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from naves.domains.needs.rules.posts import Categories, PostRow
from naves.domains.places.rules.rows_of_tables import RowPlaces
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records
from naves.kernel.text import detect_language

ID = Column(
    "service_request_id",
    label="číslo podnětu",
    aliases=("unique_key", "case_id", "caseid", "case_enquiry_id", "sr_number", "request_id"),
    required=True,
    max_length=120,
)
SERVICE = Column(
    "service_name",
    label="druh podnětu",
    aliases=("complaint_type", "sr_type", "case_title", "category", "request_type", "kategorie"),
    required=True,
    max_length=200,
)
REQUESTED = Column(
    "requested_datetime",
    Kind.DATETIME,
    label="podáno",
    aliases=("created_date", "opened", "open_dt", "created_at", "date_opened", "datum"),
    required=True,
)
COLUMNS = (
    ID,
    SERVICE,
    REQUESTED,
    Column("description", label="popis", aliases=("descriptor", "request_details", "details", "text")),
    Column("address", label="adresa", aliases=("incident_address", "street_address", "location"), max_length=300),
    Column("place", label="obec", aliases=("city", "municipality", "mesto", "kod_obce"), max_length=200),
    Column("media_url", label="odkaz", aliases=("url", "photo"), max_length=500),
)
FIELD_OF_DOMAIN = {
    "source_id": "service_request_id",
    "title": "service_name",
    "category": "service_name",
    "text": "description",
    "url": "media_url",
    "voiced_on": "requested_datetime",
    "occurred_on": "requested_datetime",
}


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of service requests."""
    keys = {heading_key(column) for column in columns}
    telling = (ID, SERVICE, REQUESTED)
    return all(keys & {heading_key(name) for name in (one.name, one.heading, *one.aliases)} for one in telling)


class ServiceRequests:
    """Reads reports one by one. ``place`` is the municipality of all, where a person says so."""

    def __init__(self, table: TableReader, places: RowPlaces, categories: Categories, place: str = "") -> None:
        self._table, self._places, self._categories, self._place = table, places, categories, place
        self._records = read_records(table, COLUMNS)
        self.headings: Mapping[str, str] = {}

    def __iter__(self) -> Iterator[PostRow]:
        """Yield the reports with a municipality and a theme."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            found = self._places.called(self._place or record["place"] or "")
            service = record["service_name"]
            theme, unknown = self._categories.theme(service)
            for problem in (found.problem, unknown):
                if problem is not None:
                    self._table.problems.add(self.placed(problem, record.number))
            if found.place is None or unknown is not None:
                continue
            yield PostRow(
                row=record.number,
                place_id=found.place.id,
                source_id=record["service_request_id"],
                title=_title(record),
                text=record["description"] or "",
                theme=theme,
                posted_on=prague_date(record["requested_datetime"]),
                url=record["media_url"] or "",
                people=1,
                language=detect_language(f"{service} {record['description'] or ''}") or "cs",
                problem=f"{found.place.code}/{heading_key(service)}"[:120],
                problem_title=service,
            )

    def placed(self, problem: Problem, row: int | None = None) -> Problem:
        """Return ``problem`` with the heading of its column."""
        field = FIELD_OF_DOMAIN.get(problem.field or "", problem.field or "")
        column = self.headings.get(field, problem.column or field or None)
        return replace(problem, row=row or problem.row, column=column)


def _title(record: Record) -> str:
    return f"{record['service_name']}: {record['address']}" if record["address"] else str(record["service_name"])
