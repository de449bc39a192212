"""Fetching @contexts with the kernel's guarded client."""

from naves.hub.context.documents import Fetcher
from naves.hub.problems import LdContextNotAvailable
from naves.kernel import fetch

TIMEOUT_SECONDS = 5.0
MAX_REDIRECTS = 3


def policy(*, allow_private: bool, max_bytes: int, max_redirects: int = MAX_REDIRECTS) -> fetch.Policy:
    """Return the limits of requests that the hub makes; ``allow_private`` is for closed networks."""
    return fetch.Policy(
        allow_private=allow_private,
        max_bytes=max_bytes,
        max_redirects=max_redirects,
        connect_seconds=TIMEOUT_SECONDS,
        read_seconds=TIMEOUT_SECONDS,
        total_seconds=2 * TIMEOUT_SECONDS,
        user_agent="naves-hub",
    )


def fetcher(*, allow_private: bool) -> Fetcher:
    """Return a fetcher of @contexts."""

    def get(url: str, *, max_bytes: int, accept: str) -> bytes:
        limits = policy(allow_private=allow_private, max_bytes=max_bytes)
        try:
            return fetch.fetch(url, headers={"Accept": accept}, policy=limits).checked().content
        except fetch.FetchError as error:
            raise LdContextNotAvailable(f"{url}: {error}") from error

    return get
