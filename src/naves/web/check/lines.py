"""Rows of the lists of a check: needs with their places, goals and measures with what they answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from naves.domains.monitor.queries import NeedRow
from naves.domains.monitor.queries.strategy_check import ItemAnswers, StrategyCheck
from naves.domains.needs.models import Need
from naves.domains.needs.queries import NeedItem, items_of, themes
from naves.domains.strategies.models import Measure
from naves.domains.strategies.queries.lineages import VersionItems
from naves.web.design.formats import named


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need in a list: what the check knows, and what the need says today."""

    row: NeedRow
    item: NeedItem


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with the needs that it answers."""

    measure: Measure
    answers: ItemAnswers


def need_lines(rows: Sequence[NeedRow]) -> list[NeedLine]:
    """Return the rows with the needs themselves; a fixed number of queries."""
    needs = Need.objects.select_related("place__district", "place__region").in_bulk([row.need_id for row in rows])
    items = items_of([needs[row.need_id] for row in rows if row.need_id in needs])
    by_id = {item.need.pk: item for item in items}
    return [NeedLine(row, by_id[row.need_id]) for row in rows if row.need_id in by_id]


def measure_lines(items: VersionItems, check: StrategyCheck) -> Iterator[MeasureLine]:
    """Yield the measures in their order."""
    for measure, answers in zip(items.measures, check.measures, strict=True):
        yield MeasureLine(measure, answers)


def theme_names() -> dict[str, str]:
    """Return code → name in the reader's language."""
    return {theme.code: named(theme) for theme in themes()}
