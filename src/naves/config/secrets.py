"""The secret key of an embedded installation: made once, kept beside the data."""

import os
import secrets
from pathlib import Path


def machine_secret(data_dir: Path) -> str:
    """Return the key kept in ``data_dir``, making it (readable by its owner only) the first time."""
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()
