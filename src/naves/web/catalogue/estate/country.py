"""The ministry's nation-wide view of custody: how much is held by vendors, which contracts end, where."""

from collections.abc import Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.catalogue.enums import Stage
from naves.domains.catalogue.queries.custody import SOON_DAYS, Nation, NationFilter, NationRow, nation, nation_rows
from naves.domains.places.models import Place
from naves.domains.places.queries import regions
from naves.kernel.tables import Column, Kind
from naves.web.catalogue import looks
from naves.web.catalogue.estate.overview import day_of
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.parts import Figure

COLUMNS: Final = (
    Column("owner"),
    Column("region"),
    Column("dataset"),
    Column("stage"),
    Column("held_outside", Kind.BOOLEAN),
    Column("system"),
    Column("vendor"),
    Column("contract_end", Kind.DATE),
)
MOST_SHOWN: Final = 500


@require_safe
def nation_page(request: HttpRequest) -> HttpResponse:
    """Show how the country stands as of a day, with every figure leading to its datasets."""
    day = day_of(request)
    whole = nation(actor_of(request), day)
    drill = reverse("catalogue:nation_datasets") + f"?as_of={day.isoformat()}"
    by_key = {place.pk: place for place in regions()}
    context = {
        "breadcrumbs": [(_("Data"), reverse("catalogue:list")), (_("Custody in the country"), "")],
        "as_of": day,
        "whole": whole,
        "figures": _figures(whole, drill),
        "stages": [(looks.STAGES[stage], whole.by_stage[stage], f"{drill}&stage={stage.value}") for stage in Stage],
        "not_assessed": (looks.NOT_ASSESSED, whole.not_assessed, f"{drill}&stage=none"),
        "regions": [
            (by_key[key].name, found, f"{drill}&region={by_key[key].code}")
            for key, found in sorted(
                whole.by_region.items(), key=lambda item: by_key[item[0]].name_sort if item[0] in by_key else ""
            )
            if key in by_key
        ],
        "drill": drill,
    }
    return render(request, "catalogue/nation.html", context)


@require_safe
def nation_datasets(request: HttpRequest) -> HttpResponseBase:
    """Show or download the datasets behind a figure."""
    day = day_of(request)
    by = filter_of(request)
    rows = nation_rows(actor_of(request), day, by)
    if name := exports.wanted(request):
        return exports.download(name, name="custody", columns=COLUMNS, rows=_export(rows))
    context = {
        "breadcrumbs": [
            (_("Data"), reverse("catalogue:list")),
            (_("Custody in the country"), reverse("catalogue:nation") + f"?as_of={day.isoformat()}"),
            (_("Datasets"), ""),
        ],
        "as_of": day,
        "by": by,
        "stage": looks.STAGES.get(by.stage) or (looks.NOT_ASSESSED if by.stage else None),
        "total": len(rows),
        "most": MOST_SHOWN,
        "rows": [
            (row, looks.title_of(row.dataset), looks.STAGES[row.stage] if row.stage else looks.NOT_ASSESSED)
            for row in rows[:MOST_SHOWN]
        ],
    }
    return render(request, "catalogue/nation_datasets.html", context)


def filter_of(request: HttpRequest) -> NationFilter:
    """Return what the address narrows by; what is not known limits nothing."""
    stage = request.GET.get("stage", "")
    code = request.GET.get("region", "")
    held = {"1": True, "0": False}.get(request.GET.get("held", ""))
    return NationFilter(
        region=Place.objects.filter(code=code, level="region").first() if code else None,
        stage=stage if stage in {*Stage.values, "none"} else "",
        held_outside=held,
        ends_within=SOON_DAYS if request.GET.get("ending") else None,
    )


def _figures(whole: Nation, drill: str) -> list[Figure]:
    known, total = whole.holder_known, whole.total
    unknown = total - known
    low = whole.held_outside / total if total else 0.0
    high = (whole.held_outside + unknown) / total if total else 0.0
    note = _("Datasets with a known holder: %(known)s; not assessed: %(unknown)s.") % {
        "known": known,
        "unknown": unknown,
    }
    return [
        Figure(
            _("Held by a vendor or another body"),
            whole.held_share,
            bounds=(low, high) if known else None,
            note=note,
            href=f"{drill}&held=1",
            link=_("Which they are"),
        )
    ]


def _export(rows: list[NationRow]) -> Iterator[dict[str, object]]:
    for row in rows:
        place = row.dataset.owner.place
        region = place.region or place if place is not None else None
        yield {
            "owner": row.dataset.owner.name,
            "region": region.name if region is not None else "",
            "dataset": row.dataset.title_cs,
            "stage": row.stage or "",
            "held_outside": row.held_outside,
            "system": row.entry.system if row.entry else "",
            "vendor": row.entry.vendor if row.entry else "",
            "contract_end": row.entry.contract_end if row.entry else None,
        }
