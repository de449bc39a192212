"""Who reacts to what: the only place where events of lower domains meet higher ones."""

from naves.kernel.events import subscribe


def connect() -> None:
    """Subscribe every handler; safe to call again."""
    from naves.adapters.mail.followers import tell_followers
    from naves.config.imports.pages import PageImports
    from naves.domains.monitor import reactions
    from naves.domains.needs.events import NeedsChanged, NeedStepped
    from naves.domains.places.events import TerritoryChanged
    from naves.domains.strategies.events import ResponsesChanged, StrategyChanged
    from naves.domains.wellbeing.events import IndicatorValuesChanged
    from naves.web.imports.service import provide

    # People hear back.
    subscribe(NeedStepped, tell_followers)
    # The Monitor notes which facts to read again.
    subscribe(NeedsChanged, reactions.needs_changed)
    subscribe(ResponsesChanged, reactions.responses_changed)
    subscribe(StrategyChanged, reactions.strategy_changed)
    subscribe(TerritoryChanged, reactions.territory_changed)
    subscribe(IndicatorValuesChanged, reactions.indicator_values_changed)
    # Pages import files through what config alone knows.
    provide(PageImports())
