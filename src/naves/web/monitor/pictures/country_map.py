"""The country as a dot map: one dot per municipality, drawn as SVG by plain strings.

Equirectangular projection with the parallel 49.8° N true to scale (error under 1 % over the country).
Dots are grouped by kraj and by step of the scale, so that a page can light either up; colours stand as
attributes, for an SVG shown as a picture takes no style of the page.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

import numpy as np

from naves.domains.monitor.queries import TownFigures
from naves.web import design
from naves.web.design.formats import scale_step

Floats = np.ndarray[Any, np.dtype[np.float64]]
Rows = np.ndarray[Any, np.dtype[np.intp]]

WIDTH: Final = 1000.0
MARGIN: Final = 14.0
TRUE_PARALLEL: Final = math.radians(49.8)
SHEET: Final = Path(design.__file__).parent / "static/design/css/scale.css"
COLOURS: Final = dict(re.findall(r"--(c[0-6]): (#[0-9a-f]{6})", SHEET.read_text()))
"""Of the same sheet that paints the cells: a picture takes no style from the page, so it is told."""
HOLLOW: Final = 'fill="#fff" stroke="#8a97a8" stroke-width=".7"'
MANY_TOWNS: Final = 3000


def draw(towns: TownFigures, *, title: str) -> str:
    """Return the map; towns without a position are left out, and the table under the map still lists them."""
    placed = np.flatnonzero(np.isfinite(towns.longitude) & np.isfinite(towns.latitude))
    if not len(placed):
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} 1"><title>{escape(title)}</title></svg>'
        )
    x, y, height = _positions(towns, placed)
    radius = _radii(towns.population[placed], dense=len(placed) > MANY_TOWNS)
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for dot in np.argsort(-radius, kind="stable").tolist():
        row = int(placed[dot])
        step = scale_step(None if np.isnan(towns.coverage[row]) else float(towns.coverage[row]))
        groups[int(towns.region[row]), step].append(_dot(towns, row, x[dot], y[dot], radius[dot]))
    body = "".join(_regions(towns, groups))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )


def _positions(towns: TownFigures, placed: Rows) -> tuple[list[float], list[float], float]:
    east = towns.longitude[placed] * math.cos(TRUE_PARALLEL)
    north = towns.latitude[placed]
    scale = (WIDTH - 2 * MARGIN) / max(float(np.ptp(east)), 1e-9)
    x = (east - east.min()) * scale + MARGIN
    y = (north.max() - north) * scale + MARGIN
    return x.round(1).tolist(), y.round(1).tolist(), float(np.ptp(north)) * scale + 2 * MARGIN


def _radii(population: Floats, *, dense: bool) -> Floats:
    """The area grows with the population; the smallest still can be seen."""
    least = 1.3 if dense else 2.4
    radius: Floats = (least + 0.016 * np.sqrt(np.nan_to_num(population))).round(1)
    return radius


def _dot(towns: TownFigures, row: int, x: float, y: float, radius: float) -> str:
    coverage = towns.coverage[row]
    value = "" if np.isnan(coverage) else f' data-v="{coverage:.3f}"'
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" data-c="{escape(towns.code[row])}" '
        f'data-n="{escape(towns.name[row])}"{value}/>'
    )


def _regions(towns: TownFigures, groups: dict[tuple[int, str], list[str]]) -> Iterator[str]:
    """What is not assessed lies below what is."""
    for region in sorted({region for region, _ in groups}):
        key = towns.regions[region].code if region >= 0 else "none"
        steps = sorted((step for of, step in groups if of == region), key=lambda step: step in COLOURS)
        inner = "".join(f'<g class="{step}" {_paint(step)}>{"".join(groups[region, step])}</g>' for step in steps)
        yield f'<g data-region="{escape(key)}">{inner}</g>'


def _paint(step: str) -> str:
    return f'fill="{COLOURS[step]}"' if step in COLOURS else HOLLOW
