"""Records of DCAT-AP in the syntaxes that are kept."""

from collections.abc import Iterable
from typing import Final

from naves.adapters.dcat_ap import datasets as records
from naves.adapters.dcat_ap import distributions
from naves.adapters.dcat_ap.terms import MANNER, PREFIXES
from naves.domains.catalogue.models import Catalogue, DataService, Dataset, DatasetSeries
from naves.kernel.rdf import jsonld, ntriples
from naves.kernel.rdf.model import Node

PROFILE: Final = "dcat-ap/3.0.1"


class EuropeanRecords:
    """Renders records by DCAT-AP 3.0.1."""

    name = PROFILE
    prefixes = PREFIXES

    def dataset(self, record: Dataset) -> dict[str, str]:
        """Return the record of a dataset by syntax."""
        return both(records.dataset(record))

    def series(self, record: DatasetSeries) -> dict[str, str]:
        """Return the record of a series by syntax."""
        return both(records.series(record))

    def service(self, record: DataService, serves: Iterable[str]) -> dict[str, str]:
        """Return the record of a service by syntax; ``serves`` are IRIs of datasets."""
        return both(distributions.service(record, list(serves)))

    def catalogue(self, record: Catalogue, datasets: Iterable[str], series: Iterable[str]) -> dict[str, str]:  # noqa: ARG002
        """Return the catalogue of an organisation by syntax; series are found through their datasets."""
        return both(records.catalogue(record, datasets))


def both(node: Node) -> dict[str, str]:
    """Return a description in both syntaxes that are kept."""
    return {"nt": ntriples.write(node), "jsonld": jsonld.line(jsonld.document(node, MANNER))}
