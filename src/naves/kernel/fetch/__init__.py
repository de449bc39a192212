"""The guarded HTTP client: every request that the server makes on somebody's behalf goes through here.

``fetch(url)`` in ordinary code, ``await fetch_async(url)`` in asynchronous code, and
:class:`Fetcher` where many requests share connections.
"""

from naves.kernel.fetch.client import Fetcher, fetch, fetch_async
from naves.kernel.fetch.errors import (
    FetchError,
    FetchFailed,
    FetchRefused,
    FetchStatus,
    FetchTimeout,
    FetchTooLarge,
)
from naves.kernel.fetch.policy import DEFAULT_POLICY, Policy
from naves.kernel.fetch.response import Fetched

__all__ = [
    "DEFAULT_POLICY",
    "FetchError",
    "FetchFailed",
    "FetchRefused",
    "FetchStatus",
    "FetchTimeout",
    "FetchTooLarge",
    "Fetched",
    "Fetcher",
    "Policy",
    "fetch",
    "fetch_async",
]
