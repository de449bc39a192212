"""A file as a table, a chart and a map."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.catalogue.models import Distribution, FileProfile, ProfileStatus
from naves.domains.catalogue.queries.rows import columns_of, profile_of, rows_of
from naves.kernel.datafiles import Profile
from naves.kernel.datafiles.findings import problem_of
from naves.kernel.errors import Problem, Refused
from naves.kernel.rowquery import Answer, Filter, Measure, Question, Sort, TableColumn
from naves.web.design.formats import day, is_czech, moment, number
from naves.web.files.choosing import Choice, default_choice
from naves.web.files.forms import ChartForm, FilterForm
from naves.web.files.opening import name_of, opened, tabs, trail
from naves.web.files.pictures import chart as charts
from naves.web.files.pictures import plan as plans

ROWS: Final = 50
MOST_SHOWN_COLUMNS: Final = 40
MOST_GROUPS: Final = 1000
MOST_BARS: Final = 40
MOST_PLACES: Final = 3000
MOST_SHAPES: Final = 500
LONGEST_CELL: Final = 160
DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its words and its figures as a table."""

    chart: charts.Chart
    title: str
    rows: Sequence[tuple[str, str]]
    heads: tuple[str, str]


@require_safe
def look(request: HttpRequest, distribution_id: uuid.UUID) -> HttpResponse:
    """Show what the file holds."""
    part = opened(request, distribution_id)
    kept = profile_of(part)
    context: dict[str, Any] = {
        "breadcrumbs": trail(part),
        "part": part,
        "name": name_of(part),
        "tabs": tabs(request, part),
        "kept": kept,
        "download": reverse("files:download", args=[part.pk]),
        "problems": _why_not(kept),
    }
    if kept is not None and kept.status == ProfileStatus.READY:
        context |= _ready(request, part, kept)
    return render(request, "files/look.html", context)


def _why_not(kept: FileProfile | None) -> list[Problem]:
    return [problem_of(one) for one in kept.problems] if kept is not None else []


def _ready(request: HttpRequest, part: Distribution, kept: FileProfile) -> dict[str, Any]:
    columns, profile = columns_of(kept), Profile.from_json(kept.result)
    filter_form = FilterForm(request.GET, columns=columns)
    problems: list[Problem] = []
    answer = None
    try:
        answer = rows_of(part, _asked(request, filter_form, columns))
    except Refused as refused:
        problems = list(refused.problems)
    choice = _choice(request, profile)
    initial = {"x": choice.x, "y": choice.y, "f": choice.function} if choice else {}
    return {
        "profile": profile,
        "filter_form": filter_form,
        "is_filtered": bool(request.GET.get("value")),
        "problems": problems,
        "shown": columns[:MOST_SHOWN_COLUMNS],
        "hidden_count": max(len(columns) - MOST_SHOWN_COLUMNS, 0),
        "rows": _cells(answer) if answer else [],
        "answer": answer,
        "chart_form": ChartForm(columns=columns, initial=initial),
        "drawn": _chart(part, columns, choice) if choice else None,
        "plan": _plan(part, profile),
    }


def _asked(request: HttpRequest, form: FilterForm, columns: Sequence[TableColumn]) -> Question:
    form.is_valid()
    said = form.cleaned_data
    value, column, operator = said.get("value") or "", said.get("column") or "", said.get("op") or "contains"
    names = [one.name for one in columns]
    sort = request.GET.get("sort", "")
    key = Sort(sort) if sort in names else Sort(sort[1:], descending=True)
    return Question(
        columns=names[:MOST_SHOWN_COLUMNS],
        filters=[Filter(column, operator, value)] if value and column else [],
        text=value if value and not column else "",
        sort=[key] if key.column in names else [],
        cursor=request.GET.get("cursor") or None,
        limit=ROWS,
        count=True,
    )


def _cells(answer: Answer) -> list[list[tuple[TableColumn, str]]]:
    kinds = answer.columns
    return [
        [(column, shown(cell, column.kind)) for column, cell in zip(kinds, row[: len(kinds)], strict=True)]
        for row in answer.rows
    ]


def shown(cell: Any, kind: str) -> str:  # noqa: PLR0911 - one line for each kind
    """Return a cell as people read it; an empty one stays empty."""
    if cell is None:
        return ""
    if kind == "boolean":
        return _("yes") if cell else _("no")
    if kind == "date":
        return day(cell)
    if kind == "datetime":
        return moment(cell)
    if kind == "integer":
        # Years and codes are numbers too, so figures are not parted into thousands here.
        return str(cell)
    if kind == "decimal":
        text = f"{cell:.{DECIMALS}f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if is_czech() else text
    text = str(cell)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _choice(request: HttpRequest, profile: Profile) -> Choice | None:
    names = {column.name: column for column in profile.columns}
    x, y, function = (request.GET.get(name, "") for name in ("x", "y", "f"))
    if x not in names:
        return default_choice(profile)
    if y in names and function in {"sum", "avg", "min", "max"} and names[y].kind in {"integer", "decimal"}:
        return Choice(x, function, y)
    return Choice(x, "count", "")


def _chart(part: Distribution, columns: Sequence[TableColumn], choice: Choice) -> Drawn | None:
    by = next(column for column in columns if column.name == choice.x)
    in_time = by.kind in {"date", "datetime"} or (by.kind == "integer" and choice.y != by.name)
    measure = Measure(choice.function, choice.y)
    sort = [] if in_time else [Sort(measure.name, descending=True)]
    try:
        answer = rows_of(
            part,
            Question(group=[choice.x], measures=[measure], sort=sort, limit=MOST_GROUPS if in_time else MOST_BARS),
        )
    except Refused:
        return None
    pairs = [(row[0], float(row[1])) for row in answer.rows if isinstance(row[1], int | float) and row[0] is not None]
    chart = charts.draw(pairs, in_time=in_time)
    if chart is None:
        return None
    words = {"count": _("number of rows"), "sum": _("sum"), "avg": _("mean"), "min": _("least value")}
    figure = words.get(choice.function, _("greatest value"))
    what = f"{figure}: {choice.y}" if choice.y else figure
    title = _("%(figure)s by “%(column)s”") % {"figure": what, "column": choice.x}
    rows = [(shown(label, by.kind), number(value, 0 if float(value).is_integer() else 2)) for label, value in pairs]
    return Drawn(chart, title[:1].upper() + title[1:], rows, (choice.x, what))


def _plan(part: Distribution, profile: Profile) -> plans.Plan | None:
    if not (profile.longitude and profile.latitude):
        return None
    label = next(
        (
            one.name
            for one in profile.columns
            if one.kind == "text" and not one.personal and one.name != profile.geometry
        ),
        profile.columns[0].name,
    )
    names = [label, profile.longitude, profile.latitude]
    names += [profile.geometry] if profile.geometry else []
    try:
        answer = rows_of(part, Question(columns=names, limit=MOST_SHAPES if profile.geometry else MOST_PLACES))
    except Refused:
        return None
    return plans.draw(
        (
            str(row[0] if row[0] is not None else ""),
            _degrees(row[1]),
            _degrees(row[2]),
            str(row[3] or "") if row[3:] else "",
        )
        for row in answer.rows
    )


def _degrees(cell: Any) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
