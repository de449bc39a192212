"""The page of results, and suggestions while somebody types."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from naves.adapters.search_index import queries
from naves.adapters.search_index.engine.search import Found
from naves.kernel.search import Shown
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.offsets import page_of, start_of
from naves.web.design.parts import Tab
from naves.web.design.tags.links import address_with
from naves.web.design.words import Text
from naves.web.search import looks
from naves.web.search.exporting import COLUMNS, rows_of
from naves.web.search.marking import Marker, Pieces

PER_PAGE: Final = 20
MOST_VALUES: Final = 14
LONGEST_VALUE: Final = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A found record with its found words marked."""

    kind: Text
    href: str
    title: Pieces
    text: Pieces
    shown: Shown
    status: Text


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results; ``clear`` leads back where a value is chosen."""

    name: Text
    values: list[Tab]
    clear: str


@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """Show or download what was found."""
    actor, text = actor_of(request), request.GET.get("q", "")
    kind = request.GET.get("kind", "")
    kind = kind if kind in looks.KINDS else ""
    wanted = {
        facet: [value[:LONGEST_VALUE]] for facet in looks.facets_of(kind) if (value := request.GET.get(facet, ""))
    }
    if name := exports.wanted(request):
        rows = rows_of(queries.find_all(actor, text, kind=kind, wanted=wanted))
        return exports.download(name, name="search", columns=COLUMNS, rows=rows)
    start = start_of(request.GET.get("cursor"))
    result = queries.find(actor, text, kind=kind, wanted=wanted, start=start, size=PER_PAGE)
    found = result.found
    reachable = min(found.total, queries.MOST_EXPORTED)
    marker = Marker.of(found.meanings)
    context = {
        "breadcrumbs": [(pgettext("page", "Search"), "")],
        "q": result.asked.text,
        "kind": kind,
        "result": result,
        "rows": [_row(shown, marker) for shown in result.shown],
        "page": page_of(result.shown, start=start, size=PER_PAGE, total=reachable),
        "tabs": _tabs(request, found, kind),
        "facets": _facets(request, found, kind),
        "hidden": [("kind", kind)] if kind else [],
        "is_narrowed": bool(kind or wanted),
        "widened": address_with(request, cursor=None, kind=None, **dict.fromkeys(queries.FACETS)),
        "is_empty_question": not result.asked.asked,
    }
    return render(request, "search/results.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Return a list of the likeliest records."""
    text = request.GET.get("q", "")
    shown = queries.suggest(actor_of(request), text)
    rows = [
        (looks.name_of(record), looks.address(record.kind, record.identifier), record)
        for record in shown
        if record.kind in looks.KINDS
    ]
    response = render(request, "search/parts/suggestions.html", {"rows": rows})
    # What is suggested depends on who asks.
    response["Cache-Control"] = "private, no-store"
    return response


def _row(shown: Shown, marker: Marker) -> Row:
    look = looks.KINDS[shown.kind]
    status = shown.labels.get("status", [""])[0]
    quiet = status in {"published", "approved", "planned", "running"}
    return Row(
        kind=looks.name_of(shown),
        href=looks.address(shown.kind, shown.identifier),
        title=marker.pieces(shown.title),
        text=marker.snippet(shown.text),
        shown=shown,
        status="" if quiet else (look.statuses or {}).get(status, ""),
    )


def _tabs(request: HttpRequest, found: Found, kind: str) -> list[Tab]:
    """A facet that another kind does not know goes with the kind."""
    kept = {facet: None for facet in queries.FACETS if facet not in looks.EVERYWHERE}
    every = Tab(_("All"), address_with(request, kind=None, cursor=None, **kept), not kind, sum(found.kinds.values()))
    return [
        every,
        *(
            Tab(look.many, address_with(request, kind=name, cursor=None, **kept), name == kind, found.kinds[name])
            for name, look in looks.KINDS.items()
            if name in found.kinds
        ),
    ]


def _facets(request: HttpRequest, found: Found, kind: str) -> list[Facet]:
    facets = []
    for facet, label in looks.facets_of(kind).items():
        counts, chosen = found.facets.get(facet, {}), request.GET.get(facet, "")
        names = looks.names_of(facet, kind)
        ordered = sorted(counts, key=lambda value: value if facet == "year" else counts[value], reverse=True)
        values = [
            Tab(names.get(value, value), address_with(request, cursor=None, **{facet: value}), False, counts[value])
            for value in ordered[:MOST_VALUES]
            if value != chosen
        ]
        if chosen:
            here = Tab(names.get(chosen, chosen[:LONGEST_VALUE]), "", True, counts.get(chosen, 0))
            values.insert(0, here)
        if values:
            clear = address_with(request, cursor=None, **{facet: None}) if chosen else ""
            facets.append(Facet(label, values, clear))
    return facets
