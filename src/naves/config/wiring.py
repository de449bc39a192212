"""Who reacts to what: the only place where events of lower domains meet higher ones."""

from naves.kernel.events import subscribe


def connect() -> None:
    """Subscribe every handler; safe to call again."""
    from naves.adapters.mail.followers import tell_followers
    from naves.adapters.search_index import reactions as search
    from naves.adapters.search_index.kinds.measures import MeasureKind
    from naves.adapters.search_index.kinds.needs import NeedKind
    from naves.adapters.search_index.kinds.places import PlaceKind
    from naves.adapters.search_index.kinds.strategies import StrategyKind
    from naves.adapters.search_index.registry import register
    from naves.config import catalogue, exchange, harvest, records_out
    from naves.config.hub_wiring import connect_hub
    from naves.config.imports.pages import PageImports
    from naves.domains.accounts.privacy.retention import JOBS
    from naves.domains.catalogue.events import DatasetsChanged
    from naves.domains.catalogue.operations.profiles import read_waiting
    from naves.domains.catalogue.tasks import files_changed
    from naves.domains.monitor import reactions
    from naves.domains.needs.events import NeedsChanged, NeedStepped
    from naves.domains.places.events import TerritoryChanged
    from naves.domains.strategies.events import ResponsesChanged, StrategyChanged
    from naves.domains.wellbeing.events import IndicatorValuesChanged
    from naves.web.imports.service import provide

    # People hear back.
    subscribe(NeedStepped, tell_followers)
    exchange.connect()
    catalogue.connect()
    # Uploaded files are read; the daily job picks up what a stopped worker left.
    subscribe(DatasetsChanged, files_changed)
    JOBS["file_profiles"] = read_waiting
    harvest.connect()
    records_out.connect()
    # The Monitor notes which facts to read again.
    subscribe(NeedsChanged, reactions.needs_changed)
    subscribe(ResponsesChanged, reactions.responses_changed)
    subscribe(StrategyChanged, reactions.strategy_changed)
    subscribe(TerritoryChanged, reactions.territory_changed)
    subscribe(IndicatorValuesChanged, reactions.indicator_values_changed)
    # What can be found, and what the search notes to read again.
    for kind in (PlaceKind(), NeedKind(), StrategyKind(), MeasureKind()):
        register(kind)
    subscribe(NeedsChanged, search.needs_changed)
    subscribe(StrategyChanged, search.strategy_changed)
    subscribe(TerritoryChanged, search.territory_changed)
    # The hub hears in the same moment who may do what.
    connect_hub()
    # Pages import files through what config alone knows.
    provide(PageImports())
