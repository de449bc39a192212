"""How far a dataset has come on the way back to the public: derived from the four facts, never entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from naves.domains.catalogue.enums import Aspect, Holder, Publication, Recovery, Right, Stage

Facts = Mapping[Aspect, str]
"""Aspect → value; an aspect that is missing was not assessed."""

ORDER: Final = (Stage.HELD, Stage.ON_PAPER, Stage.RECOVERED, Stage.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage, or None where it cannot be told; ``missing`` are the facts that would tell it."""

    stage: Stage | None
    missing: tuple[Aspect, ...] = ()


def stage_of(facts: Facts) -> Stage | None:
    """Return the stage of a dataset, or None where it is not assessed."""
    return standing_of(facts).stage


def standing_of(facts: Facts) -> Standing:
    """Derive the stage. Each stage holds those before it; open data that nobody owns are not yet recovered.

    The owner has its data back when they lie in its own system, or when an export was really checked.
    A fact that would decide and is not assessed leaves the stage open: nothing is taken for granted.
    """
    right = facts.get(Aspect.RIGHT)
    if right is None:
        return Standing(None, (Aspect.RIGHT,))
    if right != Right.OWNED:
        return Standing(Stage.HELD)
    holder, recovery = facts.get(Aspect.HOLDER), facts.get(Aspect.RECOVERY)
    if holder != Holder.OWNER and recovery not in {Recovery.REHEARSED, Recovery.CONTINUOUS}:
        if holder is None:
            return Standing(None, (Aspect.HOLDER,))
        return Standing(Stage.ON_PAPER, () if recovery else (Aspect.RECOVERY,))
    publication = facts.get(Aspect.PUBLICATION)
    if publication == Publication.OPEN:
        return Standing(Stage.PUBLISHED)
    return Standing(Stage.RECOVERED, () if publication else (Aspect.PUBLICATION,))


def is_held_outside(facts: Facts) -> bool | None:
    """Whether a vendor or another body holds the data; None where nobody has said who."""
    holder = facts.get(Aspect.HOLDER)
    return None if holder is None else holder != Holder.OWNER
