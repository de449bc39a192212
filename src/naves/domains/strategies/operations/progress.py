"""What happens to the measures of a strategy in force: their status and what was measured."""

from datetime import date, datetime

from django.db import transaction

from naves.domains.needs.rules.texts import one_line, paragraphs
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.models import Indicator, IndicatorReading, Measure, MeasureTransition, Response
from naves.domains.strategies.operations.contents import measure_values
from naves.domains.strategies.operations.trail import locked_measure, note_contents, refuse, tell_responses
from naves.domains.strategies.permissions import Action, require
from naves.domains.strategies.rules.checks import day_problems, number_problems, reason_problems, required
from naves.domains.strategies.rules.transitions import measure_step_problem
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, gettext_noop


@transaction.atomic
def change_measure_status(
    *, actor: Actor, at: datetime, measure: Measure, status: MeasureStatus, reason: str = ""
) -> Measure:
    """Move a measure along; stopping it asks for a reason and ends levels 1 and 2 of what rests on it."""
    measure = locked_measure(measure)
    require(actor, Action.CHANGE_STATUS, measure.version)
    step = measure_step_problem(measure.status, status)
    refuse([*([step] if step else []), *(reason_problems(reason) if status == MeasureStatus.STOPPED else [])])
    before = measure_values(measure)
    stopping = MeasureStatus.STOPPED in (measure.status, status)
    MeasureTransition.objects.create(
        measure=measure,
        from_status=measure.status,
        to_status=status,
        at=at,
        by_id=actor.user_id,
        reason=paragraphs(reason),
    )
    measure.status = status
    measure.save(update_fields=["status"])
    after = {**measure_values(measure), "reason": reason.strip()}
    note_contents(actor=actor, at=at, version=measure.version, action="measure.status", before=before, after=after)
    if stopping:
        live = Response.objects.filter(measure=measure, withdrawn_at=None, confirmed_at__isnull=False)
        tell_responses(list(live.values_list("need_id", flat=True)), at)
    return measure


@transaction.atomic
def record_reading(
    *,
    actor: Actor,
    at: datetime,
    indicator: Indicator,
    place: Place,
    value: float,
    measured_on: date,
    source: str,
) -> IndicatorReading:
    """Write down what was measured in a place; a level is claimed on it separately."""
    version = indicator.measure.version
    require(actor, Action.RECORD_READING, version, place=place)
    said = one_line(source)
    refuse(
        [
            *number_problems("value", value),
            *day_problems("measured_on", measured_on),
            *required("source", said),
            *([_not_yet(measured_on)] if measured_on > prague_date(at) else []),
        ]
    )
    reading = IndicatorReading.objects.create(
        indicator=indicator, place=place, value=value, measured_on=measured_on, source=said, recorded_at=at
    )
    after = {"indicator": indicator.pk, "place": place.code, "value": value, "measured_on": measured_on, "source": said}
    note_contents(actor=actor, at=at, version=version, action="reading.recorded", after=after)
    return reading


def _not_yet(day: date) -> Problem:
    return Problem(
        code="measured_in_future",
        field="measured_on",
        value=day.isoformat(),
        message=gettext_noop("The day %(day)s has not come yet."),
        params={"day": day.isoformat()},
        remedy=gettext_noop("Give the day of the measurement, today at the latest."),
    )
