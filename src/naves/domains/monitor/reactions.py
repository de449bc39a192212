"""What the Monitor notes when something below it changes; subscribed in config/wiring.py."""

from naves.domains.monitor.facts.log import Kind, note
from naves.domains.needs.events import NeedsChanged
from naves.domains.places.events import TerritoryChanged
from naves.domains.strategies.events import ResponsesChanged, StrategyChanged
from naves.domains.wellbeing.definitions import SOCIAL_EXCLUSION
from naves.domains.wellbeing.events import IndicatorValuesChanged


def needs_changed(event: NeedsChanged) -> None:
    note(Kind.NEED, event.need_ids, at=event.at)


def responses_changed(event: ResponsesChanged) -> None:
    note(Kind.NEED, event.need_ids, at=event.at)


def strategy_changed(event: StrategyChanged) -> None:
    note(Kind.VERSION, [event.version_id], at=event.at)


def territory_changed(event: TerritoryChanged) -> None:
    note(Kind.TERRITORY, at=event.at)


def indicator_values_changed(event: IndicatorValuesChanged) -> None:
    note(Kind.TERRITORY if event.indicator_code == SOCIAL_EXCLUSION else Kind.INDICATOR, at=event.at)
