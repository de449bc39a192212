"""A town's data estate: what is ours, where is it, how do we get it back."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.catalogue.enums import Aspect
from naves.domains.catalogue.queries.estate import Estate, EstateRow, estate_of
from naves.domains.catalogue.queries.records import catalogue_of
from naves.domains.catalogue.record_permissions import Action, may, require
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import today
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.tables import Column, Kind
from naves.web.catalogue import looks, trails
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.parts import Tab
from naves.web.design.tags.links import address_with

COLUMNS: Final = (
    Column("dataset"),
    Column("stage"),
    Column("holder"),
    Column("right"),
    Column("recovery"),
    Column("publication"),
    Column("system"),
    Column("vendor"),
    Column("contract_number"),
    Column("contract_end", Kind.DATE),
    Column("notice_by", Kind.DATE),
    Column("personal_data"),
    Column("formats"),
    Column("volume"),
    Column("records", Kind.INTEGER),
    Column("iri"),
)


@require_safe
def estates(request: HttpRequest) -> HttpResponse:
    """Lead to the estate of the reader's organisation, or let choose where there are several."""
    actor = actor_of(request)
    ours = list(
        Organisation.objects.filter(pk__in=[grant.organisation_id for grant in actor.grants]).order_by("name_sort")
    )
    if not ours:
        require(actor, Action.VIEW_ESTATE)
    if len(ours) == 1:
        return redirect("catalogue:estate", ours[0].pk)
    context = {
        "breadcrumbs": [(_("Data"), reverse("catalogue:list")), (_("Data estates"), "")],
        "owners": ours,
        "nation": reverse("catalogue:nation") if actor.is_analyst else "",
    }
    return render(request, "catalogue/estates.html", context)


@require_safe
def estate(request: HttpRequest, owner_id: uuid.UUID) -> HttpResponseBase:
    """Show or download the estate as of a day; those who may not see it are led to the public list."""
    actor, owner = actor_of(request), get_organisation(owner_id)
    if not may(actor, Action.VIEW_ESTATE, owner_id=owner.pk):
        return redirect("catalogue:who", owner.pk)
    day = day_of(request)
    shown = estate_of(actor, owner, day)
    if name := exports.wanted(request):
        return exports.download(name, name="data-estate", columns=COLUMNS, rows=_export(shown))
    stage = request.GET.get("stage", "")
    context = {
        "breadcrumbs": trails.of_owner(owner),
        "owner": owner,
        "tabs": trails.owner_tabs(request, owner),
        "as_of": day,
        "is_today": day == today(),
        "estate": shown,
        "stages": stage_choices(request, shown),
        "rows": [
            (row, looks.title_of(row.dataset), looks.stage_look(row.standing))
            for row in shown.rows
            if not stage or (row.standing.stage or "none") == stage
        ],
        "may_enter": may(actor, Action.CREATE, owner_id=owner.pk),
        "may_describe": may(actor, Action.EDIT_CATALOGUE, owner_id=owner.pk),
        "catalogue": catalogue_of(owner),
    }
    return render(request, "catalogue/estate.html", context)


def day_of(request: HttpRequest) -> date:
    """Return the day that the address asks for, today where it asks for none; Refused for what is no day."""
    text = request.GET.get("as_of", "")
    if not text:
        return today()
    day: date | None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not date(2000, 1, 1) <= day <= today():
        raise Refused(
            Problem(
                code="as_of",
                field="as_of",
                value=text,
                message=gettext_noop("“%(value)s” is not a day up to today."),
                params={"value": text},
                remedy=gettext_noop("Write the day as 2026-11-23."),
            )
        )
    return day


def stage_choices(request: HttpRequest, shown: Estate) -> list[Tab]:
    """Return the stages with their counts; not assessed stands apart and is never left out."""
    present = request.GET.get("stage", "")

    def tab(key: str, label: object, count: int) -> Tab:
        href = address_with(request, stage=key or None)
        return Tab(str(label), href, current=present == key, count=count)

    return [
        tab("", _("All"), len(shown.rows)),
        *(tab(stage, stage.label, count) for stage, count in shown.by_stage.items()),
        tab("none", looks.NOT_ASSESSED.label, shown.not_assessed),
    ]


def _export(shown: Estate) -> Iterator[dict[str, object]]:
    return (_row(row) for row in shown.rows)


def _row(row: EstateRow) -> dict[str, object]:
    entry = row.entry
    facts = {aspect.value: row.facts[aspect].value if aspect in row.facts else "" for aspect in Aspect}
    names = ("system", "vendor", "contract_number", "contract_end", "personal_data", "formats", "volume", "records")
    return {
        "dataset": row.dataset.title_cs,
        "stage": row.standing.stage or "",
        **facts,
        **{name: getattr(entry, name) if entry is not None else None for name in names},
        "notice_by": row.notice_by,
        "iri": row.dataset.iri,
    }
