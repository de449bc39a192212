"""How one hub runs. Sizes are bytes, times are seconds."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line, or the platform that mounts the hub, decides."""

    store: str
    open_access: bool = False
    controlled: bool = False
    contexts: dict[str, Path] = field(default_factory=dict)
    allow_private_addresses: bool = False
    max_body: int = 64 * 1024 * 1024
    max_held: int = 256 * 1024 * 1024
    body_seconds: float = 60.0
    default_limit: int = 20
    max_limit: int = 1_000
    max_instances: int = 10_000
    keep_history: bool = True
    delete_history_with_entity: bool = False
    threads: int = 8
    max_in_flight: int = 256
    alias: str = "naves"
    base_url: str = ""
