"""The digest that seals a published figure."""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

SIGNIFICANT = 12
"""Digits published."""
TOLERANCE = 1e-9
"""Sums of the same numbers in another order, or on another processor, may differ in the last digits."""


def rounded(figures: Any) -> Any:
    """The figures with every number to SIGNIFICANT digits."""
    if isinstance(figures, Mapping):
        return {name: rounded(value) for name, value in figures.items()}
    if isinstance(figures, list | tuple):
        return [rounded(value) for value in figures]
    return float(f"{figures:.{SIGNIFICANT}g}") if isinstance(figures, float) else figures


def same_figures(one: Any, other: Any) -> bool:
    """Whether figures agree but for rounding."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same_figures(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same_figures, one, other))
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(one == other)


def digest_of(figures: Mapping[str, Any]) -> str:
    """SHA-256 of the figures as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(rounded(figures), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
