"""What the records themselves prove: the lower rungs of the ladder need no paper."""

from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.models import Goal, Measure
from naves.domains.strategies.rules.ladder import ProofFacts, TargetFacts, claim_problems

_FROM_THE_RECORD = ((Level.PLANNED, ProofKind.MEASURE_PLAN), (Level.MENTIONED, ProofKind.STRATEGY_TEXT))


def provable(target: TargetFacts) -> Level | None:
    """Return the highest of the levels 1 and 2 that a goal or a measure reaches by what it says, or None."""
    for level, kind in _FROM_THE_RECORD:
        if not claim_problems(level, target, ProofFacts(kind, text="–")):
            return level
    return None


def provable_text(target: Goal | Measure, level: Level) -> tuple[ProofKind, str]:
    """Return the kind of proof and the words that stand for it."""
    name = f"{target.code} {target.title}"
    if level == Level.PLANNED and isinstance(target, Measure) and target.deadline is not None:
        return ProofKind.MEASURE_PLAN, f"{name} – {target.responsible_body}, {target.deadline:%-d. %-m. %Y}"
    return ProofKind.STRATEGY_TEXT, name
