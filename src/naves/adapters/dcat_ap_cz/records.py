"""Records in a version of the norm, in the syntaxes that are kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from naves.adapters.dcat_ap_cz import catalogues, distributions
from naves.adapters.dcat_ap_cz import datasets as records
from naves.adapters.dcat_ap_cz import terms as t
from naves.adapters.dcat_ap_cz.profiles import Profile
from naves.adapters.dcat_ap_cz.terms import PREFIXES
from naves.domains.catalogue.models import Catalogue, DataService, Dataset, DatasetSeries
from naves.kernel.rdf import jsonld, ntriples
from naves.kernel.rdf.jsonld import Json
from naves.kernel.rdf.model import Node, refs


@dataclass(frozen=True, slots=True)
class CzechRecords:
    """Renders records by one version of the norm."""

    profile: Profile

    @property
    def name(self) -> str:
        """Return the profile's name, under which its records are kept."""
        return self.profile.name

    @property
    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of Turtle."""
        return PREFIXES

    def dataset(self, record: Dataset) -> dict[str, str]:
        """Return the record of a dataset by syntax."""
        context = self.profile.hvd_context if record.hvd_categories else self.profile.dataset_context
        return self._both(records.dataset(record, self.profile), context)

    def series(self, record: DatasetSeries) -> dict[str, str]:
        """Return the record of a series by syntax."""
        return self._both(records.series(record, self.profile), self.profile.series_context)

    def service(self, record: DataService, serves: Iterable[str]) -> dict[str, str]:
        """Return the record of a service by syntax, as the interface of 2024 has it; ``serves``: IRIs of datasets."""
        node = distributions.service(record, None, self.profile, is_hvd=False)
        return self._both(node.add(t.serves, *refs(serves)), self.profile.catalogue_context, many={t.serves.name})

    def catalogue(self, record: Catalogue, datasets: Iterable[str], series: Iterable[str]) -> dict[str, str]:
        """Return a catalogue by syntax; the norm lists series among the datasets."""
        return self._both(
            catalogues.catalogue(record, [*datasets, *series]), self.profile.catalogue_context, many={t.dataset.name}
        )

    def _both(self, node: Node, context: str, many: Iterable[str] = ()) -> dict[str, str]:
        written: Json = jsonld.document(node, self.profile.manner(context))
        for name in many:
            written.setdefault(name, [])
        return {"nt": ntriples.write(node), "jsonld": jsonld.line(written)}
