"""The lists behind a check, each with its downloads."""

import uuid
from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries.strategy_check import Which, checked_needs, strategy_check
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.queries import get_version
from naves.domains.strategies.queries.lineages import VersionItems, version_items
from naves.kernel.errors import NotFound
from naves.kernel.tables import Column, Kind
from naves.web.check.addresses import address, as_of, day_or_none, trail
from naves.web.check.lines import MeasureLine, NeedLine, measure_lines, need_lines, theme_names
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.formats import named
from naves.web.design.offsets import page_of, start_of
from naves.web.design.parts import Tab

ON_A_PAGE = 25
READ_AT_ONCE = 500
NEED_COLUMNS = [
    Column("id", label=lazy("Identifier")),
    Column("title", label=lazy("Need")),
    Column("place_code", Kind.CODE, label=lazy("Code of the municipality")),
    Column("place", label=lazy("Municipality")),
    Column("themes", label=lazy("Themes")),
    Column("severity", Kind.INTEGER, label=lazy("Severity")),
    Column("people", Kind.INTEGER, label=lazy("People affected")),
    Column("voiced_on", Kind.DATE, label=lazy("Voiced on")),
    Column("level", Kind.INTEGER, label=lazy("Level by any strategy")),
    Column("as_of", Kind.DATE, label=lazy("As of")),
]
MEASURE_COLUMNS = [
    Column("code", label=lazy("Code")),
    Column("title", label=lazy("Measure")),
    Column("goal", label=lazy("Goal")),
    Column("responsible_body", label=lazy("Responsible body")),
    Column("deadline", Kind.DATE, label=lazy("Deadline")),
    Column("needs", Kind.INTEGER, label=lazy("Answered needs")),
    Column("people", Kind.INTEGER, label=lazy("People stated at them")),
    Column("as_of", Kind.DATE, label=lazy("As of")),
]
NAMES = {
    Which.LEFT_OUT: lazy("Left out"),
    Which.NOBODY: lazy("Left out and planned by nobody"),
    Which.ANSWERED: lazy("Answered by the strategy"),
    Which.ALL: lazy("All needs of its places"),
}


@require_safe
def needs(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Show the needs of the places that the version answers, or leaves out, by people affected."""
    items, day = version_items(get_version(actor_of(request), strategy_id, number)), as_of(request)
    which = _which(request)
    theme = request.GET.get("theme") or None
    item = _item(items, request.GET.get("item", ""))
    if name := exports.wanted(request):
        rows = _need_rows(items, day, which, theme, item)
        return exports.download(name, name="strategy-check-needs", columns=NEED_COLUMNS, rows=rows)
    start = start_of(request.GET.get("cursor"))
    total, rows_shown = checked_needs(items, day, which, theme=theme, item_id=item, offset=start, limit=ON_A_PAGE)
    names = theme_names()
    said = {"as_of": day_or_none(day), "item": item}
    own = _said(which)
    context = {
        "version": items.version,
        "is_draft": items.version.status == VersionStatus.DRAFT,
        "as_of": day,
        "which": which,
        "theme": names.get(theme, theme) if theme else "",
        "item": next((str(one) for one in (*items.goals, *items.measures) if one.pk == item), ""),
        "lines": need_lines(rows_shown),
        "page": page_of(rows_shown, start=start, size=ON_A_PAGE, total=total),
        "choices": [
            Tab(
                words,
                address(
                    "needs", items.version, which=None if one is Which.LEFT_OUT else one.value, theme=theme, **said
                ),
                current=one is which,
            )
            for one, words in NAMES.items()
        ],
        "themes": [
            Tab(_("all themes"), address("needs", items.version, which=own, **said), current=not theme),
            *(
                Tab(words, address("needs", items.version, which=own, theme=code, **said), current=code == theme)
                for code, words in names.items()
            ),
        ],
        "breadcrumbs": trail(items.version, (_("Needs of its places"), "")),
    }
    return render(request, "check/needs.html", context)


@require_safe
def measures(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Show every measure with the needs that it answers, or only those that answer none."""
    items, day = version_items(get_version(actor_of(request), strategy_id, number)), as_of(request)
    idle = request.GET.get("which") == "idle"
    lines = [line for line in measure_lines(items, strategy_check(items, day)) if not idle or not line.answers.needs]
    if name := exports.wanted(request):
        rows = (_measure_row(line, day) for line in lines)
        return exports.download(name, name="strategy-check-measures", columns=MEASURE_COLUMNS, rows=rows)
    said = {"as_of": day_or_none(day)}
    context = {
        "version": items.version,
        "is_draft": items.version.status == VersionStatus.DRAFT,
        "as_of": day,
        "lines": [
            (line, address("needs", items.version, which=Which.ANSWERED.value, item=line.measure.pk, **said))
            for line in lines
        ],
        "choices": [
            Tab(_("all measures"), address("measures", items.version, **said), current=not idle),
            Tab(_("answering nothing"), address("measures", items.version, which="idle", **said), current=idle),
        ],
        "breadcrumbs": trail(items.version, (_("Measures"), "")),
    }
    return render(request, "check/measures.html", context)


def _which(request: HttpRequest) -> Which:
    text = request.GET.get("which", "")
    return Which(text) if text in list(Which) else Which.LEFT_OUT


def _said(which: Which) -> str | None:
    """Return what the address says; what is left out goes without saying."""
    return None if which is Which.LEFT_OUT else which.value


def _item(items: VersionItems, text: str) -> uuid.UUID | None:
    found = next((pk for pk in items.ids if str(pk) == text), None)
    if text and found is None:
        raise NotFound("measure", text)
    return found


def _need_rows(
    items: VersionItems, day: date, which: Which, theme: str | None, item: uuid.UUID | None
) -> Iterator[dict[str, object]]:
    start, total = 0, 1
    while start < total:
        total, rows = checked_needs(items, day, which, theme=theme, item_id=item, offset=start, limit=READ_AT_ONCE)
        start += READ_AT_ONCE
        yield from (_need_row(line, day) for line in need_lines(rows))


def _need_row(line: NeedLine, day: date) -> dict[str, object]:
    need = line.item.need
    return {
        "id": str(need.pk),
        "title": need.title,
        "place_code": need.place.code,
        "place": need.place.name,
        "themes": "; ".join(named(share.theme) for share in line.item.themes),
        "severity": line.row.severity,
        "people": line.row.people,
        "voiced_on": need.voiced_on,
        "level": line.row.level,
        "as_of": day,
    }


def _measure_row(line: MeasureLine, day: date) -> dict[str, object]:
    measure = line.measure
    return {
        "code": measure.code,
        "title": measure.title,
        "goal": str(measure.goal),
        "responsible_body": measure.responsible_body,
        "deadline": measure.deadline,
        "needs": line.answers.needs,
        "people": line.answers.people.stated,
        "as_of": day,
    }
