"""One series of figures: a line over time, bars by anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from naves.kernel.rowquery.question import Cell

WIDTH: Final = 720.0
HEIGHT: Final = 280.0
LEFT: Final = 64.0
RIGHT: Final = 12.0
TOP: Final = 12.0
BOTTOM: Final = 28.0
BAR: Final = 26.0
NAME_WIDTH: Final = 210.0
LONGEST_NAME: Final = 28
MOST_LABELS: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A value where it stands; bars have a length, points do not."""

    label: str
    value: float
    x: float
    y: float
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws."""

    kind: str
    marks: Sequence[Mark]
    line: str
    grid: Sequence[tuple[float, float]]
    labels: Sequence[tuple[str, float]]
    zero: float
    width: float
    height: float


def draw(pairs: Sequence[tuple[Cell, float]], *, in_time: bool) -> Chart | None:
    """Return the chart of (what it is of, figure); None where there is nothing to draw."""
    known = [(label, value) for label, value in pairs if label is not None]
    if len(known) < 2:  # noqa: PLR2004 - one figure is no picture
        return None
    return _line(known) if in_time else _bars(known)


def _line(pairs: Sequence[tuple[Cell, float]]) -> Chart:
    least, most = _scale([value for _, value in pairs])
    places = [_ordinal(label, number) for number, (label, _) in enumerate(pairs)]
    span = max(places[-1] - places[0], 1e-9)
    marks = [
        Mark(
            _text(label),
            value,
            round(LEFT + (WIDTH - LEFT - RIGHT) * (place - places[0]) / span, 1),
            _height(value, least, most),
        )
        for (label, value), place in zip(pairs, places, strict=True)
    ]
    step = max(1, -(-len(marks) // MOST_LABELS))
    return Chart(
        "line",
        marks,
        " ".join(f"{mark.x},{mark.y}" for mark in marks),
        [(value, _height(value, least, most)) for value in _ticks(least, most)],
        [(mark.label[:10], mark.x) for mark in marks[::step]],
        _height(least, least, most),
        WIDTH,
        HEIGHT,
    )


def _bars(pairs: Sequence[tuple[Cell, float]]) -> Chart:
    least, most = _scale([*(value for _, value in pairs), 0.0])
    span = WIDTH - NAME_WIDTH - 90.0
    zero = NAME_WIDTH + span * (0 - least) / (most - least)
    marks = []
    for number, (label, value) in enumerate(pairs):
        end = NAME_WIDTH + span * (value - least) / (most - least)
        name = _text(label)
        shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        marks.append(
            Mark(shown, value, round(min(zero, end), 1), TOP + BAR * number, round(max(abs(end - zero), 0.5), 1))
        )
    return Chart("bars", marks, "", [], [], round(zero, 1), WIDTH, TOP + BAR * len(marks) + 4)


def _ordinal(label: Cell, number: int) -> float:
    if isinstance(label, date):
        moment = getattr(label, "timestamp", None)
        return float(label.toordinal()) if moment is None else label.toordinal() + _share_of_day(label)
    return float(label) if isinstance(label, int | float) else float(number)


def _share_of_day(moment: date) -> float:
    hour, minute = getattr(moment, "hour", 0), getattr(moment, "minute", 0)
    return (float(hour) * 60 + float(minute)) / 1440


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """Begin at zero unless that would flatten the picture."""
    least, most = min(values), max(values)
    if least > 0 and least < most * 0.7:
        least = 0.0
    return (least, most) if most > least else (least - 1, most + 1)


def _height(value: float, least: float, most: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - least) / (most - least)), 1)


def _ticks(least: float, most: float) -> list[float]:
    span, step = most - least, 1e-9
    while span / step > 5:  # noqa: PLR2004 - more lines would crowd
        step *= 2 if f"{step:e}"[0] != "2" else 2.5
    first = -(-least // step) * step
    return [first + step * number for number in range(7) if first + step * number <= most * (1 + 1e-9)]


def _text(label: Cell) -> str:
    return label.isoformat(" ") if hasattr(label, "hour") else str(label)  # type: ignore[union-attr, call-arg]
