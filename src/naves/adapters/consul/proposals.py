"""Rows of an export brought to posts; what is wrong with a row lies in ``table.problems``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.html import strip_tags

from naves.domains.needs.rules.posts import Categories, PostRow
from naves.domains.places.rules.rows_of_tables import RowPlaces
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records
from naves.kernel.text import detect_language

ID = Column("id", required=True, max_length=40)
TITLE = Column("title", aliases=("titulo",), required=True)
TEXTS = (
    Column("summary", aliases=("resumen",)),
    Column("description", aliases=("descripcion",)),
)
AUTHOR = Column("author", aliases=("author_username", "autor", "autoria", "nombre_de_usuario_de_la_autora"))
PEOPLE = Column("supports", Kind.INTEGER, aliases=("cached_votes_up", "apoyos", "total_votes"), minimum=0)
GEOZONE = Column("geozone", aliases=("scope_of_operation", "heading", "ambito_de_actuacion", "partida"))
VALUATION = Column("valuation_finished", aliases=("val_fin", "evaluacion_finalizada", "ev_fin"))
CREATED = Column("created_at", Kind.DATETIME, aliases=("creation_date", "date", "fecha_de_creacion", "fecha"))
TAGS = Column("tags", aliases=("category", "tag_list", "temas", "etiquetas", "categorias"))
URL = Column("url", aliases=("external_url",), max_length=500)
COLUMNS = (ID, TITLE, *TEXTS, PEOPLE, GEOZONE, CREATED, TAGS, URL)
FIELD_OF_DOMAIN = {
    "source_id": "id",
    "voiced_on": "created_at",
    "occurred_on": "created_at",
    "people": "supports",
    "category": "tags",
    "place": "geozone",
}


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of CONSUL's proposals or projects."""
    keys = {heading_key(column) for column in columns}

    def there(*wanted: Column) -> bool:
        return any(keys & {heading_key(name) for name in (column.name, *column.aliases)} for column in wanted)

    return there(ID) and there(TITLE) and there(*TEXTS) and there(AUTHOR, PEOPLE, VALUATION)


class ConsulProposals:
    """Reads posts one by one. ``place`` and ``day`` are those of all posts, where the file does not say them."""

    def __init__(
        self, table: TableReader, places: RowPlaces, categories: Categories, place: str = "", day: date | None = None
    ) -> None:
        self._table, self._places, self._categories, self._place, self._day = table, places, categories, place, day
        self._records = read_records(table, COLUMNS)
        self.headings: Mapping[str, str] = {}

    def __iter__(self) -> Iterator[PostRow]:
        """Yield the posts with a municipality, a theme and a day."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            found = self._places.called(self._place or record["geozone"] or "")
            theme, unknown = self._theme(record["tags"] or "")
            day = prague_date(record["created_at"]) if record["created_at"] else self._day
            for problem in (found.problem, unknown, _no_day(record) if day is None else None):
                if problem is not None:
                    self._table.problems.add(self.placed(problem, record.number))
            if found.place is None or unknown is not None or day is None:
                continue
            texts = [strip_tags(record[column.name]) for column in TEXTS if record[column.name]]
            yield PostRow(
                row=record.number,
                place_id=found.place.id,
                source_id=record["id"],
                title=record["title"],
                text="\n\n".join(dict.fromkeys(texts)),
                theme=theme,
                posted_on=day,
                url=record["url"] or "",
                people=record["supports"] or None,
                language=detect_language(" ".join([record["title"], *texts])) or "cs",
            )

    def placed(self, problem: Problem, row: int | None = None) -> Problem:
        """Return ``problem`` with the heading of its column."""
        field = FIELD_OF_DOMAIN.get(problem.field or "", problem.field or "")
        column = self.headings.get(field, problem.column or field or None)
        return replace(problem, row=row or problem.row, column=column)

    def _theme(self, tags: str) -> tuple[str, Problem | None]:
        """Return the theme of the first tag that is one."""
        told = [self._categories.theme(tag.strip()) for tag in tags.split(",") if tag.strip()]
        return next((found for found in told if found[1] is None), None) or self._categories.theme(tags)


def _no_day(record: Record) -> Problem:
    return record.problem(
        "created_at",
        "day_missing",
        gettext_noop("The file does not say on which day this was posted."),
        gettext_noop("Give one day for all rows that have none, for example the last day on which people could post."),
    )
