"""`package_search`."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from naves.adapters.ckan import arguments, shapes
from naves.adapters.ckan.arguments import Asked
from naves.adapters.ckan.errors import BadQuery, Invalid
from naves.adapters.ckan.filters import FACET_OF, narrowed, shown
from naves.adapters.ckan.rows import with_rows
from naves.domains.catalogue.models import Dataset, DatasetFacet
from naves.domains.catalogue.queries.records import DatasetFilter, datasets
from naves.domains.organisations.access import ANONYMOUS
from naves.domains.organisations.models import Organisation

MOST_ROWS, MOST_START, MOST_COUNTED = 1000, 10_000_000, 1000
LONGEST, MOST_FILTERS = 500, 10
DEFAULT_ROWS, DEFAULT_COUNTED = 10, 50
SORTS = {
    "score": "title_sort",
    "title_sort": "title_sort",
    "title": "title_sort",
    "title_string": "title_sort",
    "name": "pk",
    "id": "pk",
    "metadata_modified": "changed_at",
    "metadata_created": "created_at",
}
FACETS = ("organization", *FACET_OF)


def package_search(asked: Asked) -> dict[str, Any]:
    """Return a page of what was found, how much there is, and the facets that were asked for."""
    rows = arguments.number(
        asked, "rows", arguments.number(asked, "limit", DEFAULT_ROWS, most=MOST_ROWS), most=MOST_ROWS
    )
    start = arguments.number(asked, "start", arguments.number(asked, "offset", 0, most=MOST_START), most=MOST_START)
    found = _found(asked)
    begin, size = start or 0, rows or 0
    page = _with_parts(found.order_by(*_order(arguments.text(asked, "sort"))))[begin : begin + size] if size else []
    counted = _facets(found, asked)
    return {
        "count": found.count(),
        "sort": arguments.text(asked, "sort", "score desc, metadata_modified desc"),
        "facets": {name: {item["name"]: item["count"] for item in items} for name, items in counted.items()},
        "search_facets": {name: {"title": name, "items": items} for name, items in counted.items()},
        "results": packages(page),
    }


def packages(found: Iterable[Dataset]) -> list[dict[str, Any]]:
    """Return datasets with their resources, and which of these can be asked for rows."""
    datasets_ = list(found)
    tables = with_rows(part for dataset in datasets_ for part in dataset.distributions.all())
    return [shapes.package(dataset, tables) for dataset in datasets_]


def _found(asked: Asked) -> QuerySet[Dataset]:
    text = arguments.text(asked, "q").strip()
    filters = [*arguments.several(asked, "fq_list")]
    if fq := arguments.text(asked, "fq"):
        filters.append(fq)
    for name, said in (("q", text), *(("fq", one) for one in filters)):
        if len(said) > LONGEST:
            raise Invalid(name, f"Longer than {LONGEST} characters")
    if len(filters) > MOST_FILTERS:
        raise Invalid("fq_list", f"More than {MOST_FILTERS} filters")
    if ":" in text and text != "*:*":
        filters, text = [*filters, text], ""
    words = "" if text in {"*:*", "*"} else text
    return narrowed(datasets(ANONYMOUS, DatasetFilter(text=words)), filters)


def _with_parts(found: QuerySet[Dataset]) -> QuerySet[Dataset]:
    return found.prefetch_related("distributions")


def _order(text: str) -> list[str]:
    order = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, way = part.partition(" ")
        if name not in SORTS or way.strip().lower() not in {"", "asc", "desc"}:
            raise BadQuery(f"Cannot sort by “{part}”. Known fields: {', '.join(SORTS)}.")
        is_down = way.strip().lower() == "desc" and name != "score"
        order.append(f"{'-' if is_down else ''}{SORTS[name]}")
    return [*order, "title_sort", "pk"]


def _facets(found: QuerySet[Dataset], asked: Asked) -> dict[str, list[dict[str, Any]]]:
    names = arguments.several(asked, "facet.field")
    if not names or not arguments.switch(asked, "facet", default=True):
        return {}
    if unknown := [name for name in names if name not in FACETS]:
        raise Invalid("facet.field", f"Unknown: {', '.join(unknown)}. Known: {', '.join(FACETS)}")
    most = arguments.number(asked, "facet.limit", DEFAULT_COUNTED, most=MOST_COUNTED) or MOST_COUNTED
    return {name: _owners(found, most) if name == "organization" else _values(found, name, most) for name in names}


def _owners(found: QuerySet[Dataset], most: int) -> list[dict[str, Any]]:
    counts = dict(found.order_by().values_list("owner").annotate(n=Count("pk")).order_by("-n", "owner")[:most])
    names = Organisation.objects.in_bulk(counts)
    return [{"name": str(key), "display_name": names[key].name, "count": count} for key, count in counts.items()]


def _values(found: QuerySet[Dataset], name: str, most: int) -> list[dict[str, Any]]:
    rows = (
        DatasetFacet.objects.filter(kind=FACET_OF[name], dataset__in=found.order_by().values("pk"))
        .values_list("value")
        .annotate(n=Count("pk"))
        .order_by("-n", "value")[:most]
    )
    return [
        {
            "name": shown(name, value),
            "display_name": shapes.group(value)["title"] if name == "groups" else shown(name, value),
            "count": count,
        }
        for value, count in rows
    ]
