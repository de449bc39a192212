"""A throw-away PostgreSQL cluster from the installed binaries, run by an unprivileged user.

``python -m tests.support.postgres COMMAND …`` runs a command with NAVES_TEST_DATABASE_URL set to it.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOWEST_VERSION = 15
FAST_AND_FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def binaries() -> Path | None:
    """Return the folder of the newest installed PostgreSQL server (15 or later), or None."""
    found = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parts[-3].isdigit() and int(path.parts[-3]) >= LOWEST_VERSION
    ]
    if found:
        return max(found, key=lambda path: int(path.parts[-2]))
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def missing_reason() -> str:
    """Return why no cluster can be started here, or an empty text."""
    return "" if binaries() else "PostgreSQL 15+ server binaries are not installed (apt-get install postgresql)"


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Start a cluster on loopback, yield the DSN of its empty database ``naves``, then remove it."""
    folder_of_binaries = binaries()
    if folder_of_binaries is None:
        raise RuntimeError(missing_reason())
    folder = Path(tempfile.mkdtemp(prefix="naves-postgres-"))
    as_user = _unprivileged(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder)

    data = folder / "data"
    run(f"{folder_of_binaries}/initdb", "-D", str(data), "-U", "naves", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -h 127.0.0.1 -k {folder} {FAST_AND_FORGETFUL}"
    log = str(folder / "log")
    run(f"{folder_of_binaries}/pg_ctl", "-D", str(data), "-o", options, "-w", "-l", log, "start")
    try:
        run(f"{folder_of_binaries}/createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "naves", "naves")
        yield f"postgresql://naves@127.0.0.1:{port}/naves"
    finally:
        run(f"{folder_of_binaries}/pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> list[str]:
    """Return the words that run a command as a user whom PostgreSQL accepts (it refuses root)."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


def main() -> int:
    """Run the command given on the command line against a fresh cluster."""
    with throwaway_cluster() as dsn:
        return subprocess.run(sys.argv[1:], env={**os.environ, "NAVES_TEST_DATABASE_URL": dsn}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
