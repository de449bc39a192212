"""Mistyped words: forms within one or two slips, found by the pairs of letters that they share."""

from collections.abc import Sequence

import numpy as np

from naves.adapters.search_index.engine.lists import Lists, lists_of
from naves.adapters.search_index.engine.words import CODE, STEM

SHORTEST = 4
LONG = 7
"""Words of so many letters may hold two slips, shorter ones one."""
_COMPARED = 60
_EDGE = "^"


def slips_allowed(form: str) -> int:
    """Return how many slips a word of this length may hold."""
    if len(form) < SHORTEST or not form.isalpha():
        return 0
    return 1 if len(form) < LONG else 2


def pairs_of(form: str) -> set[str]:
    """Return the pairs of letters of a form, its beginning and end among them."""
    edged = f"{_EDGE}{form}{_EDGE}"
    return {edged[at : at + 2] for at in range(len(edged) - 1)}


def grams_of(forms: Sequence[str]) -> Lists:
    """Return pair of letters → places of forms; codes, stems and numbers are never mended."""
    pairs: dict[str, list[int]] = {}
    for at, form in enumerate(forms):
        if form[:1] not in {STEM, CODE} and len(form) >= SHORTEST - 1 and form.isalpha():
            for pair in pairs_of(form):
                pairs.setdefault(pair, []).append(at)
    return lists_of(pairs)


def alike(form: str, forms: Sequence[str], grams: Lists) -> list[tuple[int, int]]:
    """Return (slips, place) of forms within the slips allowed, the nearest first."""
    allowed = slips_allowed(form)
    if not allowed:
        return []
    wanted = pairs_of(form)
    shared = [part for pair in wanted if len(part := grams.of(pair))]
    if not shared:
        return []
    places, counts = np.unique(np.concatenate(shared), return_counts=True)
    # A slip touches at most three pairs (two letters swapped), so what shares fewer cannot be near.
    near = counts >= max(1, len(wanted) - 3 * allowed)
    places, counts = places[near], counts[near]
    best = np.argsort(-counts, kind="stable")[:_COMPARED]
    compared = [(distance(form, forms[place], allowed), place) for place in places[best].tolist()]
    return sorted(pair for pair in compared if pair[0] <= allowed)


def distance(one: str, other: str, most: int) -> int:
    """Return the slips between two words: a letter more, less, other, or two swapped. Beyond ``most`` it stops."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i] + [0] * len(other)
        for j, against in enumerate(other, 1):
            cost = letter != against
            row[j] = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + cost)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]
