"""`datastore_search`: rows of our tabular files, asked of the same place as the data API."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import F

from naves.adapters.ckan import arguments
from naves.adapters.ckan.arguments import Asked
from naves.adapters.ckan.errors import Invalid, Missing
from naves.domains.catalogue.models import Distribution, FileProfile, ProfileStatus
from naves.domains.catalogue.queries.rows import rows_of, table_columns
from naves.kernel.errors import NotFound, Refused
from naves.kernel.rowquery import LARGEST_PAGE, Filter, Question, Sort
from naves.kernel.rowquery.question import LARGEST_OFFSET, Cell

# Our kinds of columns by the types of PostgreSQL that CKAN names.
TYPES: Final = {
    "text": "text",
    "integer": "int8",
    "decimal": "float8",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamp",
}
DEFAULT_LIMIT: Final = 100
FORMATS: Final = ("objects", "lists")


def with_rows(parts: Iterable[Distribution]) -> frozenset[UUID]:
    """Return which of the parts can be asked for rows (one query)."""
    ready = FileProfile.objects.filter(distribution__in=[part.pk for part in parts], status=ProfileStatus.READY)
    ready = ready.exclude(table="").filter(checksum=F("distribution__checksum"))
    return frozenset(ready.values_list("distribution_id", flat=True))


def rows(part: Distribution, asked: Asked) -> dict[str, Any]:
    """Return rows of a resource with their columns."""
    limit = arguments.number(asked, "limit", DEFAULT_LIMIT, most=LARGEST_PAGE)
    offset = arguments.number(asked, "offset", 0, most=LARGEST_OFFSET) or 0
    form = arguments.text(asked, "records_format", "objects")
    if form not in FORMATS:
        raise Invalid("records_format", f"Must be one of: {', '.join(FORMATS)}")
    is_counted = arguments.switch(asked, "include_total", default=True)
    try:
        names = [column.name for column in table_columns(part)]
        question = Question(
            columns=_fields(asked),
            filters=_filters(asked),
            text=_words(asked),
            sort=_sorts(asked, names),
            limit=limit or 1,
            offset=offset,
            count=is_counted,
        )
        answer = rows_of(part, question)
    except NotFound:
        raise Missing("Not found: The rows of this resource are not in the DataStore; download its file.") from None
    except Refused as refused:
        (first, *_rest) = refused.problems
        raise Invalid(first.field or "resource_id", first.text()) from None
    found: list[list[object]] = [[_cell(cell) for cell in row] for row in answer.rows] if limit else []
    shown = [column.name for column in answer.columns]
    result: dict[str, Any] = {
        "resource_id": str(part.pk),
        "fields": [{"id": column.name, "type": TYPES[column.kind]} for column in answer.columns],
        "records_format": form,
        "records": _records(form, shown, found),
        "limit": limit,
        "offset": offset,
        "include_total": is_counted,
    }
    return result | ({"total": answer.total, "total_was_estimated": False} if is_counted else {})


def _records(form: str, names: list[str], found: list[list[object]]) -> object:
    if form == "lists":
        return found
    return [dict(zip(names, row, strict=True)) for row in found]


def _fields(asked: Asked) -> list[str]:
    value = asked.get("fields")
    if isinstance(value, str) and not value.startswith("["):
        return [name.strip() for name in value.split(",") if name.strip()]
    return arguments.several(asked, "fields")


def _words(asked: Asked) -> str:
    if isinstance(asked.get("q"), dict):
        raise Invalid("q", "Must be a string; use filters for single columns")
    return arguments.text(asked, "q")


def _filters(asked: Asked) -> list[Filter]:
    said = arguments.mapping(asked, "filters")
    return [
        Filter(str(name), "in", [str(one) for one in value])
        if isinstance(value, list)
        else Filter(str(name), "null", "true")
        if value is None
        else Filter(str(name), "eq", str(value))
        for name, value in said.items()
    ]


def _sorts(asked: Asked, names: list[str]) -> list[Sort]:
    sorts = []
    for piece in filter(None, (one.strip() for one in arguments.text(asked, "sort").split(","))):
        name, _, way = piece.rpartition(" ")
        is_way = way.lower() in {"asc", "desc"} and bool(name) and piece not in names
        column = (name if is_way else piece).strip().strip('"')
        sorts.append(Sort(column, descending=is_way and way.lower() == "desc"))
    return sorts


def _cell(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell
