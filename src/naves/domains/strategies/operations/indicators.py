"""Indicators of a draft's measures: how each will be judged, written down beforehand."""

from datetime import datetime

from django.db import transaction

from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import Indicator, Measure
from naves.domains.strategies.operations.trail import note_contents, refuse
from naves.domains.strategies.operations.versions import editable
from naves.domains.strategies.rules.checks import indicator_problems
from naves.domains.strategies.rules.values import IndicatorValues, tidy_indicator


@transaction.atomic
def add_indicator(*, actor: Actor, at: datetime, measure: Measure, values: IndicatorValues) -> Indicator:
    """Add an indicator to a measure of a draft."""
    editable(actor, measure.version)
    about = _checked(measure, values, None)
    indicator = Indicator(measure=measure, created_at=at)
    _write(indicator, about)
    note_contents(
        actor=actor,
        at=at,
        version=indicator.measure.version,
        action="indicator.added",
        after=indicator_values(indicator),
    )
    return indicator


@transaction.atomic
def edit_indicator(*, actor: Actor, at: datetime, indicator: Indicator, values: IndicatorValues) -> Indicator:
    """Replace what an indicator says. A moved target is set anew: what was measured before proves nothing."""
    editable(actor, indicator.measure.version)
    indicator = Indicator.objects.select_related("measure__version").get(pk=indicator.pk)
    about = _checked(indicator.measure, values, indicator)
    before = indicator_values(indicator)
    if (about.target, about.direction, about.unit) != (indicator.target, indicator.direction, indicator.unit):
        indicator.created_at = at
    _write(indicator, about)
    note_contents(
        actor=actor,
        at=at,
        version=indicator.measure.version,
        action="indicator.edited",
        before=before,
        after=indicator_values(indicator),
    )
    return indicator


@transaction.atomic
def remove_indicator(*, actor: Actor, at: datetime, indicator: Indicator) -> Measure:
    """Take an indicator out of a draft."""
    editable(actor, indicator.measure.version)
    before = indicator_values(indicator)
    note_contents(actor=actor, at=at, version=indicator.measure.version, action="indicator.removed", before=before)
    indicator.delete()
    return indicator.measure


def _checked(measure: Measure, values: IndicatorValues, indicator: Indicator | None) -> IndicatorValues:
    about = tidy_indicator(values)
    others = measure.indicators.exclude(pk=indicator.pk) if indicator is not None else measure.indicators.all()
    refuse(indicator_problems(about, names=set(others.values_list("name", flat=True))))
    return about


def _write(indicator: Indicator, about: IndicatorValues) -> None:
    indicator.name, indicator.unit, indicator.direction = about.name, about.unit, about.direction
    indicator.baseline, indicator.baseline_on = about.baseline, about.baseline_on
    indicator.target, indicator.target_on = about.target, about.target_on
    indicator.save()


def indicator_values(indicator: Indicator) -> dict[str, object]:
    """Return what the audit log keeps of an indicator."""
    return {
        "indicator": indicator.pk,
        "measure": indicator.measure.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "baseline": indicator.baseline,
        "baseline_on": indicator.baseline_on,
        "target": indicator.target,
        "target_on": indicator.target_on,
    }
