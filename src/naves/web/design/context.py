"""What the frame of every page needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from naves.domains.exchange.queries import unread_count
from naves.domains.organisations.access import ANONYMOUS
from naves.web.design import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return `frame`, worked out only where a template uses it (`site` is a name of allauth's)."""
    return {"frame": SimpleLazyObject(lambda: parts(request))}


def parts(request: HttpRequest) -> dict[str, Any]:
    """Return the parts of the frame, as the base template names them."""
    return {
        "demonstration": settings.NAVES_DEMONSTRATION,
        "home": navigation.address_of("monitor:home") or "/",
        "main": navigation.main_links(request),
        "languages": navigation.language_links(request),
        "account": navigation.links(navigation.ACCOUNT),
        "notices": navigation.address_of("exchange:notices"),
        "unread": unread_count(getattr(request, "actor", ANONYMOUS)),
        "footer": navigation.links(navigation.FOOTER),
        "data": navigation.links(navigation.DATA),
        "search": navigation.address_of("search:results"),
        "suggestions": navigation.address_of("search:suggest"),
        "sign_in": navigation.address_of("account_login"),
        "sign_out": navigation.address_of("account_logout"),
    }
