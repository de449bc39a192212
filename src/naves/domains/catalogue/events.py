"""What others may react to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from naves.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AccessChanged(Event):
    """Tenants, bindings of types or grants changed: the hub has to be told."""


@dataclass(frozen=True, slots=True)
class DatasetsChanged(Event):
    """Records of these datasets changed: whoever keeps something made of them makes it anew."""

    dataset_ids: Sequence[uuid.UUID]
    at: datetime


@dataclass(frozen=True, slots=True)
class DatasetPublished(Event):
    """A record was shown for the first time or again; its followers hear of it."""

    dataset_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CustodyChanged(Event):
    """A fact of custody of a dataset was recorded."""

    dataset_id: uuid.UUID
    aspect: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CustodyWarned(Event):
    """The owner of a dataset should know that a day comes near."""

    warning_id: int
    at: datetime
