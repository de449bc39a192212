"""What happens to the territory, told to whoever wants to know (see config/wiring.py)."""

from dataclasses import dataclass
from datetime import datetime

from naves.kernel.events import Event


@dataclass(frozen=True, slots=True)
class TerritoryChanged(Event):
    """Places or their populations were imported or changed."""

    at: datetime
