"""What the search notes when a domain's records change; subscribed in config/wiring.py."""

from naves.adapters.search_index.log import note, note_everything, note_with_owned
from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.needs.events import NeedsChanged
from naves.domains.places.events import TerritoryChanged
from naves.domains.strategies.events import StrategyChanged
from naves.domains.strategies.models import StrategyVersion


def needs_changed(event: NeedsChanged) -> None:
    if event.need_ids:
        note("need", [identifier.hex for identifier in event.need_ids], at=event.at)


def strategy_changed(event: StrategyChanged) -> None:
    """A strategy shows its version in force, so a change of any version concerns it and all its measures."""
    strategy = StrategyVersion.objects.filter(pk=event.version_id).values_list("strategy_id", flat=True).first()
    if strategy is None:
        note("strategy", at=event.at)
        note("measure", at=event.at)
        return
    note_with_owned("strategy", strategy.hex, owned="measure", at=event.at)


def datasets_changed(event: DatasetsChanged) -> None:
    if event.dataset_ids:
        note("dataset", [identifier.hex for identifier in event.dataset_ids], at=event.at)


def territory_changed(event: TerritoryChanged) -> None:
    """Every document names its places."""
    note_everything(at=event.at)
