"""What the measures might answer besides: a machine's guess from words and themes, told apart from all figures."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from naves.domains.monitor.queries.strategy_check import Which, checked_needs
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import Measure
from naves.domains.strategies.queries import get_version
from naves.domains.strategies.queries.lineages import version_items
from naves.domains.strategies.queries.suggesting import MOST_COMPARED, Suggestion, suggested
from naves.kernel.tables import Column, Kind
from naves.web.check.addresses import as_of, trail
from naves.web.design import exports
from naves.web.design.acting import actor_of

SHOWN = 5
"""Needs of one measure on the page; the download has them all."""
COLUMNS = [
    Column("code", label=lazy("Code")),
    Column("measure", label=lazy("Measure")),
    Column("need_id", label=lazy("Identifier of the need")),
    Column("need", label=lazy("Need")),
    Column("place", label=lazy("Municipality")),
    Column("words", label=lazy("Words in common")),
    Column("theme", Kind.BOOLEAN, label=lazy("Theme in common")),
    Column("score", Kind.DECIMAL, label=lazy("Likeness (0–1)")),
    Column("status", label=lazy("Status")),
    Column("as_of", Kind.DATE, label=lazy("As of")),
]


@require_safe
def suggestions(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Show the needs left out that a measure of the version might answer, if somebody confirmed it."""
    items, day = version_items(get_version(actor_of(request), strategy_id, number)), as_of(request)
    total, rows = checked_needs(items, day, Which.LEFT_OUT, limit=MOST_COMPARED)
    found = suggested(items, [row.need_id for row in rows])
    if name := exports.wanted(request):
        return exports.download(name, name="strategy-check-suggestions", columns=COLUMNS, rows=_rows(found, day))
    context = {
        "version": items.version,
        "is_draft": items.version.status == VersionStatus.DRAFT,
        "as_of": day,
        "measures": _by_measure(found),
        "pairs": len(found),
        "compared": len(rows),
        "left_out": total,
        "breadcrumbs": trail(items.version, (_("Suggestions"), "")),
    }
    return render(request, "check/suggestions.html", context)


def _by_measure(found: Sequence[Suggestion]) -> list[tuple[Measure, list[Suggestion], int]]:
    """Return measures with their likeliest needs and how many more there are; the likeliest measure first."""
    groups: dict[uuid.UUID, list[Suggestion]] = {}
    for one in found:
        groups.setdefault(one.measure.pk, []).append(one)
    return [(group[0].measure, group[:SHOWN], max(len(group) - SHOWN, 0)) for group in groups.values()]


def _rows(found: Sequence[Suggestion], day: date) -> Iterator[dict[str, object]]:
    for one in found:
        yield {
            "code": one.measure.code,
            "measure": one.measure.title,
            "need_id": str(one.need.pk),
            "need": one.need.title,
            "place": one.need.place.name,
            "words": ", ".join(one.words),
            "theme": one.has_theme,
            "score": round(one.score, 3),
            "status": "unconfirmed suggestion",
            "as_of": day,
        }
