"""Parts of a draft that comments concern: the whole, a goal or a measure, by lineage."""

import uuid
from dataclasses import dataclass

from naves.domains.exchange.enums import PassageKind
from naves.domains.strategies.models import Goal, StrategyVersion
from naves.kernel.errors import Problem, Refused, gettext_noop


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a version; ``lineage`` is None for the whole."""

    kind: PassageKind
    lineage: uuid.UUID | None = None
    title: str = ""
    depth: int = 0

    @property
    def key(self) -> str:
        """Return what a form names it by."""
        return self.kind.value if self.lineage is None else f"{self.kind.value}:{self.lineage}"


def passages_of(version: StrategyVersion) -> list[Passage]:
    """Return the whole, then the goals with their measures in the order of the document (three queries)."""
    found = [Passage(PassageKind.WHOLE)]
    for goal in version.goals.prefetch_related("measures"):
        found.append(Passage(PassageKind.GOAL, goal.lineage, str(goal)))
        found += [
            Passage(PassageKind.MEASURE, measure.lineage, str(measure), depth=1) for measure in goal.measures.all()
        ]
    return found


def find_passage(version: StrategyVersion, kind: str, lineage: uuid.UUID | None) -> Passage:
    """Return the part meant; Refused where the draft holds none such."""
    if kind == PassageKind.WHOLE and lineage is None:
        return Passage(PassageKind.WHOLE)
    found: object = None
    if lineage is not None and kind == PassageKind.GOAL:
        found = Goal.objects.filter(version=version, lineage=lineage).first()
    elif lineage is not None and kind == PassageKind.MEASURE:
        found = version.measures.filter(lineage=lineage).first()
    if found is None:
        raise Refused(
            Problem(
                code="passage_unknown",
                field="passage",
                value=f"{kind}:{lineage or ''}",
                message=gettext_noop("The draft holds no such goal or measure."),
                remedy=gettext_noop("Choose a part of the draft from the list; it may have been edited meanwhile."),
            )
        )
    return Passage(PassageKind(kind), lineage, str(found))
