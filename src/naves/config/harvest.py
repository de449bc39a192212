"""Which kinds of catalogues are harvested, and that what is due starts with the daily jobs."""


def connect() -> None:
    """Provide the readers; safe to call again."""
    from naves.adapters.harvest.readers import provide
    from naves.adapters.harvest.tasks import enqueue_due
    from naves.adapters.harvest_ckan import CkanReader
    from naves.adapters.harvest_dcat import DcatReader
    from naves.adapters.harvest_dcat_us import DcatUsReader
    from naves.domains.accounts.privacy.retention import JOBS

    provide(DcatReader(), DcatUsReader(), CkanReader())
    JOBS["harvests"] = enqueue_due
