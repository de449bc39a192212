"""Chains of mergers: which need stands for which."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def canonical(need: N, into: Mapping[N, N]) -> N:
    """Return the end of the chain that starts at ``need``; ``into`` holds the open mergers."""
    seen = {need}
    while (following := into.get(need)) is not None:
        if following in seen:
            raise ValueError("mergers run in a circle")
        seen.add(following)
        need = following
    return need


def makes_circle(need: N, target: N, into: Mapping[N, N]) -> bool:
    """Whether joining ``need`` to ``target`` would close a circle."""
    return canonical(target, into) == need or target == need


def absorbed_by(need: N, mergers: Iterable[tuple[N, N]]) -> set[N]:
    """Return all needs that ``need`` stands for, directly or through others; itself not counted."""
    sources: dict[N, list[N]] = defaultdict(list)
    for source, target in mergers:
        sources[target].append(source)
    found: set[N] = set()
    waiting = [need]
    while waiting:
        for source in sources[waiting.pop()]:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found - {need}
