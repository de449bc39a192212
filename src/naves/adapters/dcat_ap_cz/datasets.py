"""Datasets and series."""

from decimal import Decimal

from django.conf import settings

from naves.adapters.dcat_ap_cz import terms as t
from naves.adapters.dcat_ap_cz.distributions import distributions
from naves.adapters.dcat_ap_cz.parts import EUROVOC, acts, contact_of, period, publisher_of, secure, territories
from naves.adapters.dcat_ap_cz.profiles import Profile
from naves.domains.catalogue.models import Dataset, DatasetSeries
from naves.domains.catalogue.rules.vocabulary import FREQUENCY_BASE, HVD_BASE, THEME_BASE
from naves.kernel.rdf.iris import mend
from naves.kernel.rdf.model import XSD, Node, Ref, Typed, ref, refs, texts, words


def dataset(record: Dataset, profile: Profile) -> Node:
    """Return the whole record of a dataset."""
    node = Node(mend(record.iri), (t.DATASET,))
    is_hvd = bool(record.hvd_categories)
    _describe(node, record, profile)
    if is_hvd:
        node.add(t.hvd_category, *refs(f"{HVD_BASE}{code}" for code in record.hvd_categories))
    node.add(t.legislation, *acts(record.legislation, profile.hvd_acts if is_hvd else profile.acts))
    if profile.has_landing_page:
        node.add(t.landing_page, Ref(f"{settings.NAVES_PUBLIC_ADDRESS}/catalogue/datasets/{record.pk}/"))
    node.add(t.in_series, ref(record.series.iri) if record.series is not None else None)
    return node.add(t.distribution, *distributions(record, profile))


def series(record: DatasetSeries, profile: Profile) -> Node:
    """Return the record of a series; it has no distributions of its own."""
    node = Node(mend(record.iri), (profile.series_class,))
    _describe(node, record, profile)
    node.add(t.legislation, *acts(record.legislation, profile.acts))
    if profile.series_has_hvd:
        node.add(t.hvd_category, *refs(f"{HVD_BASE}{code}" for code in record.hvd_categories))
    return node.add(t.in_series, ref(record.parent.iri) if record.parent is not None else None)


def _describe(node: Node, record: Dataset | DatasetSeries, profile: Profile) -> None:
    node.add(t.title, *texts(record.title_cs, record.title_en))
    node.add(t.description, *texts(record.description_cs, record.description_en))
    node.add(t.publisher, publisher_of(record))
    node.add(t.theme, *refs(f"{THEME_BASE}{code}" for code in record.themes))
    node.add(t.frequency, ref(f"{FREQUENCY_BASE}{record.frequency}") if record.frequency else None)
    node.add(t.keyword, *words(record.keywords_cs, record.keywords_en))
    elements, others = territories(record)
    node.add(t.ruian, *elements).add(t.territory, *others)
    node.add(t.temporal, period(node.iri, record.temporal_from, record.temporal_to))
    node.add(t.contact, contact_of(record))
    node.add(t.documentation, secure(record.documentation, only=profile.is_secure_only))
    specifications = refs(record.conforms_to)
    node.add(
        t.specification,
        *(one for one in specifications if one.iri.startswith("https://") or not profile.is_secure_only),
    )
    node.add(t.eurovoc, *(one for one in refs(record.eurovoc) if one.iri.startswith(EUROVOC)))
    node.add(t.spatial_resolution, _metres(record.spatial_resolution_m))
    if record.temporal_resolution:
        node.add(t.temporal_resolution, Typed(record.temporal_resolution, f"{XSD}duration"))


def _metres(metres: float | None) -> Typed | None:
    """Return metres as a decimal, which knows no exponent."""
    if metres is None:
        return None
    return Typed(format(Decimal(str(metres)), "f"), f"{XSD}decimal")
