"""What a question is about: named by kind and id, known to the public, and called what it is called today."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from naves.domains.exchange.enums import SubjectKind
from naves.domains.exchange.models import Question
from naves.domains.needs.models import Need
from naves.domains.needs.queries import visible_needs
from naves.domains.organisations.access import ANONYMOUS
from naves.domains.strategies.models import Measure, Strategy
from naves.domains.strategies.queries import visible_strategies, visible_versions
from naves.kernel.errors import Problem, Refused, gettext_noop


@dataclass(frozen=True, slots=True)
class Subject:
    """A typed reference with the title of what it points to; ``url`` only of guidelines."""

    kind: SubjectKind
    identifier: uuid.UUID | None
    title: str
    url: str = ""


def find_subject(kind: str, identifier: uuid.UUID | None) -> Subject:
    """Return the need, measure or strategy meant. Questions are public, so it must be too; else Refused."""
    title = None
    if identifier is not None:
        title = _public_titles(kind, [identifier]).get(identifier)
    if title is None:
        raise Refused(_unknown(kind, identifier))
    return Subject(SubjectKind(kind), identifier, title)


def subjects_of(questions: Iterable[Question]) -> dict[uuid.UUID, Subject]:
    """Return by question what it is about, called as it is today (at most three queries)."""
    rows = [question for question in questions if question.subject_kind]
    by_kind: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
    for question in rows:
        if question.subject_id is not None:
            by_kind[question.subject_kind].append(question.subject_id)
    titles = {kind: _public_titles(kind, identifiers) for kind, identifiers in by_kind.items()}
    return {
        question.pk: Subject(
            SubjectKind(question.subject_kind),
            question.subject_id,
            _title(question, titles),
            question.subject_url,
        )
        for question in rows
    }


def _title(question: Question, titles: Mapping[str, Mapping[uuid.UUID, str]]) -> str:
    known = titles.get(question.subject_kind, {})
    return known.get(question.subject_id, question.subject_title) if question.subject_id else question.subject_title


def _public_titles(kind: str, identifiers: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    if kind == SubjectKind.NEED:
        return {need.pk: need.title for need in visible_needs(ANONYMOUS).filter(pk__in=identifiers).only("title")}
    if kind == SubjectKind.MEASURE:
        measures = Measure.objects.filter(pk__in=identifiers, version__in=visible_versions(ANONYMOUS))
        return {measure.pk: str(measure) for measure in measures.only("code", "title")}
    if kind == SubjectKind.STRATEGY:
        strategies = visible_strategies(ANONYMOUS).filter(pk__in=identifiers)
        return {strategy.pk: strategy.title for strategy in strategies.only("title")}
    return {}


def same_subject(kind: str, identifier: uuid.UUID) -> list[uuid.UUID]:
    """Return the ids under which questions about it are kept: merged needs, the measure in other versions."""
    if kind == SubjectKind.NEED:
        return [identifier, *Need.objects.filter(merged_into=identifier).values_list("pk", flat=True)]
    if kind == SubjectKind.MEASURE:
        lineage = Measure.objects.filter(pk=identifier).values("lineage")
        return list(Measure.objects.filter(lineage__in=lineage).values_list("pk", flat=True))
    if kind == SubjectKind.STRATEGY:
        return list(Strategy.objects.filter(pk=identifier).values_list("pk", flat=True))
    return []


def _unknown(kind: str, identifier: uuid.UUID | None) -> Problem:
    return Problem(
        code="subject_unknown",
        field="subject",
        value=f"{kind}:{identifier or ''}",
        message=gettext_noop("There is nothing public called “%(value)s” that a question may be about."),
        params={"value": f"{kind}:{identifier or ''}"},
        remedy=gettext_noop("Begin from the page of the need, measure or strategy that you ask about."),
    )
