"""What a need says about itself, and what may be wrong with it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from naves.domains.needs.enums import Severity, VoicedBy
from naves.domains.needs.rules.shares import exact, share_problems
from naves.domains.needs.rules.texts import one_line, paragraphs
from naves.kernel.errors import Problem, gettext_noop

TITLE_LENGTH: Final = (5, 200)
DESCRIPTION_LENGTH: Final = 20_000
REASON_LENGTH: Final = 300
EARLIEST_VOICE: Final = date(1990, 1, 1)
MOST_PEOPLE: Final = 20_000_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedValues:
    """The contents of a need. ``themes``: code → share, summing to 1; ``groups``: codes."""

    title: str
    themes: Mapping[str, Decimal]
    voiced_by: str
    voiced_on: date
    severity: int
    description: str = ""
    language: str = "cs"
    severity_reason: str = ""
    people_affected: int | None = None
    groups: frozenset[str] = field(default=frozenset())


def tidy(values: NeedValues) -> NeedValues:
    """Return ``values`` with clean texts; apply before checking."""
    return replace(
        values,
        title=one_line(values.title),
        description=paragraphs(values.description),
        severity_reason=one_line(values.severity_reason),
        language=values.language.strip().lower() or "cs",
    )


def settled(values: NeedValues) -> NeedValues:
    """Return checked ``values`` with shares in thousandths that add up to exactly 1."""
    return replace(values, themes=exact(values.themes))


def value_problems(
    values: NeedValues, *, today: date, themes: Collection[str], groups: Collection[str]
) -> list[Problem]:
    """Return all that is wrong with tidy ``values``; ``themes`` and ``groups`` are the known codes."""
    return [
        *_text_problems(values),
        *share_problems(values.themes, themes),
        *(_unknown_group(code, groups) for code in sorted(values.groups) if code not in groups),
        *_choice_problems(values),
        *_date_problems(values.voiced_on, today),
        *people_problems("people_affected", values.people_affected),
    ]


def _text_problems(values: NeedValues) -> Iterator[Problem]:
    shortest, longest = TITLE_LENGTH
    if len(values.title) < shortest:
        yield Problem(
            code="title_short",
            field="title",
            value=values.title,
            message=gettext_noop("The title “%(title)s” is too short."),
            params={"title": values.title, "shortest": shortest},
            remedy=gettext_noop("Name the problem in at least %(shortest)s characters."),
        )
    yield from length_problems("title", values.title, longest)
    yield from length_problems("description", values.description, DESCRIPTION_LENGTH)
    yield from length_problems("severity_reason", values.severity_reason, REASON_LENGTH)
    if not _LANGUAGE.fullmatch(values.language):
        yield Problem(
            code="language",
            field="language",
            value=values.language,
            message=gettext_noop("“%(code)s” is not a code of a language."),
            params={"code": values.language},
            remedy=gettext_noop("Use a code such as cs, en, sk, uk or de."),
        )


def length_problems(field: str, text: str, longest: int) -> Iterator[Problem]:
    if len(text) > longest:
        yield Problem(
            code=f"{field}_long",
            field=field,
            value=text[:60] + "…",
            message=gettext_noop("The text has %(length)s characters; there is room for %(longest)s."),
            params={"length": len(text), "longest": longest},
            remedy=gettext_noop("Shorten it to %(longest)s characters."),
        )


def _choice_problems(values: NeedValues) -> Iterator[Problem]:
    if values.voiced_by not in VoicedBy.values:
        yield unknown_choice("voiced_by", values.voiced_by, VoicedBy.values)
    if values.severity not in Severity.values:
        yield unknown_choice("severity", values.severity, [str(severity) for severity in Severity.values])


def unknown_choice(field: str, value: object, known: Collection[str]) -> Problem:
    return Problem(
        code=f"{field}_unknown",
        field=field,
        value=value,
        message=gettext_noop("“%(value)s” is not one of the choices."),
        params={"value": str(value), "known": ", ".join(known)},
        remedy=gettext_noop("Use one of: %(known)s."),
    )


def _unknown_group(code: str, known: Collection[str]) -> Problem:
    return Problem(
        code="group_unknown",
        field="groups",
        value=code,
        message=gettext_noop("“%(code)s” is not a group of people that we know."),
        params={"code": code, "known": ", ".join(sorted(known))},
        remedy=gettext_noop("Use one of: %(known)s."),
    )


def _date_problems(voiced_on: date, today: date) -> Iterator[Problem]:
    if voiced_on > today:
        yield Problem(
            code="voiced_in_future",
            field="voiced_on",
            value=voiced_on.isoformat(),
            message=gettext_noop("The day %(day)s has not come yet."),
            params={"day": voiced_on.isoformat()},
            remedy=gettext_noop("Give the day when the need was voiced, today at the latest."),
        )
    elif voiced_on < EARLIEST_VOICE:
        yield Problem(
            code="voiced_too_early",
            field="voiced_on",
            value=voiced_on.isoformat(),
            message=gettext_noop("The day %(day)s is before the year 1990."),
            params={"day": voiced_on.isoformat()},
            remedy=gettext_noop("Check the year."),
        )


def people_problems(field: str, people: int | None) -> Iterator[Problem]:
    if people is not None and not 0 < people <= MOST_PEOPLE:
        yield Problem(
            code=f"{field}_range",
            field=field,
            value=people,
            message=gettext_noop("%(people)s is not a possible number of people."),
            params={"people": people},
            remedy=gettext_noop("Give a whole number greater than 0, or leave it empty where nobody counted."),
        )
