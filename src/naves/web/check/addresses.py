"""Where the pages of a check lie, and the day that they speak of."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from naves.domains.strategies.models import StrategyVersion
from naves.kernel.clock import today
from naves.kernel.errors import Problem, Refused, gettext_noop

Trail = list[tuple[str, str]]


def as_of(request: HttpRequest) -> date:
    """Return the day that the address asks for, today where it says none; Refused for what is no day or to come."""
    text = request.GET.get("as_of", "")
    if not text:
        return today()
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refused(_problem(text, gettext_noop("Write the day as 2026-11-23."))) from None
    if found > today():
        raise Refused(_problem(text, gettext_noop("Choose today or an earlier day.")))
    return found


def address(name: str, version: StrategyVersion, **query: object) -> str:
    """Return the address of a page of the check; what is None or empty is left out."""
    said = {key: value.isoformat() if isinstance(value, date) else value for key, value in query.items() if value}
    path = reverse(f"check:{name}", args=[version.strategy_id, version.number])
    return f"{path}?{urlencode(said)}" if said else path


def day_or_none(day: date) -> date | None:
    """Return the day where the address must say it: today goes without saying."""
    return None if day == today() else day


def trail(version: StrategyVersion, *more: tuple[str, str]) -> Trail:
    """Return the breadcrumbs of a version's check and what follows."""
    here = address("check", version) if more else ""
    return [
        (_("Strategies"), reverse("strategies:list")),
        (version.strategy.title, reverse("strategies:version", args=[version.strategy_id, version.number])),
        (_("Check"), here),
        *more,
    ]


def _problem(text: str, remedy: str) -> Problem:
    return Problem(
        code="as_of",
        field="as_of",
        value=text,
        message=gettext_noop("“%(value)s” is not a day that can be shown."),
        params={"value": text},
        remedy=remedy,
    )
