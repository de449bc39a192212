"""What happens to strategies and responses, told to whoever wants to know (see config/wiring.py)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from naves.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ResponsesChanged(Event):
    """Responses of these needs, their claims or the strategies behind them changed."""

    need_ids: Sequence[uuid.UUID]
    at: datetime


@dataclass(frozen=True, slots=True)
class StrategyChanged(Event):
    """A version was approved, superseded, withdrawn or edited; its measures may count differently."""

    version_id: uuid.UUID
    at: datetime
