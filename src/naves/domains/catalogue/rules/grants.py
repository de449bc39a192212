"""What a grant must look like, and when it stands."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol
from uuid import UUID

from naves.domains.catalogue.enums import GrantAction, SubjectKind
from naves.hub.problems import HubProblem
from naves.hub.query import scope as scope_query
from naves.kernel.clock import prague_date
from naves.kernel.errors import Problem, gettext_noop

LONGEST_PURPOSE: Final = 2_000
MOST_TARGETS: Final = 200
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantValues:
    """The contents of a grant. ``types`` are IRIs; both days are included."""

    subject_kind: str
    action: str
    purpose: str
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    application_id: UUID | None = None
    types: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    scope: str = ""
    first_day: date | None = None
    last_day: date | None = field(default=None)


class Dated(Protocol):
    """The days and the end of a grant."""

    first_day: date | None
    last_day: date | None
    revoked_at: datetime | None


def stands(grant: Dated, at: datetime) -> bool:
    """Whether the grant holds at a moment."""
    day = prague_date(at)
    return (
        (grant.revoked_at is None or grant.revoked_at > at)
        and (grant.first_day is None or grant.first_day <= day)
        and (grant.last_day is None or day <= grant.last_day)
    )


def problems_of(values: GrantValues, *, today: date) -> list[Problem]:
    """Return what is wrong, field by field."""
    return [*_who_and_what(values), *_target(values), *_days(values, today)]


def _who_and_what(values: GrantValues) -> list[Problem]:
    problems = []
    named = {
        SubjectKind.ORGANISATION: values.organisation_id,
        SubjectKind.PERSON: values.person_id,
        SubjectKind.APPLICATION: values.application_id,
    }
    if values.subject_kind not in SubjectKind.values:
        problems.append(_not_one_of("subject_kind", values.subject_kind, SubjectKind.values))
    elif named.get(SubjectKind(values.subject_kind), "nobody in particular") is None:
        problems.append(
            Problem(
                code="subject",
                field=values.subject_kind,
                message=gettext_noop("It is not said who is given the right."),
                remedy=gettext_noop("Choose the organisation, the person or the program."),
            )
        )
    if values.action not in GrantAction.values:
        problems.append(_not_one_of("action", values.action, GrantAction.values))
    elif values.subject_kind in {SubjectKind.PUBLIC, SubjectKind.SIGNED_IN} and values.action != GrantAction.READ:
        problems.append(
            Problem(
                code="open_writing",
                field="action",
                value=values.action,
                message=gettext_noop("Everybody can be let read, not write."),
                remedy=gettext_noop("Choose reading, or name who may write."),
            )
        )
    if not 3 <= len(values.purpose.strip()) <= LONGEST_PURPOSE:  # noqa: PLR2004 - less says nothing
        problems.append(
            Problem(
                code="purpose",
                field="purpose",
                value=values.purpose,
                message=gettext_noop("A right to data is given for a purpose, and none is stated."),
                params={"longest": LONGEST_PURPOSE},
                remedy=gettext_noop("Write what the data will be used for, in at most %(longest)s characters."),
            )
        )
    return problems


def _target(values: GrantValues) -> list[Problem]:
    problems = []
    for name, given in (("types", values.types), ("ids", values.ids)):
        wrong = next((each for each in given if not _URI.match(each)), None)
        if wrong is not None:
            problems.append(
                Problem(
                    code="not_a_uri",
                    field=name,
                    value=wrong,
                    message=gettext_noop("“%(value)s” is not a URI."),
                    params={"value": wrong},
                    remedy=gettext_noop("Write the whole address, such as urn:ngsi-ld:Room:1 or https://…"),
                )
            )
        if len(given) > MOST_TARGETS:
            problems.append(
                Problem(
                    code="too_many",
                    field=name,
                    value=len(given),
                    message=gettext_noop("There are %(value)s entries."),
                    params={"value": len(given), "limit": MOST_TARGETS},
                    remedy=gettext_noop("Give at most %(limit)s, or narrow the right by type or scope."),
                )
            )
    if values.scope:
        try:
            scope_query.parse(values.scope)
        except HubProblem as problem:
            problems.append(
                Problem(
                    code="scope",
                    field="scope",
                    value=values.scope,
                    message=gettext_noop("“%(value)s” is not a scope query: %(reason)s"),
                    params={"value": values.scope, "reason": problem.detail},
                    remedy=gettext_noop("Write it as /transport/# or /park;/school."),
                )
            )
    return problems


def _days(values: GrantValues, today: date) -> list[Problem]:
    first, last = values.first_day, values.last_day
    if last is None or last >= max(first or today, today):
        return []
    return [
        Problem(
            code="days",
            field="last_day",
            value=last.isoformat(),
            message=gettext_noop("The right would end before it begins, or has ended already."),
            remedy=gettext_noop("Choose a later last day, or none."),
        )
    ]


def _not_one_of(name: str, value: str, known: list[str]) -> Problem:
    return Problem(
        code="unknown_choice",
        field=name,
        value=value,
        message=gettext_noop("“%(value)s” cannot be chosen here."),
        params={"value": value, "known": ", ".join(known)},
        remedy=gettext_noop("Choose from: %(known)s."),
    )
