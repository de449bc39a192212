"""A harvested record at the door: refused, taken as a draft, or whole enough to be shown."""

from dataclasses import dataclass, replace
from typing import Any, Final

from naves.domains.catalogue.enums import DistributionKind
from naves.domains.catalogue.rules import distributions, records
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.harvesting import SOURCE_IRI, Harvested, HarvestedPart
from naves.domains.catalogue.rules.iris import iri_problem
from naves.domains.catalogue.rules.records import DatasetValues
from naves.domains.catalogue.rules.services import service_problems, tidy_service
from naves.domains.catalogue.rules.vocabulary import CC_BY
from naves.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """``problems`` refuse the record, ``left_out`` a distribution of it, ``lacking`` keeps the record a draft."""

    values: DatasetValues
    parts: tuple[HarvestedPart, ...]
    problems: list[Problem]
    left_out: list[Problem]
    lacking: list[Problem]
    is_nameless: bool


def checked(entry: Harvested, *, states_terms: bool, owner: str) -> Checked:
    """Return the record with the judgement of the rules that hold for records entered by hand.

    ``states_terms``: ``owner`` says what the source leaves unsaid about the terms of use.
    """
    values = records.tidy(entry.values)
    nameless = iri_problem(entry.source_iri, SOURCE_IRI)
    problems = [nameless] if nameless else records.record_problems(values)
    parts: list[HarvestedPart] = []
    left_out: list[Problem] = []
    for part in entry.parts:
        tidied = replace(
            part,
            values=_with_terms(distributions.tidy(part.values), owner)
            if states_terms
            else distributions.tidy(part.values),
            service=tidy_service(part.service) if part.service is not None else None,
        )
        wrong = _part_problems(tidied)
        left_out += wrong
        parts += [] if wrong else [tidied]
    lacking = records.publishing_problems(values, distributions=len(parts))
    lacking += [problem for part in parts for problem in distributions.terms_problems(part.values)]
    return Checked(values, tuple(parts), problems, left_out, lacking, nameless is not None)


def _with_terms(values: DistributionValues, owner: str) -> DistributionValues:
    """Return it with what the owner states: nothing else is protected, and a licence that wants a name has theirs."""
    unsaid: dict[str, Any] = {axis: terms for axis, terms in _NOTHING_PROTECTED.items() if not getattr(values, axis)}
    unsaid |= {
        author: owner
        for axis, author in (("terms_work", "terms_work_author"), ("terms_database", "terms_database_author"))
        if getattr(values, axis) == CC_BY and not getattr(values, author)
    }
    return replace(values, **unsaid) if unsaid else values


_NOTHING_PROTECTED: Final = {axis: str(getattr(DistributionValues(), axis)) for axis in distributions.TERMS}


def _part_problems(part: HarvestedPart) -> list[Problem]:
    has_service = part.values.kind == DistributionKind.SERVICE and part.service is not None
    wrong = distributions.distribution_problems(part.values, has_file=False, has_service=has_service)
    if part.service is not None:
        wrong += service_problems(part.service)
    if has_service and (problem := iri_problem(part.service_iri, "service_iri")):
        wrong.append(problem)
    return wrong
