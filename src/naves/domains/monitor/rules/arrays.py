"""Array types of the Monitor's arithmetic."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int32]
Ids = NDArray[np.int32]
Codes = NDArray[np.int16]
Levels = NDArray[np.int8]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Quotient that is NaN (not assessed) where the denominator is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)


def optional(value: float) -> float | None:
    """A figure that does not exist leaves the arrays as None, never as 0 and never as NaN."""
    return None if np.isnan(value) else float(value)
