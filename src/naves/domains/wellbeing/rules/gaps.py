"""When a measured value points to a need."""

from naves.domains.wellbeing.enums import Direction


def is_gap(value: float, *, threshold: float | None, direction: Direction | str) -> bool:
    """Whether ``value`` reaches the threshold or lies beyond it, in the worse direction."""
    if threshold is None:
        return False
    return value >= threshold if direction == Direction.HIGHER_IS_WORSE else value <= threshold
