"""Reads about strategies and responses. What depends on who asks takes ``actor``."""

from naves.domains.strategies.queries.details import (
    GoalNode,
    MeasureDetail,
    MeasureItem,
    StrategyDetail,
    get_measure,
    get_version,
    measure_detail,
    needs_in,
    strategy_detail,
)
from naves.domains.strategies.queries.holding import (
    levels_of,
    unanswered_needs,
    versions_in_force,
)
from naves.domains.strategies.queries.items import ClaimItem, ResponseItem
from naves.domains.strategies.queries.lists import (
    StrategyFilter,
    StrategyItem,
    strategies_for_export,
    strategy_list,
)
from naves.domains.strategies.queries.responses import NeedResponses, get_claim, get_response, responses_of_need
from naves.domains.strategies.queries.timeline import response_timeline
from naves.domains.strategies.queries.visibility import visible_responses, visible_strategies, visible_versions

__all__ = [
    "ClaimItem",
    "GoalNode",
    "MeasureDetail",
    "MeasureItem",
    "NeedResponses",
    "ResponseItem",
    "StrategyDetail",
    "StrategyFilter",
    "StrategyItem",
    "get_claim",
    "get_measure",
    "get_response",
    "get_version",
    "levels_of",
    "measure_detail",
    "needs_in",
    "response_timeline",
    "responses_of_need",
    "strategies_for_export",
    "strategy_detail",
    "strategy_list",
    "unanswered_needs",
    "versions_in_force",
    "visible_responses",
    "visible_strategies",
    "visible_versions",
]
