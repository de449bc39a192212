"""What a fact of custody must say: a value of its aspect, a day and evidence."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from naves.domains.catalogue.enums import Aspect, Holder, Publication, Recovery, Right
from naves.kernel.errors import Problem, gettext_noop

VALUES: Final[dict[Aspect, frozenset[str]]] = {
    Aspect.HOLDER: frozenset(Holder.values),
    Aspect.RIGHT: frozenset(Right.values),
    Aspect.RECOVERY: frozenset(Recovery.values),
    Aspect.PUBLICATION: frozenset(Publication.values),
}
LONGEST_EVIDENCE: Final = 4000
FIRST_DAY: Final = date(1990, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactValues:
    """A fact as somebody states it; ``evidence`` says what shows it, a file may go with it."""

    aspect: str
    value: str
    established_on: date
    evidence: str


def tidy_fact(values: FactValues) -> FactValues:
    """Return the fact without stray spaces."""
    return replace(values, evidence=values.evidence.strip())


def fact_problems(values: FactValues, *, today: date) -> list[Problem]:
    """Return what is wrong with a fact."""
    problems: list[Problem] = []
    if values.aspect not in Aspect.values or values.value not in VALUES[Aspect(values.aspect)]:
        problems.append(
            Problem(
                code="custody_value",
                field="value",
                value=values.value,
                message=gettext_noop("“%(value)s” is not a value of this fact."),
                params={"value": values.value},
                remedy=gettext_noop("Choose one of those offered."),
            )
        )
    if not FIRST_DAY <= values.established_on <= today:
        problems.append(
            Problem(
                code="custody_day",
                field="established_on",
                value=values.established_on.isoformat(),
                message=gettext_noop("The day of the evidence lies in the future or too far in the past."),
                remedy=gettext_noop("Give the day when the contract was signed, the export made and so on."),
            )
        )
    if not values.evidence:
        problems.append(
            Problem(
                code="custody_evidence",
                field="evidence",
                message=gettext_noop("A fact needs evidence."),
                remedy=gettext_noop("Say what shows it: an article of the contract, a handover record, an address."),
            )
        )
    elif len(values.evidence) > LONGEST_EVIDENCE:
        problems.append(too_long("evidence", values.evidence, LONGEST_EVIDENCE))
    return problems


def too_long(field: str, text: str, longest: int) -> Problem:
    """Return the refusal of a text that is too long."""
    return Problem(
        code="too_long",
        field=field,
        value=text[:80],
        message=gettext_noop("The text has %(length)s characters; at most %(longest)s are kept."),
        params={"length": len(text), "longest": longest},
        remedy=gettext_noop("Shorten it, or put the rest into a file."),
    )


def required(field: str, message: str, remedy: str) -> Problem:
    """Return the refusal of a field that was left empty."""
    return Problem(code="required", field=field, message=message, remedy=remedy)
