"""Documents that were written or read last, parsed, so that a sensor that reports again is not parsed again."""

from collections import OrderedDict
from collections.abc import Iterable

from naves.hub.model.vocabulary import Doc

MAX_BYTES = 16 * 1024 * 1024


class Recent:
    """Bounded by the size of the documents as JSON; only the writer's thread uses it.

    Each stands with the version it was stored as. A document is never changed in place: an operation
    makes a new one, so what is lent here stays as it is.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[int, str], tuple[int, Doc, int]] = OrderedDict()

    def of(self, tenant: int, urns: Iterable[str]) -> dict[str, tuple[int, Doc]]:
        """Return version and document of those that are here."""
        found: dict[str, tuple[int, Doc]] = {}
        for urn in urns:
            kept = self._kept.get((tenant, urn))
            if kept is not None:
                found[urn] = kept[:2]
        return found

    def keep(self, tenant: int, urn: str, version: int, doc: Doc | None, size: int) -> None:
        """Remember a document as the newest, or forget one that is gone."""
        key = (tenant, urn)
        old = self._kept.pop(key, None)
        if old is not None:
            self._bytes -= old[2]
        if doc is None:
            return
        self._kept[key] = (version, doc, size)
        self._bytes += size
        while self._bytes > self._max_bytes:
            _, (_, _, gone) = self._kept.popitem(last=False)
            self._bytes -= gone

    def forget(self) -> None:
        """Drop everything, after a rollback took back what was written."""
        self._kept.clear()
        self._bytes = 0
