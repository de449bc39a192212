"""Who hears of datasets and of their custody."""

from naves.kernel.events import subscribe


def connect() -> None:
    """Subscribe every handler of the catalogue and add its daily job; safe to call again."""
    from naves.adapters.mail.custody import tell_followers_of_data, warn_people
    from naves.domains.accounts.privacy.retention import JOBS
    from naves.domains.catalogue.events import CustodyWarned, DatasetPublished
    from naves.domains.catalogue.operations.warning import warn_of_custody

    subscribe(CustodyWarned, warn_people)
    subscribe(DatasetPublished, tell_followers_of_data)
    # `naves retention` runs daily; warnings ahead of contract ends go out with it.
    JOBS["custody_warnings"] = warn_of_custody
