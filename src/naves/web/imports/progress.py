"""How far an import is, beside the database: its one transaction would hide it until the end."""

import uuid
from pathlib import Path

from django.conf import settings

from naves.kernel.imports import Progress


def _path(job_id: uuid.UUID) -> Path:
    return Path(settings.NAVES_DATA_DIR) / "progress" / job_id.hex


def teller(job_id: uuid.UUID) -> Progress:
    """Return what keeps the share done where the page finds it."""
    path = _path(job_id)
    path.parent.mkdir(parents=True, exist_ok=True)

    def tell(done: float) -> None:
        path.write_text(f"{done:.3f}")

    return tell


def told(job_id: uuid.UUID) -> float | None:
    """Return the share done; None where nothing is known."""
    try:
        return float(_path(job_id).read_text())
    except (OSError, ValueError):
        return None


def forget(job_id: uuid.UUID) -> None:
    """Remove it."""
    _path(job_id).unlink(missing_ok=True)
