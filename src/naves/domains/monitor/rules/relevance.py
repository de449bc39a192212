"""Relevance: so that a strategy full of vague measures cannot look responsive."""

from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.rules.arrays import Mask
from naves.domains.monitor.rules.cross_section import CrossSection
from naves.domains.monitor.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Relevance:
    """Share of measures in force that answer at least one confirmed need; None where none is in force."""

    measures_in_force: int
    answering: int

    @property
    def share(self) -> float | None:
        return self.answering / self.measures_in_force if self.measures_in_force else None


def relevance(facts: Facts, cross: CrossSection, measures: Mask | None = None) -> Relevance:
    """measures: bool[measures], those to speak of (of one strategy, say)."""
    in_force = measures_in_force(facts, cross.day)
    if measures is not None:
        in_force &= measures
    answering = in_force & measures_answering(facts, cross)
    return Relevance(measures_in_force=int(in_force.sum()), answering=int(answering.sum()))


def measures_in_force(facts: Facts, day: int) -> Mask:
    in_force = np.zeros(facts.measure_count, dtype=np.bool_)
    in_force[facts.measures.measure[facts.measures.held(day)]] = True
    return in_force


def measures_answering(facts: Facts, cross: CrossSection) -> Mask:
    """Measures with a response held on the day to a need that counts on the day."""
    active = np.zeros(facts.need_count, dtype=np.bool_)
    active[cross.need] = True
    held = facts.responses.held(cross.day) & active[facts.responses.need]
    answering = np.zeros(facts.measure_count, dtype=np.bool_)
    answering[facts.responses.measure[held]] = True
    return answering
