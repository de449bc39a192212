"""Series stand in one another, never in a circle."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from naves.kernel.errors import Problem, gettext_noop

K = TypeVar("K", bound=Hashable)


def closes_circle(series: K, parent: K | None, parents: Mapping[K, K | None]) -> bool:
    """Whether ``series`` under ``parent`` would stand within itself; ``parents`` is how all stand now."""
    seen = {series}
    while parent is not None:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False


def circle_problem(title: str) -> Problem:
    """Return the refusal of a circle."""
    return Problem(
        code="series_circle",
        field="parent",
        value=title,
        message=gettext_noop("The series “%(title)s” would stand within itself."),
        params={"title": title},
        remedy=gettext_noop("Choose a series that does not belong to this one."),
    )
