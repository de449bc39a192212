"""Themes with their shares, and groups, as people write them into one cell."""

import re
from decimal import Decimal

from naves.domains.needs.rules.shares import equal
from naves.domains.needs.rules.vocabulary import Vocabulary
from naves.kernel.errors import Problem, gettext_noop

_WITH_SHARE = re.compile(
    r"^(?P<name>.+?)\s*[:=(]?\s*(?P<share>-?\d+(?:[.,]\d+)?)\s*(?P<percent>%)?\s*\)?$",
)


def themes_of(text: str, vocabulary: Vocabulary) -> tuple[dict[str, Decimal], Problem | None]:
    """Return theme code → share; themes named without shares have equal ones."""
    named: dict[str, Decimal | None] = {}
    for part in vocabulary.parts(text, lambda part: _divided(part, vocabulary)[0]):
        name, share = _divided(part, vocabulary)
        code = vocabulary.code(name)
        if code in named:
            return {}, _twice(name)
        named[code] = share
    shares = {code: share for code, share in named.items() if share is not None}
    if not shares:
        return equal(list(named)), None
    if len(shares) < len(named):
        return {}, _some_without(text)
    return shares, None


def groups_of(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return codes of groups; an unknown name as it is."""
    return frozenset(vocabulary.code(part) for part in vocabulary.parts(text))


def _divided(part: str, vocabulary: Vocabulary) -> tuple[str, Decimal | None]:
    found = None if vocabulary.knows(part) else _WITH_SHARE.match(part)
    if found is None:
        return part, None
    share = Decimal(found["share"].replace(",", "."))
    return found["name"], share / 100 if found["percent"] else share


def _twice(name: str) -> Problem:
    return Problem(
        code="theme_twice",
        field="themes",
        value=name,
        message=gettext_noop("The theme “%(value)s” is named twice."),
        remedy=gettext_noop("Name each theme once, with its whole share."),
        params={"value": name},
    )


def _some_without(text: str) -> Problem:
    return Problem(
        code="theme_without_share",
        field="themes",
        value=text,
        message=gettext_noop("Some of the themes in “%(value)s” have a share and some have none."),
        remedy=gettext_noop("Give every theme its share, as in “Housing 60 %%; Energy 40 %%”, or none of them."),
        params={"value": text},
    )
