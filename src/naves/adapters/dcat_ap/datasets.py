"""Datasets, series and the catalogue of an organisation."""

from collections.abc import Iterable

from django.conf import settings

from naves.adapters.dcat_ap import terms as t
from naves.adapters.dcat_ap.distributions import distributions
from naves.adapters.dcat_ap.parts import agent, agent_of, contact, day, decimal, period, places, typed
from naves.domains.catalogue.models import Catalogue, Dataset, DatasetSeries
from naves.domains.catalogue.rules.vocabulary import FREQUENCY_BASE, HVD_ACT, HVD_BASE, THEME_BASE
from naves.kernel.rdf.iris import mend
from naves.kernel.rdf.model import XSD, Node, Typed, ref, refs, texts, words


def dataset(record: Dataset) -> Node:
    """Return the whole record of a dataset."""
    node = Node(mend(record.iri), (t.DATASET,)).add(t.identifier, Typed(record.source_iri or record.iri))
    _describe(node, record)
    acts = [*([HVD_ACT] if record.hvd_categories else []), *record.legislation]
    node.add(t.legislation, *typed(acts, t.ACT))
    node.add(t.landing_page, *typed([f"{settings.NAVES_PUBLIC_ADDRESS}/catalogue/datasets/{record.pk}/"], t.DOCUMENT))
    node.add(t.version, Typed(record.version) if record.version else None)
    node.add(t.issued, day(record.issued_on)).add(t.modified, day(record.modified_on))
    node.add(t.in_series, ref(record.series.iri) if record.series is not None else None)
    return node.add(t.distribution, *distributions(record))


def series(record: DatasetSeries) -> Node:
    """Return the record of a series."""
    node = Node(mend(record.iri), (t.SERIES,))
    _describe(node, record)
    node.add(t.legislation, *typed(record.legislation, t.ACT))
    return node.add(t.in_series, ref(record.parent.iri) if record.parent is not None else None)


def catalogue(record: Catalogue, datasets: Iterable[str]) -> Node:
    """Return the catalogue of an organisation; ``datasets`` are IRIs."""
    node = Node(mend(record.iri), (t.CATALOGUE,)).add(t.title, *texts(record.title_cs, record.title_en))
    node.add(t.description, *texts(record.description_cs or record.title_cs, record.description_en))
    node.add(t.publisher, agent(record.organisation, record.publisher_iri))
    node.add(t.homepage, *typed([record.homepage], t.DOCUMENT))
    node.add(t.contact, contact(node.iri, record.contact_name, record.contact_email))
    return node.add(t.dataset, *refs(datasets))


def _describe(node: Node, record: Dataset | DatasetSeries) -> None:
    node.add(t.title, *texts(record.title_cs, record.title_en))
    node.add(t.description, *(texts(record.description_cs, record.description_en) or texts(record.title_cs, "")))
    node.add(t.publisher, agent_of(record))
    themes = [*(f"{THEME_BASE}{code}" for code in record.themes), *record.eurovoc]
    node.add(t.theme, *refs(themes)).add(t.keyword, *words(record.keywords_cs, record.keywords_en))
    node.add(t.frequency, ref(f"{FREQUENCY_BASE}{record.frequency}") if record.frequency else None)
    node.add(t.spatial, *places(record))
    node.add(t.temporal, period(node.iri, record.temporal_from, record.temporal_to))
    # A contact is asked for where the data are of high value; then the owner stands in for a name.
    name = record.contact_name or (record.owner.name if record.hvd_categories else "")
    node.add(t.contact, contact(node.iri, name, record.contact_email))
    node.add(t.page, *typed([record.documentation], t.DOCUMENT))
    node.add(t.conforms_to, *typed(record.conforms_to, t.STANDARD))
    node.add(t.hvd_category, *refs(f"{HVD_BASE}{code}" for code in record.hvd_categories))
    node.add(t.spatial_resolution, decimal(record.spatial_resolution_m))
    if record.temporal_resolution:
        node.add(t.temporal_resolution, Typed(record.temporal_resolution, f"{XSD}duration"))
