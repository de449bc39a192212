"""Where a page of the family lies, as breadcrumbs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from naves.domains.strategies.models import Measure, Response, StrategyVersion

Trail = list[tuple[str, str]]


def address_of(version: StrategyVersion) -> str:
    """Return the page of a version."""
    return reverse("strategies:version", args=[version.strategy_id, version.number])


def of_list(*more: tuple[str, str]) -> Trail:
    """Return the trail of the list and what follows."""
    return [(_("Strategies"), reverse("strategies:list")), *more]


def of_version(version: StrategyVersion, *more: tuple[str, str]) -> Trail:
    """Return the trail of a version and what follows."""
    here = address_of(version) if more else ""
    return of_list((version.strategy.title, here), *more)


def of_measure(measure: Measure, *more: tuple[str, str]) -> Trail:
    """Return the trail of a measure and what follows."""
    here = reverse("strategies:measure", args=[measure.pk]) if more else ""
    return of_version(measure.version, (str(measure), here), *more)


def of_response(response: Response, *more: tuple[str, str]) -> Trail:
    """Return the trail of a response and what follows."""
    here = reverse("strategies:response", args=[response.pk]) if more else ""
    itself = (_("Answer to a need"), here)
    if response.measure is not None:
        return of_measure(response.measure, itself, *more)
    if response.goal is not None:
        return of_version(response.goal.version, itself, *more)
    return of_list(itself, *more)
