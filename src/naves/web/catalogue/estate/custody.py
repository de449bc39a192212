"""Custody of one dataset: the four facts, their evidence and their history, the inventory row."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.domains.catalogue.enums import Aspect, PersonalData
from naves.domains.catalogue.models import CustodyFact, Dataset, EstateEntry
from naves.domains.catalogue.operations.custody import describe_estate, record_fact
from naves.domains.catalogue.queries.custody import custody_history
from naves.domains.catalogue.queries.estate import EstateRow, entry_of, estate_row
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.record_permissions import Action, may, require
from naves.domains.catalogue.rules.stages import ORDER
from naves.kernel.clock import now, today
from naves.kernel.errors import NotFound
from naves.web.catalogue import looks, trails
from naves.web.catalogue.estate.forms import FactForm, InventoryForm, initial_of
from naves.web.catalogue.estate.overview import day_of
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.design.files import attachment
from naves.web.design.formats import day as day_text
from naves.web.design.formats import number
from naves.web.design.parts import Fact, Moment

GET_OR_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage on the way home."""

    label: str
    is_reached: bool
    is_present: bool


@require_safe
def custody(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Show how a dataset is held, as of a day."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    day = day_of(request)
    row = estate_row(actor, dataset, day)
    reached = ORDER.index(row.standing.stage) if row.standing.stage is not None else -1
    context = {
        "breadcrumbs": trails.of_dataset(dataset, (_("Custody"), "")),
        "dataset": dataset,
        "title": looks.title_of(dataset),
        "tabs": trails.dataset_tabs(request, dataset),
        "as_of": day,
        "is_today": day == today(),
        "row": row,
        "stage": looks.stage_look(row.standing),
        "missing": [str(aspect.label) for aspect in row.standing.missing],
        "rungs": [Rung(str(stage.label), place <= reached, place == reached) for place, stage in enumerate(ORDER)],
        "facts": [(aspect, str(aspect.label), row.facts.get(aspect)) for aspect in Aspect],
        "inventory": inventory_facts(row),
        "moments": [_moment(fact) for fact in custody_history(actor, dataset)],
        "may_record": may(actor, Action.RECORD_CUSTODY, dataset),
    }
    return render(request, "catalogue/custody.html", context)


@require_http_methods(GET_OR_POST)
def record(request: HttpRequest, dataset_id: uuid.UUID, aspect: str) -> HttpResponse:
    """Record one of the four facts with its evidence."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.RECORD_CUSTODY, dataset)
    if aspect not in Aspect.values:
        raise NotFound("aspect", aspect)
    of = Aspect(aspect)
    present = dataset.custody.filter(aspect=of, until=None).first()
    initial = {"value": present.value} if present is not None else {}
    form = FactForm(sent(request), request.FILES or None, aspect=of, initial=initial)
    if request.method == "POST":
        done = attempt(
            form,
            lambda: record_fact(
                actor=actor, at=now(), dataset=dataset, values=form.values(), file=form.cleaned_data["file"]
            ),
        )
        if done is not None:
            messages.success(request, _("The fact was recorded with its evidence."))
            return redirect("catalogue:custody", dataset.pk)
    return _page(request, form, dataset, heading=str(of.label).capitalize(), submit=_("Record the fact"))


@require_http_methods(GET_OR_POST)
def inventory(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Describe where a dataset lies and under which contract."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.RECORD_CUSTODY, dataset)
    form = InventoryForm(sent(request), initial=initial_of(entry_of(dataset)))
    if request.method == "POST":
        done = attempt(form, lambda: describe_estate(actor=actor, at=now(), dataset=dataset, values=form.entry()))
        if done is not None:
            messages.success(request, _("The inventory was changed."))
            return redirect("catalogue:custody", dataset.pk)
    return _page(request, form, dataset, heading=_("System and contract"), submit=_("Save"))


@require_safe
def evidence_file(request: HttpRequest, fact_id: uuid.UUID) -> FileResponse:
    """Send the file that shows a fact."""
    fact = CustodyFact.objects.select_related("dataset").filter(pk=fact_id).first()
    if fact is None:
        raise NotFound("custody_fact", fact_id)
    require(actor_of(request), Action.VIEW_ESTATE, fact.dataset)
    return attachment(fact.file)


def inventory_facts(row: EstateRow) -> list[Fact]:
    """Return the inventory row; what nobody has described says so."""
    entry = row.entry or EstateEntry()
    unknown = _("not known")
    end = _("until notice is given") if entry.is_open_ended else day_text(entry.contract_end)
    facts = [
        Fact(_("System"), entry.system or unknown),
        Fact(_("Vendor"), entry.vendor or unknown),
        Fact(_("Contract"), entry.contract_number or unknown),
        Fact(_("End of the contract"), end if entry.is_open_ended or entry.contract_end else unknown),
    ]
    if row.notice_by is not None:
        facts.append(Fact(_("Last day to give notice"), day_text(row.notice_by)))
    return [
        *facts,
        Fact(_("Personal data"), str(PersonalData(entry.personal_data).label) if entry.personal_data else unknown),
        Fact(_("Formats"), entry.formats or unknown),
        Fact(_("Volume"), entry.volume or unknown),
        Fact(_("Number of records"), number(entry.records) if entry.records is not None else unknown),
    ]


def _moment(fact: CustodyFact) -> Moment:
    return Moment(
        at=fact.since,
        what=f"{looks.ASPECTS[fact.aspect]}: {fact.value_label}",
        text=fact.evidence,
        who=str(fact.recorded_by or ""),
        href=reverse("catalogue:evidence_file", args=[fact.pk]) if fact.file else "",
        kind="success" if fact.until is None else "plain",
    )


def _page(
    request: HttpRequest, form: FactForm | InventoryForm, dataset: Dataset, *, heading: str, submit: str
) -> HttpResponse:
    return form_page(
        request,
        form,
        heading=heading,
        lead=looks.title_of(dataset),
        submit=submit,
        cancel=reverse("catalogue:custody", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(
            dataset, (_("Custody"), reverse("catalogue:custody", args=[dataset.pk])), (heading, "")
        ),
    )
