"""How many requests a caller may make; the rates are the setting NAVES_API_RATES, None = no limit.

Counted in Django's cache: with the default cache each process counts for itself.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

from naves.api.access import token_of


class ByCaller(SimpleRateThrottle):
    """Each token has its own count; those without a token share one per network address."""

    def __init__(self, kind: str) -> None:
        """``kind``: token or anonymous."""
        self._kind = kind
        super().__init__(settings.NAVES_API_RATES[kind] or "1/s")

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Return who is counted, None where nobody is."""
        token = token_of(request)
        if settings.NAVES_API_RATES[self._kind] is None or (token is None) != (self._kind == "anonymous"):
            return None
        self.num_requests, self.duration = self.parse_rate(settings.NAVES_API_RATES[self._kind])
        return f"api-{self._kind}-{token.pk if token else self.get_ident(request)}"


def throttles() -> list[ByCaller]:
    """Return both limits."""
    return [ByCaller("token"), ByCaller("anonymous")]
