"""What happens to needs, told to whoever wants to know (see config/wiring.py)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from naves.kernel.events import Event


@dataclass(frozen=True, slots=True)
class NeedsChanged(Event):
    """Status, texts, themes, groups, place or merger of these needs changed, or they were written down."""

    need_ids: Sequence[uuid.UUID]
    at: datetime


@dataclass(frozen=True, slots=True)
class NeedStepped(Event):
    """A need took a step of its lifecycle; its followers hear of it."""

    need_id: uuid.UUID
    from_status: str
    to_status: str
    reason: str
    at: datetime
