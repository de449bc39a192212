"""Single goals and indicators, for those who edit them."""

import uuid

from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import Goal, Indicator
from naves.domains.strategies.queries.visibility import visible_versions
from naves.kernel.errors import NotFound


def get_goal(actor: Actor, goal_id: uuid.UUID) -> Goal:
    """Return a goal of a version that the actor may see, or NotFound."""
    goals = Goal.objects.select_related("parent", "version__strategy__owner")
    goal = goals.filter(pk=goal_id, version__in=visible_versions(actor)).first()
    if goal is None:
        raise NotFound("goal", goal_id)
    return goal


def get_indicator(actor: Actor, indicator_id: uuid.UUID) -> Indicator:
    """Return an indicator of a measure that the actor may see, or NotFound."""
    indicators = Indicator.objects.select_related("measure__goal", "measure__version__strategy__owner")
    indicator = indicators.filter(pk=indicator_id, measure__version__in=visible_versions(actor)).first()
    if indicator is None:
        raise NotFound("indicator", indicator_id)
    return indicator
