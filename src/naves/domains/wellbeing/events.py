"""What happens to indicators, told to whoever wants to know (see config/wiring.py)."""

from dataclasses import dataclass
from datetime import datetime

from naves.kernel.events import Event


@dataclass(frozen=True, slots=True)
class IndicatorValuesChanged(Event):
    """Values of an indicator were recorded."""

    indicator_code: str
    at: datetime
