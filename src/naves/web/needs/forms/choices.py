"""Choices of the vocabularies, in the reader's language."""

from collections.abc import Callable

from naves.domains.needs.queries import groups, themes
from naves.web.design.formats import named

Choices = list[tuple[str, str]]


def theme_choices(empty: object = "") -> Callable[[], Choices]:
    """Return what yields all themes after an ``empty`` choice, in the language of the moment."""
    return lambda: [("", str(empty)), *((theme.code, named(theme)) for theme in themes())]


def group_choices(empty: object = None) -> Callable[[], Choices]:
    """Return what yields all groups, after an ``empty`` choice where one is given."""
    first = [] if empty is None else [("", str(empty))]
    return lambda: [*first, *((group.code, named(group)) for group in groups())]
