"""What others may react to."""

from dataclasses import dataclass

from naves.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AccessChanged(Event):
    """Tenants, bindings of types or grants changed: the hub has to be told."""
