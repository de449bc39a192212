"""The three questions a national coverage can answer. They are never mixed."""

from enum import StrEnum

import numpy as np

from naves.domains.monitor.rules.arrays import Floats
from naves.domains.monitor.rules.frames import Towns
from naves.domains.monitor.rules.method import EXCLUSION_SCALE


class Estimand(StrEnum):
    PER_TOWN = "per_town"
    PER_PERSON = "per_person"
    SENSITIVITY = "sensitivity"


def weights(towns: Towns) -> Floats:
    """Weight of each town, float64[estimands, towns]; NaN marks a town outside the estimand's frame.

    A town whose exclusion index is unknown cannot be weighed by it, so it stands outside the
    sensitivity frame and is counted there instead of being guessed.
    """
    return np.stack(
        [
            np.ones(len(towns)),
            towns.population,
            towns.population * (1.0 + towns.exclusion / EXCLUSION_SCALE),
        ],
    )
