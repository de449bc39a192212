"""The fixed lists of themes and affected groups, read once per process."""

from functools import cache

from naves.domains.needs.models import AffectedGroup, Theme


@cache
def themes() -> tuple[Theme, ...]:
    """Return all themes in their order."""
    return tuple(Theme.objects.order_by("position"))


@cache
def groups() -> tuple[AffectedGroup, ...]:
    """Return all affected groups in their order."""
    return tuple(AffectedGroup.objects.order_by("position"))


@cache
def theme_codes() -> frozenset[str]:
    """Return the codes of all themes."""
    return frozenset(theme.code for theme in themes())


@cache
def group_codes() -> frozenset[str]:
    """Return the codes of all affected groups."""
    return frozenset(group.code for group in groups())
