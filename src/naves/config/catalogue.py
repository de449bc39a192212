"""Who hears of datasets and of their custody."""

from collections.abc import Sequence
from itertools import islice
from typing import Final
from uuid import UUID

from naves.domains.organisations.access import Actor
from naves.kernel.events import subscribe

MOST_FOUND: Final = 1000
"""Of so many results a list of datasets is made; who finds more uses more words."""


def connect() -> None:
    """Subscribe every handler of the catalogue and add its daily job; safe to call again."""
    from naves.adapters.mail.custody import tell_followers_of_data, warn_people
    from naves.adapters.search_index.kinds.datasets import DatasetKind
    from naves.adapters.search_index.reactions import datasets_changed
    from naves.adapters.search_index.registry import register
    from naves.domains.accounts.privacy.retention import JOBS
    from naves.domains.catalogue.events import CustodyWarned, DatasetPublished, DatasetsChanged
    from naves.domains.catalogue.operations.warning import warn_of_custody
    from naves.web.catalogue.records.found import provide

    register(DatasetKind())
    subscribe(DatasetsChanged, datasets_changed)
    provide(_found)
    subscribe(CustodyWarned, warn_people)
    subscribe(DatasetPublished, tell_followers_of_data)
    # `naves retention` runs daily; warnings ahead of contract ends go out with it.
    JOBS["custody_warnings"] = warn_of_custody


def _found(actor: Actor, text: str) -> Sequence[UUID]:
    """Return the datasets that the search index finds: any form of a word, slips forgiven."""
    from naves.adapters.search_index.queries import find_all

    found = islice(find_all(actor, text, kind="dataset"), MOST_FOUND)
    return [UUID(shown.identifier) for shown in found]
