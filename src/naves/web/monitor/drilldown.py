"""The needs behind a figure, and those that nobody has answered."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import Filters, NeedRow, Order, answered_alike, need_page
from naves.domains.needs.models import Need
from naves.domains.needs.queries import NeedItem, get_need, items_of
from naves.domains.organisations.access import Actor
from naves.domains.strategies.queries import responses_of_need
from naves.kernel.tables import Column, Kind
from naves.web.design import exports
from naves.web.design.offsets import page_of, start_of
from naves.web.design.parts import Tab
from naves.web.monitor.addresses import query
from naves.web.monitor.choosing import level_tabs
from naves.web.monitor.home import filters_of
from naves.web.monitor.wording import RUNGS, name_of

ON_A_PAGE = 25
READ_AT_ONCE = 500
COLUMNS = [
    Column("id", Kind.TEXT, label=gettext_lazy("Identifier")),
    Column("title", Kind.TEXT, label=gettext_lazy("Need")),
    Column("place_code", Kind.CODE, label=gettext_lazy("Code of the municipality")),
    Column("place", Kind.TEXT, label=gettext_lazy("Municipality")),
    Column("themes", Kind.TEXT, label=gettext_lazy("Themes")),
    Column("severity", Kind.INTEGER, label=gettext_lazy("Severity")),
    Column("people", Kind.INTEGER, label=gettext_lazy("People affected")),
    Column("voiced_on", Kind.DATE, label=gettext_lazy("Voiced on")),
    Column("age_days", Kind.INTEGER, label=gettext_lazy("Age in days")),
    Column("level", Kind.INTEGER, label=gettext_lazy("Level of response")),
    Column("as_of", Kind.DATE, label=gettext_lazy("As of")),
]


@dataclass(frozen=True, slots=True)
class Line:
    """A need in a list of the Monitor: what the figure knows, and what the need says today."""

    row: NeedRow
    item: NeedItem


@require_safe
def needs(request: HttpRequest) -> HttpResponseBase:
    """Show the needs that a figure counts, at or above a rung."""
    at_least = _rung(request.GET.get("at_least"))
    title = _("Needs behind the figure")
    return _listed(request, title=title, template="monitor/needs.html", at_least=at_least, below=None)


@require_safe
def unanswered(request: HttpRequest) -> HttpResponseBase:
    """Show the needs without a response, or with none at the chosen level."""
    below = _rung(request.GET.get("below")) or 1
    title = _("Unanswered needs")
    return _listed(request, title=title, template="monitor/unanswered.html", at_least=None, below=below)


@require_safe
def alike(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
    """Show which towns alike did answer such a need, and with what; a fragment for htmx, a page otherwise."""
    actor = request.actor  # type: ignore[attr-defined]
    need = get_need(actor, need_id)
    filters, context = filters_of(request)
    found = answered_alike(need.pk, filters.as_of)
    others = {
        other.pk: other
        for other in Need.objects.filter(pk__in=[answer.need_id for answer in found]).select_related("place__region")
    }
    answers = [
        (others[answer.need_id], answer.level, _answers(actor, others[answer.need_id], filters.as_of))
        for answer in found
        if answer.need_id in others
    ]
    context |= {
        "need": need,
        "answers": answers,
        "breadcrumbs": [(_("Unanswered needs"), reverse("monitor:unanswered")), (need.title, "")],
    }
    fragment = request.htmx  # type: ignore[attr-defined]
    return render(request, "monitor/alike_list.html" if fragment else "monitor/alike.html", context)


def _answers(actor: Actor, need: Need, as_of: date) -> list[str]:
    answered = responses_of_need(actor, need, as_of)
    return list(dict.fromkeys(item.target.title for item in answered.confirmed if item.target is not None))


def _listed(
    request: HttpRequest, *, title: str, template: str, at_least: int | None, below: int | None
) -> HttpResponseBase:
    filters, context = filters_of(request)
    order = Order.AGE if request.GET.get("sort") in {"age", "-age"} else Order.PEOPLE
    if name := exports.wanted(request):
        rows = _export(filters, at_least=at_least, below=below, order=order)
        return exports.download(name, name="needs", columns=COLUMNS, rows=rows)
    start = start_of(request.GET.get("cursor"))
    found = need_page(filters, at_least=at_least, below=below, order=order, offset=start, limit=ON_A_PAGE)
    kept = {"at_least": at_least, "below": below if below != 1 else None, "sort": "age" if order is Order.AGE else None}
    context |= {
        "breadcrumbs": [(_("Monitor"), reverse("monitor:home") + query(filters)), (title, "")],
        "heading": title,
        "lines": lines_of(found.rows),
        "page": page_of(found.rows, start=start, size=ON_A_PAGE, total=found.total),
        "levels": level_tabs(filters, request.path, **kept) if at_least is None and below is None else [],
        "rungs": _rung_tabs(request.path, filters, at_least, below, kept),
        "orders": [
            Tab(words, request.path + query(filters, **{**kept, "sort": sort}), current=order is of)
            for of, words, sort in ((Order.PEOPLE, _("Most people"), None), (Order.AGE, _("Oldest"), "age"))
        ],
        "query": query(filters),
    }
    return render(request, template, context)


def lines_of(rows: Sequence[NeedRow]) -> list[Line]:
    """Return the rows with the needs themselves; a fixed number of queries."""
    needs_ = Need.objects.select_related("place__district", "place__region").in_bulk([row.need_id for row in rows])
    items = items_of([needs_[row.need_id] for row in rows if row.need_id in needs_])
    by_id = {item.need.pk: item for item in items}
    return [Line(row, by_id[row.need_id]) for row in rows if row.need_id in by_id]


def _rung_tabs(
    path: str, filters: Filters, at_least: int | None, below: int | None, kept: Mapping[str, object]
) -> list[Tab]:
    if below is not None:
        names = {1: _("No response"), 2: _("Not planned"), 3: _("Not resourced"), 4: _("Not proven")}
        return [
            Tab(
                words, path + query(filters, **{**kept, "below": None if level == 1 else level}), current=level == below
            )
            for level, words in names.items()
        ]
    return [
        Tab(words, path + query(filters, **{**kept, "at_least": level or None}), current=level == (at_least or 0))
        for level, words in enumerate(RUNGS)
    ]


def _export(filters: Filters, *, at_least: int | None, below: int | None, order: Order) -> Iterator[dict[str, object]]:
    start, total = 0, 1
    while start < total:
        page = need_page(filters, at_least=at_least, below=below, order=order, offset=start, limit=READ_AT_ONCE)
        total, start = page.total, start + READ_AT_ONCE
        for line in lines_of(page.rows):
            yield _exported(line, filters.as_of)


def _exported(line: Line, as_of: date) -> dict[str, object]:
    need = line.item.need
    return {
        "id": str(need.pk),
        "title": need.title,
        "place_code": need.place.code,
        "place": need.place.name,
        "themes": "; ".join(name_of(share.theme) for share in line.item.themes),
        "severity": line.row.severity,
        "people": line.row.people,
        "voiced_on": need.voiced_on,
        "age_days": line.row.age_days,
        "level": line.row.level,
        "as_of": as_of,
    }


def _rung(text: str | None) -> int | None:
    return int(text) if text in {"1", "2", "3", "4"} else None
