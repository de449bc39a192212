"""What can be done with strategies and responses: each a named verb, keyword-only, with the time passed in."""

from naves.domains.strategies.operations.claims import ClaimValues, claim_level, lapse_claim, withdraw_claim
from naves.domains.strategies.operations.contents import (
    add_goal,
    add_measure,
    edit_goal,
    edit_measure,
    remove_goal,
    remove_measure,
)
from naves.domains.strategies.operations.imports.response_rows import ResponseRow
from naves.domains.strategies.operations.imports.responses import import_responses
from naves.domains.strategies.operations.imports.rows import StrategyRow
from naves.domains.strategies.operations.imports.strategies import import_strategies
from naves.domains.strategies.operations.indicators import add_indicator, edit_indicator, remove_indicator
from naves.domains.strategies.operations.progress import change_measure_status, record_reading
from naves.domains.strategies.operations.responses import (
    Reference,
    confirm_response,
    mark_contradicts,
    propose_response,
    withdraw_response,
)
from naves.domains.strategies.operations.versions import (
    approve_version,
    create_strategy,
    edit_version,
    new_version,
    rename_strategy,
    set_covered_places,
    withdraw_version,
)

__all__ = [
    "ClaimValues",
    "Reference",
    "ResponseRow",
    "StrategyRow",
    "add_goal",
    "add_indicator",
    "add_measure",
    "approve_version",
    "change_measure_status",
    "claim_level",
    "confirm_response",
    "create_strategy",
    "edit_goal",
    "edit_indicator",
    "edit_measure",
    "edit_version",
    "import_responses",
    "import_strategies",
    "lapse_claim",
    "mark_contradicts",
    "new_version",
    "propose_response",
    "record_reading",
    "remove_goal",
    "remove_indicator",
    "remove_measure",
    "rename_strategy",
    "set_covered_places",
    "withdraw_claim",
    "withdraw_response",
    "withdraw_version",
]
