"""How often grants are used: counted in memory, added to the store every few seconds."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from naves.hub.store.database import Connection

FLUSH_SECONDS = 2.0
_DAY = 86_400 * 1_000_000


@dataclass(frozen=True, slots=True)
class Use:
    """Requests that a grant let through, and the moment of the last (microseconds since 1970)."""

    uses: int
    last: int


class UseCounter:
    """Counts by grant and day. A crash loses the last seconds of counting, never a right or a datum."""

    def __init__(self, write: Callable[[Callable[[Connection], Any]], Any]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, int]] = Counter()
        self._last: dict[str, int] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._flush_on, name="hub-uses", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def note(self, keys: Iterable[str], micros: int) -> None:
        """Count one request for each of the grants."""
        with self._lock:
            for key in keys:
                self._counts[key, micros // _DAY] += 1
                self._last[key] = micros

    def flush(self) -> None:
        """Add what was counted to the store."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            last, self._last = self._last, {}
        if not counts:
            return

        def job(connection: Connection) -> None:
            for (key, day), number in counts.items():
                connection.run(
                    "INSERT INTO access_use (grant_key, day, uses, last) VALUES (?,?,?,?) ON CONFLICT (grant_key, day) "
                    "DO UPDATE SET uses=access_use.uses + excluded.uses, last=excluded.last",
                    (key, day, number, last[key]),
                )

        try:
            self._write(job)
        except Exception:
            with self._lock:
                self._counts.update(counts)
                self._last = last | self._last
            raise

    def close(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()
        self._try()

    def _flush_on(self) -> None:
        while not self._stopped.wait(FLUSH_SECONDS):
            self._try()

    def _try(self) -> None:
        try:
            self.flush()
        except Exception:  # noqa: BLE001 - the counts are kept, the next round tries again
            return


def used(connection: Connection) -> dict[str, Use]:
    """Return the uses of every grant that was ever used, by its key."""
    rows = connection.rows("SELECT grant_key, SUM(uses), MAX(last) FROM access_use GROUP BY grant_key")
    return {row[0]: Use(int(row[1]), int(row[2])) for row in rows}


def used_by_day(connection: Connection, *, since: int, until: int) -> list[tuple[str, int, int]]:
    """Return grant, day (days since 1970, UTC) and uses of the days from ``since`` to before ``until``."""
    rows = connection.rows(
        "SELECT grant_key, day, uses FROM access_use WHERE day>=? AND day<? ORDER BY day, grant_key", (since, until)
    )
    return [(row[0], int(row[1]), int(row[2])) for row in rows]
