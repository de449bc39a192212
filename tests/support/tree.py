"""The project's own files, for tests about the code base."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def committed_files() -> list[Path]:
    """Return every file that git tracks; outside a checkout, every file below the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).exists()]


def python_sources() -> Iterator[Path]:
    """Yield the modules of the product."""
    yield from sorted((ROOT / "src").rglob("*.py"))
