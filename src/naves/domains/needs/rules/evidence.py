"""What a piece of evidence says, and what may be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from naves.domains.needs.enums import EvidenceKind
from naves.domains.needs.rules.texts import one_line, paragraphs
from naves.domains.needs.rules.values import (
    EARLIEST_VOICE,
    length_problems,
    people_problems,
    unknown_choice,
)
from naves.kernel.errors import Problem, gettext_noop

SOURCE_LENGTH: Final = 200
TITLE_LENGTH: Final = 300
TEXT_LENGTH: Final = 100_000
URL_LENGTH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceValues:
    """The contents of a piece of evidence; ``source`` says in words where it comes from."""

    kind: str
    source: str
    occurred_on: date
    title: str = ""
    text: str = ""
    url: str = ""
    people: int | None = None
    source_id: str = ""


def tidy_evidence(values: EvidenceValues) -> EvidenceValues:
    """Return ``values`` with clean texts; apply before checking."""
    return replace(
        values,
        source=one_line(values.source),
        title=one_line(values.title),
        text=paragraphs(values.text),
        url=values.url.strip(),
        source_id=one_line(values.source_id),
    )


def evidence_problems(values: EvidenceValues, *, today: date, has_file: bool = False) -> list[Problem]:
    """Return all that is wrong with tidy ``values``."""
    return [
        *_content_problems(values, has_file=has_file),
        *length_problems("source", values.source, SOURCE_LENGTH),
        *length_problems("source_id", values.source_id, SOURCE_LENGTH),
        *length_problems("title", values.title, TITLE_LENGTH),
        *length_problems("text", values.text, TEXT_LENGTH),
        *length_problems("url", values.url, URL_LENGTH),
        *_date_problems(values.occurred_on, today),
        *people_problems("people", values.people),
    ]


def _content_problems(values: EvidenceValues, *, has_file: bool) -> Iterator[Problem]:
    if values.kind not in EvidenceKind.values:
        yield unknown_choice("kind", values.kind, EvidenceKind.values)
    if not values.source:
        yield Problem(
            code="source_missing",
            field="source",
            value="",
            message=gettext_noop("It is not said where the evidence comes from."),
            remedy=gettext_noop("Name the source: the survey, the council session, the caller’s street …"),
        )
    if not (values.title or values.text or values.url or has_file):
        yield Problem(
            code="evidence_empty",
            field="text",
            value="",
            message=gettext_noop("The evidence is empty."),
            remedy=gettext_noop("Write what it says, give a link, or add a file."),
        )
    if values.url and not _is_web_address(values.url):
        yield Problem(
            code="url",
            field="url",
            value=values.url,
            message=gettext_noop("“%(url)s” is not a web address."),
            params={"url": values.url},
            remedy=gettext_noop("Give the whole address, beginning with https:// or http://."),
        )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
    except ValueError:
        return False


def _date_problems(day: date, today: date) -> Iterator[Problem]:
    if not EARLIEST_VOICE <= day <= today:
        yield Problem(
            code="occurred_on_range",
            field="occurred_on",
            value=day.isoformat(),
            message=gettext_noop("The day %(day)s is not possible."),
            params={"day": day.isoformat()},
            remedy=gettext_noop("Give a day between 1 January 1990 and today."),
        )
