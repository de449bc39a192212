"""What questions, consultations and comments say, and what may be wrong with it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from naves.domains.exchange.enums import SubjectKind, Verdict
from naves.domains.needs.rules.texts import one_line, paragraphs
from naves.domains.needs.rules.values import length_problems, unknown_choice
from naves.domains.organisations.enums import OrganisationKind
from naves.domains.strategies.rules.checks import day_problems, url_problems
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.text import fold, lemmas

TITLE_LENGTH: Final = (5, 200)
TEXT_LENGTH: Final = 10_000
SUBJECT_LENGTH: Final = 300
REASON_LENGTH: Final = 2_000
LONGEST_ROUND: Final = timedelta(days=366)
TOWNS: Final = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})
_ASK_A_TOWN: Final = TOWNS | {OrganisationKind.MINISTRY}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionValues:
    """What is asked; a guideline is named by ``guideline`` and, where it is on the web, by ``url``."""

    title: str
    text: str
    guideline: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundValues:
    """What a consultation wants to hear and when; ``closes_on`` is the last day of comments."""

    about: str
    opens_on: date
    closes_on: date
    for_all_towns: bool = False


def tidy_question(values: QuestionValues) -> QuestionValues:
    """Return ``values`` with clean texts; apply before checking."""
    return replace(
        values,
        title=one_line(values.title),
        text=paragraphs(values.text),
        guideline=one_line(values.guideline),
        url=values.url.strip(),
    )


def tidy_round(values: RoundValues) -> RoundValues:
    """Return ``values`` with clean texts; apply before checking."""
    return replace(values, about=paragraphs(values.about))


def question_problems(values: QuestionValues, kind: SubjectKind | None) -> list[Problem]:
    """Return all that is wrong with tidy ``values`` of a question about something of ``kind``."""
    shortest, longest = TITLE_LENGTH
    problems = []
    if len(values.title) < shortest:
        problems.append(
            Problem(
                code="title_short",
                field="title",
                value=values.title,
                message=gettext_noop("The title “%(title)s” is too short."),
                params={"title": values.title, "shortest": shortest},
                remedy=gettext_noop("Say what you ask in at least %(shortest)s characters."),
            )
        )
    problems += [*length_problems("title", values.title, longest), *text_problems("text", values.text)]
    if kind == SubjectKind.GUIDELINE:
        problems += text_problems("guideline", values.guideline, SUBJECT_LENGTH)
        problems += url_problems("url", values.url)
    return problems


def text_problems(field: str, text: str, longest: int = TEXT_LENGTH) -> list[Problem]:
    """Return what is wrong with a text that must be there and fit."""
    if text:
        return list(length_problems(field, text, longest))
    return [
        Problem(
            code=f"{field}_missing",
            field=field,
            value="",
            message=gettext_noop("This must not be empty."),
            remedy=gettext_noop("Fill it in."),
        )
    ]


def address_problem(asking: str | None, addressee: str, *, is_same: bool) -> Problem | None:
    """Return why an organisation of kind ``asking`` (None: a person) cannot ask one of kind ``addressee``."""
    if is_same:
        return Problem(
            code="asks_itself",
            field="addressee",
            message=gettext_noop("An organisation does not ask itself."),
            remedy=gettext_noop("Choose another town or the ministry."),
        )
    if addressee == OrganisationKind.MINISTRY or (addressee in TOWNS and asking in _ASK_A_TOWN):
        return None
    return Problem(
        code="addressee",
        field="addressee",
        value=addressee,
        message=gettext_noop("This question cannot go there: towns, regions and the ministry ask towns and regions."),
        remedy=gettext_noop("Ask the ministry, or ask in the name of your town."),
    )


def round_problems(values: RoundValues, *, today: date, begun: bool = False, has_guests: bool) -> list[Problem]:
    """Return all that is wrong with tidy ``values``; ``begun``: the first day has passed and stays."""
    problems = [
        *text_problems("about", values.about),
        *day_problems("opens_on", values.opens_on),
        *day_problems("closes_on", values.closes_on),
    ]
    if values.closes_on < values.opens_on:
        problems.append(
            Problem(
                code="ends_before_it_begins",
                field="closes_on",
                value=values.closes_on.isoformat(),
                message=gettext_noop("The consultation ends on %(last)s, before it begins on %(first)s."),
                params={"first": values.opens_on.isoformat(), "last": values.closes_on.isoformat()},
                remedy=gettext_noop("Check both days."),
            )
        )
    elif values.closes_on - values.opens_on > LONGEST_ROUND:
        problems.append(
            Problem(
                code="consultation_long",
                field="closes_on",
                value=values.closes_on.isoformat(),
                message=gettext_noop("The consultation would take more than a year."),
                remedy=gettext_noop("Check the years of both days."),
            )
        )
    if not begun and values.opens_on < today:
        problems.append(_past("opens_on", values.opens_on))
    elif values.closes_on < today:
        problems.append(_past("closes_on", values.closes_on))
    if not has_guests:
        problems.append(
            Problem(
                code="nobody_invited",
                field="invited",
                value="",
                message=gettext_noop("Nobody is invited."),
                remedy=gettext_noop("Choose organisations, or open the consultation to all towns."),
            )
        )
    return problems


def _past(field: str, day: date) -> Problem:
    return Problem(
        code=f"{field}_past",
        field=field,
        value=day.isoformat(),
        message=gettext_noop("The day %(day)s has passed."),
        params={"day": day.isoformat()},
        remedy=gettext_noop("Choose today or a later day."),
    )


def verdict_problems(verdict: str, answer: str) -> list[Problem]:
    """Return what is wrong with the answer to a comment: each verdict has its reason."""
    known = [] if verdict in Verdict.values else [unknown_choice("verdict", verdict, Verdict.values)]
    return [*known, *text_problems("answer", answer)]


def unanswered_problem(count: int) -> Problem:
    """Return why an outcome cannot be published yet."""
    return Problem(
        code="comments_unanswered",
        field="outcome",
        value=count,
        message=gettext_noop("Comments that nobody has answered: %(count)s."),
        params={"count": count},
        remedy=gettext_noop("Answer each of them, then publish the outcome."),
    )


def digest_of(*parts: object) -> str:
    """Return what tells a text sent twice from two texts."""
    return hashlib.sha256("\x1f".join(fold(str(part)) for part in parts).encode()).hexdigest()


def words_of(*texts: str) -> str:
    """Return what a question is found by: the words as they stand and their dictionary forms, without accents."""
    whole = " ".join(texts)
    return f" {fold(whole)} {' '.join(dict.fromkeys(fold(lemma) for lemma in lemmas(whole)))} "
