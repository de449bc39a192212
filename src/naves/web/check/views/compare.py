"""Two versions of a strategy beside each other, and what the change means for needs."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries.strategy_changes import change_of_needs
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.models import Goal, Measure
from naves.domains.strategies.queries import get_version, visible_versions
from naves.domains.strategies.queries.comparing import Changed, Comparison, Differences, compare_versions
from naves.domains.strategies.queries.lineages import version_items
from naves.kernel.tables import Column
from naves.web.check.addresses import as_of, trail
from naves.web.check.lines import need_lines, theme_names
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.formats import day as as_day
from naves.web.design.formats import money
from naves.web.design.parts import Tab

FIELDS = {
    "code": lazy("Code"),
    "title": lazy("Title"),
    "description": lazy("Description"),
    "parent": lazy("Under the goal"),
    "goal": lazy("Goal"),
    "responsible_body": lazy("Responsible body"),
    "deadline": lazy("Deadline"),
    "budget_czk": lazy("Budget"),
    "status": lazy("Status"),
    "themes": lazy("Themes"),
    "indicators": lazy("Indicators"),
}
COLUMNS = [
    Column("kind", label=lazy("Kind")),
    Column("change", label=lazy("Kind of change")),
    Column("code", label=lazy("Code")),
    Column("title", label=lazy("Title")),
    Column("field", label=lazy("Field")),
    Column("before", label=lazy("Before")),
    Column("after", label=lazy("After")),
]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that differs, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Section:
    """Goals, or measures, with what changed; `changed` are items with their fields."""

    title: str
    empty: str
    differences: Differences[Goal] | Differences[Measure]
    changed: list[tuple[Goal | Measure, list[Field]]]


@require_safe
def compare(request: HttpRequest, strategy_id: uuid.UUID, before: int, after: int) -> HttpResponseBase:
    """Show what was added, removed and changed, and the needs lost and gained; or download the differences."""
    actor, day = actor_of(request), as_of(request)
    one, other = get_version(actor, strategy_id, before), get_version(actor, strategy_id, after)
    found = compare_versions(one, other)
    if name := exports.wanted(request):
        return exports.download(name, name="strategy-changes", columns=COLUMNS, rows=_rows(found))
    change = change_of_needs(version_items(one), version_items(other), day)
    numbers = list(
        visible_versions(actor).filter(strategy=strategy_id).order_by("number").values_list("number", flat=True)
    )
    context = {
        "before": one,
        "after": other,
        "version": other,
        "is_draft": VersionStatus.DRAFT in {one.status, other.status},
        "as_of": day,
        "found": found,
        "kinds": _kinds(found),
        "change": change,
        "lost": need_lines(change.lost),
        "gained": need_lines(change.gained),
        "period": [_period(days) for days in found.period] if found.period else [],
        "befores": _choices(strategy_id, [(number, after) for number in numbers if number != after], before, 0),
        "afters": _choices(strategy_id, [(before, number) for number in numbers if number != before], after, 1),
        "breadcrumbs": trail(other, (_("Comparison of versions"), "")),
    }
    return render(request, "check/compare.html", context)


def _choices(strategy_id: uuid.UUID, pairs: list[tuple[int, int]], current: int, side: int) -> list[Tab]:
    return [
        Tab(str(pair[side]), reverse("check:compare", args=[strategy_id, *pair]), current=pair[side] == current)
        for pair in pairs
    ]


def _kinds(found: Comparison) -> list[Section]:
    return [
        Section(_("Goals"), _("The goals are the same."), found.goals, _changed(found.goals)),
        Section(_("Measures"), _("The measures are the same."), found.measures, _changed(found.measures)),
    ]


def _changed(differences: Differences[Goal] | Differences[Measure]) -> list[tuple[Goal | Measure, list[Field]]]:
    return [(change.after, _fields(change)) for change in differences.changed]


def _fields(change: Changed[Goal] | Changed[Measure]) -> list[Field]:
    return [
        Field(str(FIELDS[name]), _shown(name, before), _shown(name, after))
        for name, (before, after) in change.fields.items()
    ]


def _shown(name: str, value: object) -> str:
    if value in {None, "", ()}:
        return "–"
    if name == "themes" and isinstance(value, tuple):
        names = theme_names()
        return ", ".join(names.get(str(code), str(code)) for code in value)
    if name == "status":
        return str(MeasureStatus(str(value)).label)
    if name == "budget_czk":
        return money(value)  # type: ignore[arg-type]
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    return as_day(value) if isinstance(value, date) else str(value)


def _period(days: tuple[object, object]) -> str:
    first, last = days
    end = as_day(last) if isinstance(last, date) else _("until it is replaced")
    return f"{as_day(first) if isinstance(first, date) else ''} – {end}"


def _rows(found: Comparison) -> Iterator[dict[str, object]]:
    for kind, differences in (("goal", found.goals), ("measure", found.measures)):
        for change, items in (("added", differences.added), ("removed", differences.removed)):
            for item in items:
                yield {"kind": kind, "change": change, "code": item.code, "title": item.title}
        for one in differences.changed:
            for name, (before, after) in one.fields.items():
                yield {
                    "kind": kind,
                    "change": "changed",
                    "code": one.after.code,
                    "title": one.after.title,
                    "field": name,
                    "before": _plain(before),
                    "after": _plain(after),
                }


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    return "" if value is None else str(value)
