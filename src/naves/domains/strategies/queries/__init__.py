"""Reads about strategies and responses. What depends on who asks takes ``actor``."""

from naves.domains.strategies.queries.alike import AnswerElsewhere, answers_elsewhere
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
    holding_claims,
    levels_of,
    measures_in_force,
    unanswered_needs,
    versions_in_force,
)
from naves.domains.strategies.queries.items import ClaimItem, ResponseItem
from naves.domains.strategies.queries.ladder_columns import AnswerColumns, LadderColumns, ladder_columns
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
    "AnswerColumns",
    "AnswerElsewhere",
    "ClaimItem",
    "GoalNode",
    "LadderColumns",
    "MeasureDetail",
    "MeasureItem",
    "NeedResponses",
    "ResponseItem",
    "StrategyDetail",
    "StrategyFilter",
    "StrategyItem",
    "answers_elsewhere",
    "get_claim",
    "get_measure",
    "get_response",
    "get_version",
    "holding_claims",
    "ladder_columns",
    "levels_of",
    "measure_detail",
    "measures_in_force",
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
