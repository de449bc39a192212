"""Which profiles the records of the catalogue go out in."""

from naves.kernel.events import subscribe


def connect() -> None:
    """Register the exporters and have their records kept; safe to call again."""
    from naves.adapters.dcat_ap.records import EuropeanRecords
    from naves.adapters.dcat_ap_cz.profiles import PROFILES
    from naves.adapters.dcat_ap_cz.records import CzechRecords
    from naves.adapters.stored_records import registry
    from naves.domains.catalogue.events import DatasetsChanged

    for profile in PROFILES.values():
        registry.register(CzechRecords(profile))
    registry.register(EuropeanRecords())
    subscribe(DatasetsChanged, registry.datasets_changed)
