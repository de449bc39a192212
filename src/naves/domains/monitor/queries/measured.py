"""Observations and tables of figures, computed once for all who ask."""

import hashlib
from functools import partial

import numpy as np

from naves.domains.monitor.facts.current import Picture
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.filters import Chosen
from naves.domains.monitor.rules.arrays import Floats, Mask
from naves.domains.monitor.rules.country import Observation, measure, observe
from naves.domains.monitor.rules.estimates import Table
from naves.domains.monitor.rules.frames import Towns
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.domains.monitor.rules.resampling import draw
from naves.domains.monitor.rules.selection import Areas

# An observation of the benchmark country takes 15 MB, a table 0.4 MB, draws 10 MB.
_observations: Kept[Observation] = Kept(6)
_tables: Kept[Table] = Kept(128)
_draws: Kept[Floats] = Kept(3)


def observation(picture: Picture, day: int, group: int | None) -> Observation:
    return _observations.get((picture.stamp(day), day, group), lambda: observe(picture.facts, day, group=group))


def table(picture: Picture, chosen: Chosen, version: str = METHOD_VERSION) -> Table:
    """Figures by region in every theme of the chosen towns."""
    day, group = chosen.day, chosen.group

    def make() -> Table:
        seen = observation(picture, day, group)
        regions = Areas(seen.towns.region, picture.facts.region_count)
        drawn = partial(resample, version=version)
        return measure(seen, regions, resample=drawn, within=chosen.towns, version=version)

    return _tables.get((picture.stamp(day), day, group, version, digest(chosen.towns)), make)


def undivided(picture: Picture, chosen: Chosen) -> Table:
    """Figures of the chosen towns together, in the chosen theme alone: quicker than `table`."""
    day, group, theme = chosen.day, chosen.group, -1 if chosen.theme is None else chosen.theme

    def make() -> Table:
        seen = observation(picture, day, group)
        nowhere = Areas(seen.towns.region, 0)
        return measure(seen, nowhere, resample=resample, within=chosen.towns, theme=theme)

    return _tables.get((picture.stamp(day), day, group, theme, digest(chosen.towns)), make)


def resample(towns: Towns, version: str = METHOD_VERSION) -> Floats:
    """The published draws of this frame of towns."""
    frame = hashlib.sha256(version.encode())
    for column in (towns.size_class, towns.region, towns.exists):
        frame.update(np.ascontiguousarray(column).tobytes())
    return _draws.get(frame.digest(), lambda: draw(towns, version=version))


def digest(mask: Mask | None) -> bytes | None:
    return None if mask is None else hashlib.sha256(np.packbits(mask).tobytes()).digest()
