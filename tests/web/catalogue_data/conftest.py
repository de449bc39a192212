"""A town that shows two datasets and hides one."""

from dataclasses import dataclass

import pytest

from naves.domains.catalogue.models import Catalogue, Dataset
from naves.domains.catalogue.operations.catalogues import CatalogueValues, describe_catalogue
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.models import Organisation
from tests.factories.accounts import AT
from tests.factories.catalogue import make_dataset, make_town


@dataclass(frozen=True)
class Shown:
    """What there is."""

    owner: Organisation
    catalogue: Catalogue
    parking: Dataset
    waste: Dataset
    draft: Dataset


@pytest.fixture
def shown(db: None) -> Shown:
    """Return the town."""
    owner = make_town("Dolní Lhota")
    said = CatalogueValues(title_cs="Data Dolní Lhoty", description_cs="Všechno.")
    catalogue = describe_catalogue(actor=SYSTEM, at=AT, owner=owner, values=said)
    parking = make_dataset(owner, publish=True)
    waste = make_dataset(owner, publish=True, title_cs="Odpady", keywords_cs=("odpad", "svoz"), themes=("ENVI",))
    return Shown(owner, catalogue, parking, waste, make_dataset(owner, title_cs="Rozpracovaná"))
