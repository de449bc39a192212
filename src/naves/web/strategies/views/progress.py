"""What happens to a measure in force: its status and what was measured."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.domains.places.queries import place_label
from naves.domains.strategies import operations
from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.models import Indicator, IndicatorReading, StrategyVersion
from naves.domains.strategies.permissions import Action, may, require
from naves.domains.strategies.queries import get_measure
from naves.domains.strategies.queries.choosing import governed_places
from naves.domains.strategies.queries.parts import get_indicator
from naves.kernel.clock import now, today
from naves.kernel.errors import NotAllowed
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.strategies import trails
from naves.web.strategies.forms import ReadingForm, StatusForm

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def change_status(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Move a measure along."""
    measure = get_measure(actor_of(request), measure_id)
    require(actor_of(request), Action.CHANGE_STATUS, measure.version)
    form = StatusForm(sent(request), measure=measure)
    address = reverse("strategies:measure", args=[measure.pk])
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.change_measure_status(
                actor=actor_of(request),
                at=now(),
                measure=measure,
                status=MeasureStatus(form.cleaned_data["status"]),
                reason=form.cleaned_data["reason"],
            ),
        )
        if done is not None:
            messages.success(request, _("The status of the measure was changed."))
            return redirect(address)
    return form_page(
        request,
        form,
        heading=_("Status of the measure"),
        lead=str(measure),
        submit=_("Change the status"),
        cancel=address,
        breadcrumbs=trails.of_measure(measure, (_("Status"), "")),
    )


@require_http_methods(GET_OR_POST)
def record_reading(request: HttpRequest, indicator_id: uuid.UUID) -> HttpResponse:
    """Write down what was measured."""
    actor = actor_of(request)
    indicator = get_indicator(actor, indicator_id)
    version = indicator.measure.version
    own = [place for place in governed_places(actor) if may(actor, Action.RECORD_READING, version, place=place)]
    if not own and not may(actor, Action.RECORD_READING, version):
        raise NotAllowed(Action.RECORD_READING.value, "strategy")
    form = ReadingForm(sent(request), initial={"measured_on": today(), "place": _offered(version, own)})
    address = reverse("strategies:measure", args=[indicator.measure_id])
    if request.method == "POST":
        done = attempt(form, lambda: _record(actor, indicator, form))
        if done is not None:
            messages.success(request, _("The measured value was written down."))
            return redirect(address)
    return form_page(
        request,
        form,
        template="strategies/reading_form.html",
        heading=_("Record a measured value"),
        lead=str(indicator),
        indicator=indicator,
        cancel=address,
        breadcrumbs=trails.of_measure(indicator.measure, (_("Measured value"), "")),
    )


def _offered(version: StrategyVersion, own: list[Place]) -> str:
    """Return the town to fill in: one's own, or the only one that the strategy covers."""
    towns = own or list(version.places.filter(level="municipality").select_related("district")[:2])
    return place_label(towns[0]) if len(towns) == 1 else ""


def _record(actor: Actor, indicator: Indicator, form: ReadingForm) -> IndicatorReading:
    data = form.cleaned_data
    return operations.record_reading(
        actor=actor,
        at=now(),
        indicator=indicator,
        place=data["place"],
        value=data["value"],
        measured_on=data["measured_on"],
        source=data["source"],
    )
