"""The home of the Monitor: one question, its answer with uncertainty, picture and table together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries import Filters, Overview, coding, overview, silent_needs, small_cells, trend
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.heat import HeatCell
from naves.web.design.formats import number, percent, percent_range
from naves.web.design.parts import Figure, Tab
from naves.web.monitor.addresses import estimand_from, filters_from, query
from naves.web.monitor.choosing import FilterForm, applied, level_tabs
from naves.web.monitor.pictures.trend import trend_picture
from naves.web.monitor.wording import ESTIMANDS, EXPLANATIONS, QUESTIONS, RUNGS, STANDINGS, theme_names


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the funnel; ``share`` of the needs recorded."""

    words: object
    needs: int
    share: float | None
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A region's row: its name, where it leads, and a cell per theme."""

    name: str
    key: str
    href: str
    cells: Sequence[tuple[HeatCell, str]]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Answer the question as of a day."""
    filters, estimand = filters_from(request.GET.dict()), estimand_from(request.GET.dict())
    found = overview(filters)
    path = reverse("monitor:home")
    silent = len(silent_needs(filters))
    context = {
        "filters": filters,
        "found": found,
        "question": QUESTIONS[filters.level],
        "form": FilterForm(filters),
        "levels": level_tabs(filters, path),
        "applied": applied(filters, path),
        "figures": figures(found),
        "assessed": assessed(found, silent),
        "comparison": comparison(found),
        "relevance": found.relevance,
        "rungs": rungs(found),
        "query": query(filters),
        "themes": list(theme_names().items()),
        "heat": heat_rows(found, estimand),
        "estimand": ESTIMANDS[estimand],
        "estimands": [
            Tab(words, f"{path}{query(filters, estimand=of.value)}#heat", current=of == estimand)
            for of, words in ESTIMANDS.items()
        ],
        "small_cells": small_cell_rows(found, estimand),
        "coding": STANDINGS[coding(filters.as_of).standing],
        "trend": trend_picture(trend(filters), estimand),
        "silent": silent,
    }
    return render(request, "monitor/home.html", context)


def figures(found: Overview) -> list[Figure]:
    """Return the three estimands side by side, never mixed."""
    return [
        Figure(
            name=words,
            value=(estimate := found.estimates[of]).coverage,
            interval=estimate.interval,
            bounds=estimate.bounds,
            note=EXPLANATIONS[of],
        )
        for of, words in ESTIMANDS.items()
    ]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One property of the three estimands."""

    words: str
    cells: Sequence[str]


def comparison(found: Overview) -> list[ComparedLine]:
    """Return what defends each estimand, in one table."""
    estimates = [found.estimates[of] for of in ESTIMANDS]
    return [
        ComparedLine(_("Coverage"), [percent(of.coverage, 1) for of in estimates]),
        ComparedLine(
            _("Confidence interval"), [percent_range(*of.interval, 1) if of.interval else "–" for of in estimates]
        ),
        ComparedLine(_("Bounds"), [percent_range(*of.bounds, 1) for of in estimates]),
        ComparedLine(_("10th percentile"), [percent(of.p10, 1) for of in estimates]),
        ComparedLine(_("Share below one half"), [percent(of.share_below_half, 1) for of in estimates]),
        ComparedLine(_("Assessed share"), [percent(of.assessed_share, 1) for of in estimates]),
        ComparedLine(
            _("Assessed towns"), [f"{number(of.towns_assessed)} / {number(of.towns_in_frame)}" for of in estimates]
        ),
    ]


def assessed(found: Overview, silent: int) -> Figure:
    """Return how much of the country the figures rest on."""
    return Figure(
        name=_("Assessed towns"),
        value=found.assessed_share if found.places_total else None,
        note=_("%(assessed)s of %(total)s; the others have recorded no need")
        % {"assessed": number(found.places_assessed), "total": number(found.places_total)},
        href=reverse("monitor:silent") + query(found.filters),
        link=_("Silent needs: %(count)s") % {"count": number(silent)},
        digits=1,
    )


def rungs(found: Overview) -> list[Rung]:
    """Return the funnel: how far the needs have come."""
    counts = (found.funnel.recorded, *found.funnel.answered)
    needs = reverse("monitor:needs")
    return [
        Rung(
            words=RUNGS[level],
            needs=count,
            share=count / counts[0] if counts[0] else None,
            href=needs + query(found.filters, **({"at_least": level} if level else {})),
            current=level == found.filters.level,
        )
        for level, count in enumerate(counts)
    ]


def heat_rows(found: Overview, estimand: Estimand) -> list[HeatRow]:
    """Return regions × themes; the last row is the country, the last column all themes."""
    by_theme = found.heat[estimand]
    needs, home_ = reverse("monitor:needs"), reverse("monitor:home")
    themes: list[str | None] = [*found.themes, None]
    rows = []
    for position, region in enumerate([*found.regions, None]):
        code = region.code if region else None
        narrowed = {"region": code, "district": None, "orp": None}
        cells = [
            (line[position], needs + query(found.filters, theme=theme, **narrowed))
            for line, theme in zip(by_theme, themes, strict=True)
        ]
        name = region.name if region else _("Czechia")
        rows.append(HeatRow(name, code or "", home_ + query(found.filters, **narrowed), cells))
    return rows


@dataclass(frozen=True, slots=True)
class SmallCellRow:
    """A cell of few needs: where it stands, its raw figure and the pooled one."""

    theme: str
    region: str
    needs: int
    raw: float | None
    pooled: float
    interval: tuple[float, float]
    href: str


def small_cell_rows(found: Overview, estimand: Estimand) -> list[SmallCellRow]:
    """Return the cells of the heat map that rest on few needs, raw and pooled side by side."""
    themes, regions = theme_names(), {region.code: region.name for region in found.regions}
    needs = reverse("monitor:needs")
    return [
        SmallCellRow(
            theme=themes[cell.theme] if cell.theme else _("All themes"),
            region=regions[cell.region] if cell.region else _("Czechia"),
            needs=cell.cell.needs,
            raw=cell.cell.estimate.coverage,
            pooled=cell.pooled,
            interval=cell.interval,
            href=needs + query(found.filters, theme=cell.theme, **({"region": cell.region} if cell.region else {})),
        )
        for cell in small_cells(found.filters, estimand)
    ]


def filters_of(request: HttpRequest) -> tuple[Filters, dict[str, Any]]:
    """Return the filters of an address and what every view of the Monitor shows of them."""
    filters = filters_from(request.GET.dict())
    return filters, {"filters": filters, "form": FilterForm(filters), "applied": applied(filters, request.path)}
