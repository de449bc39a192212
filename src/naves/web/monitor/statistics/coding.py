"""Agreement of those who code, and what it allows; coverage corrected by the suggestions that nobody judged yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from naves.domains.monitor.models import MachineReading
from naves.domains.monitor.operations import read_machine_links
from naves.domains.monitor.permissions import Action, may
from naves.domains.monitor.queries import CodedPair, coding, may_show, reading_as_of
from naves.domains.monitor.rules.agreement import FEWEST_UNITS, PROVISIONAL_FROM, PUBLISHED_FROM, Agreement, Standing
from naves.domains.monitor.rules.prediction_powered import FEWEST_JUDGED
from naves.domains.needs.queries import visible_needs
from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import Measure
from naves.kernel.clock import now
from naves.kernel.tables import Column, Kind
from naves.web.design import exports
from naves.web.design.offsets import page_of, start_of
from naves.web.design.words import LEVELS, Text
from naves.web.monitor.statistics.frame import framed
from naves.web.monitor.wording import LEVELS as RUNGS
from naves.web.monitor.wording import STANDINGS

ON_A_PAGE: Final = 25
READ_AT_ONCE: Final = 500
COLUMNS: Final = [
    Column("need_id", Kind.TEXT, label=gettext_lazy("Identifier of the need")),
    Column("need", Kind.TEXT, label=gettext_lazy("Need")),
    Column("measure_id", Kind.TEXT, label=gettext_lazy("Identifier of the measure")),
    Column("measure", Kind.TEXT, label=gettext_lazy("Measure")),
    Column("verdicts", Kind.TEXT, label=gettext_lazy("Verdicts")),
    Column("agreed", Kind.BOOLEAN, label=gettext_lazy("Agreed whether they belong together")),
    Column("as_of", Kind.DATE, label=gettext_lazy("As of")),
]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One thing that is coded, with what its agreement allows."""

    name: Promise
    metric: Promise
    agreement: Agreement
    standing: Text
    color: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair that two people judged, with names."""

    pair: CodedPair
    need: Any
    measure: Any
    verdicts: Sequence[str]


@require_safe
def agreement(request: HttpRequest) -> HttpResponseBase:
    """Show the agreement as of the day, the pairs it rests on, and the last corrected coverage."""
    filters, context = framed(request, "monitor:coding")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = coding(filters.as_of)
    pairs = sorted(found.pairs, key=lambda pair: pair.agreed)
    if name := exports.wanted(request):
        rows = (_exported(line, filters.as_of) for line in _in_parts(actor, pairs))
        return exports.download(name, name="coded-pairs", columns=COLUMNS, rows=rows)
    start = start_of(request.GET.get("cursor"))
    reading = reading_as_of(filters.as_of)
    words, color = STANDINGS[found.standing]
    context |= {
        "coding": found,
        "standing": (words, color),
        "is_withheld": found.standing is Standing.WITHHELD,
        "lines": [
            _agreement_line(gettext_lazy("Whether a pair belongs together"), gettext_lazy("nominal"), found.verdicts),
            _agreement_line(gettext_lazy("Level, where both confirmed"), gettext_lazy("ordinal"), found.levels),
        ],
        "pairs": pair_lines(actor, pairs[start : start + ON_A_PAGE]),
        "page": page_of(pairs, start=start, size=ON_A_PAGE, total=len(pairs)),
        "thresholds": {"published": PUBLISHED_FROM, "provisional": PROVISIONAL_FROM, "pairs": FEWEST_UNITS},
        "fewest_judged": FEWEST_JUDGED,
        "reading": reading,
        "reading_levels": _levels(reading),
        "reading_shown": reading is not None and may_show(reading.figures["standing"]) and may_show(found.standing),
        "reading_standing": STANDINGS[Standing(reading.figures["standing"])] if reading else None,
        "may_read": may(actor, Action.READ_MACHINE_LINKS),
        "levels": [],
    }
    return render(request, "monitor/statistics/coding.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Take a reading of what the suggestions say today."""
    read_machine_links(actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("The suggestions were read; the reading stays as it is."))
    return redirect("monitor:coding")


def pair_lines(actor: Actor, pairs: Sequence[CodedPair]) -> list[PairLine]:
    """Return the pairs with names (two queries); those whose need the reader may not see are left out."""
    needs = visible_needs(actor).select_related("place").in_bulk([pair.need_id for pair in pairs])
    measures = Measure.objects.in_bulk([pair.measure_id for pair in pairs])
    return [
        PairLine(pair, needs[pair.need_id], measures[pair.measure_id], [verdict(level) for level in pair.levels])
        for pair in pairs
        if pair.need_id in needs and pair.measure_id in measures
    ]


def verdict(level: int | None) -> str:
    """Return what a person said, in words: a level, a rejection, or that they were not sure."""
    if level is None:
        return str(pgettext_lazy("verdict of a coder", "not sure"))
    return str(LEVELS[level]) if level else str(pgettext_lazy("verdict of a coder", "rejected"))


def _agreement_line(name: Any, metric: Any, found: Agreement) -> AgreementLine:
    words, color = STANDINGS[found.standing]
    return AgreementLine(name, metric, found, words, color)


def _levels(reading: MachineReading | None) -> list[tuple[object, dict[str, Any]]]:
    if reading is None:
        return []
    return [(RUNGS[figures["level"]], figures) for figures in reading.figures["levels"]]


def _in_parts(actor: Actor, pairs: Sequence[CodedPair]) -> Iterator[PairLine]:
    for start in range(0, len(pairs), READ_AT_ONCE):
        yield from pair_lines(actor, pairs[start : start + READ_AT_ONCE])


def _exported(line: PairLine, as_of: object) -> dict[str, object]:
    return {
        "need_id": str(line.pair.need_id),
        "need": line.need.title,
        "measure_id": str(line.pair.measure_id),
        "measure": line.measure.title,
        "verdicts": "; ".join(line.verdicts),
        "agreed": line.pair.agreed,
        "as_of": as_of,
    }
