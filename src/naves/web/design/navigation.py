"""The main navigation and the links of the footer. A page family that is not installed drops out."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naves.web.design.words import Text

MAIN: tuple[tuple[str, Text], ...] = (
    ("monitor:home", _("Monitor")),
    ("monitor:unanswered", _("Unanswered")),
    ("needs:list", _("Needs")),
    ("strategies:list", _("Strategies")),
    ("exchange:list", _("Questions")),
    ("catalogue:list", _("Data")),
    ("places:list", _("Places")),
    ("organisations:list", _("Organisations")),
)
ACCOUNT: tuple[tuple[str, Text], ...] = (
    ("account:home", _("My account")),
    ("exchange:notices", _("Notices")),
    ("matching:desk", _("Pairs to confirm")),
    ("imports:list", _("Imports")),
    ("harvest:list", _("Harvesting")),
    ("check:start", _("Strategy check")),
)
FOOTER: tuple[tuple[str, Text], ...] = (
    ("monitor:method", _("How the figures are computed")),
    ("design:accessibility", _("Accessibility statement")),
    ("design:style", _("Living style page")),
)
DATA: tuple[tuple[str, Text], ...] = (
    ("open_data:catalogue", _("Open data")),
    ("hub:list", _("Live data")),
    ("api-1:openapi-view", _("API for programmers")),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame."""

    label: Text
    href: str
    current: bool = False
    language: str = ""


def address_of(name: str) -> str:
    """Return the address of a named page, or an empty text where it is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links(names: tuple[tuple[str, Text], ...]) -> list[Link]:
    """Return the links that this installation serves."""
    return [Link(label, href) for name, label in names if (href := address_of(name))]


def main_links(request: HttpRequest) -> list[Link]:
    """Return the main navigation with the present section marked."""
    current = _section(request)
    return [Link(label, href, current=name == current) for name, label in MAIN if (href := address_of(name))]


def language_links(request: HttpRequest) -> list[Link]:
    """Return this very page in the other languages."""
    path = request.get_full_path()
    return [
        Link(name, translate_url(path, code), language=code)
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]


def _section(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    names = [name for name, _label in MAIN]
    if match.view_name in names:
        return match.view_name
    return next((name for name in names if name.split(":")[0] == match.namespace), "")
