"""Distributions and the services behind them."""

from naves.adapters.dcat_ap import terms as t
from naves.adapters.dcat_ap.parts import agent, contact, typed
from naves.domains.catalogue.models import DataService, Dataset, Distribution
from naves.domains.catalogue.rules.vocabulary import FILE_TYPE_BASE, HVD_ACT, HVD_BASE, MEDIA_TYPE_BASE
from naves.kernel.rdf.iris import mend
from naves.kernel.rdf.model import XSD, Node, Ref, Typed, ref, refs, texts

SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
LICENCES = "creativecommons.org/"


def distributions(dataset: Dataset) -> list[Node]:
    """Return the distributions of a dataset in their order."""
    parts = list(dataset.distributions.all())
    named = any(HVD_ACT in part.legislation for part in parts)
    # Where the owner of a high-value dataset did not say which distributions are meant, all are.
    return [
        distribution(part, dataset, is_hvd=bool(dataset.hvd_categories) and (HVD_ACT in part.legislation or not named))
        for part in parts
    ]


def distribution(part: Distribution, dataset: Dataset, *, is_hvd: bool) -> Node:
    """Return a distribution."""
    iri = mend(part.iri)
    node = Node(iri, (t.DISTRIBUTION,)).add(t.title, *texts(part.title_cs, part.title_en))
    node.add(t.description, *texts(part.description_cs, part.description_en))
    node.add(t.access_url, ref(part.access_url) or (ref(part.service.endpoint_url) if part.service else None))
    node.add(t.download_url, ref(part.download_url))
    node.add(t.file_format, _code(FILE_TYPE_BASE, part.format))
    for term, name in (
        (t.media_type, part.media_type), (t.compression, part.compression), (t.packaging, part.packaging),
    ):  # fmt: skip
        node.add(term, _code(MEDIA_TYPE_BASE, name))
    node.add(t.conforms_to, *typed([part.schema_url, *part.conforms_to], t.STANDARD))
    node.add(t.legislation, *typed([*([HVD_ACT] if is_hvd else []), *part.legislation], t.ACT))
    licence = licence_of(part)
    node.add(t.licence, Node(licence.iri, (t.LICENCE,)) if licence is not None else None)
    node.add(t.rights, czech_terms(part))
    if part.byte_size is not None:
        node.add(t.byte_size, Typed(str(part.byte_size), f"{XSD}nonNegativeInteger"))
    if part.checksum:
        node.add(t.checksum, _checksum(iri, part.checksum))
    if part.service is not None:
        node.add(t.access_service, service(part.service, [dataset.iri], dataset if is_hvd else None))
    return node


def licence_of(part: Distribution) -> Ref | None:
    """Return the licence: as stated, else the first axis of the Czech terms that names one."""
    axes = (part.terms_work, part.terms_database, part.terms_special_rights)
    return ref(part.licence) or next((ref(axis) for axis in axes if LICENCES in axis), None)


def czech_terms(part: Distribution) -> Node:
    """Return the Czech terms of use as a statement of rights."""
    node = Node(f"{mend(part.iri)}#terms", (t.RIGHTS, t.CZECH_TERMS))
    node.add(t.work, ref(part.terms_work)).add(t.work_author, *texts(part.terms_work_author, ""))
    node.add(t.database, ref(part.terms_database)).add(t.database_author, *texts(part.terms_database_author, ""))
    node.add(t.special_rights, ref(part.terms_special_rights))
    return node.add(t.personal_data, ref(part.terms_personal_data))


def service(found: DataService, serves: list[str], high_value: Dataset | None = None) -> Node:
    """Return a service. For ``high_value`` data it names contact, page and category: the dataset's, if none."""
    iri = mend(found.iri)
    node = Node(iri, (t.SERVICE,)).add(t.title, *texts(found.title_cs, found.title_en))
    node.add(t.description, *texts(found.description_cs, found.description_en))
    node.add(t.endpoint, ref(found.endpoint_url)).add(t.endpoint_description, ref(found.endpoint_description))
    node.add(t.serves, *refs(serves)).add(t.conforms_to, *typed(found.conforms_to, t.STANDARD))
    node.add(t.publisher, agent(found.owner))
    licence = ref(found.licence)
    node.add(t.licence, Node(licence.iri, (t.LICENCE,)) if licence is not None else None)
    node.add(t.legislation, *typed([*([HVD_ACT] if high_value else []), *found.legislation], t.ACT))
    page, codes = found.documentation, found.hvd_categories
    name, mail = found.contact_name, found.contact_email
    if high_value is not None:
        page = page or high_value.documentation or found.endpoint_description
        codes = codes or high_value.hvd_categories
        if not name and not mail:
            name, mail = high_value.contact_name or high_value.owner.name, high_value.contact_email
    node.add(t.page, *typed([page], t.DOCUMENT)).add(t.contact, contact(iri, name, mail))
    return node.add(t.hvd_category, *refs(f"{HVD_BASE}{code}" for code in codes))


def _code(base: str, code: str) -> Ref | None:
    return ref(f"{base}{code}") if code else None


def _checksum(iri: str, value: str) -> Node:
    node = Node(f"{iri}#checksum", (t.CHECKSUM,)).add(t.algorithm, Ref(SHA256))
    return node.add(t.checksum_value, Typed(value, f"{XSD}hexBinary"))
