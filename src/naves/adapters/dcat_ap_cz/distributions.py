"""Distributions and the services behind them."""

from naves.adapters.dcat_ap_cz import terms as t
from naves.adapters.dcat_ap_cz.parts import acts, contact, secure
from naves.adapters.dcat_ap_cz.profiles import Profile
from naves.domains.catalogue.models import DataService, Dataset, Distribution
from naves.domains.catalogue.rules.vocabulary import (
    FILE_TYPE_BASE,
    FORMATS,
    HVD_ACT,
    HVD_BASE,
    MEDIA_TYPE_BASE,
)
from naves.kernel.rdf.iris import mend
from naves.kernel.rdf.model import Node, Ref, ref, refs, texts

UNKNOWN_FORMAT, UNKNOWN_MEDIA_TYPE = "OCTET", "application/octet-stream"
_FORMAT_OF = {media_type: code for code, media_type in FORMATS.items()}


def distributions(dataset: Dataset, profile: Profile) -> list[Node]:
    """Return the distributions of a dataset in their order."""
    parts = list(dataset.distributions.all())
    named = any(HVD_ACT in part.legislation for part in parts)
    # Where the owner of a high-value dataset did not say which distributions are meant, all are.
    return [
        distribution(part, dataset, profile, is_hvd=bool(dataset.hvd_categories) and _is_hvd(part, named=named))
        for part in parts
    ]


def distribution(part: Distribution, dataset: Dataset, profile: Profile, *, is_hvd: bool) -> Node:
    """Return a distribution: a file or a service, never both."""
    node = Node(mend(part.iri), (t.DISTRIBUTION,))
    node.add(t.title, *texts(part.title_cs, part.title_en))
    node.add(t.legislation, *acts(part.legislation, profile.hvd_acts if is_hvd else profile.acts))
    node.add(t.terms_of_use, terms_of_use(part))
    if part.service is not None:
        node.add(t.access_url, ref(part.access_url) or ref(part.service.endpoint_url))
        return node.add(t.access_service, service(part.service, dataset, profile, is_hvd=is_hvd))
    node.add(t.access_url, ref(part.access_url))
    node.add(t.download_url, ref(part.download_url) or ref(part.access_url))
    code = part.format or _FORMAT_OF.get(part.media_type, UNKNOWN_FORMAT)
    node.add(t.file_format, ref(f"{FILE_TYPE_BASE}{code}"))
    node.add(t.media_type, media_type(part.media_type or FORMATS.get(part.format, UNKNOWN_MEDIA_TYPE)))
    node.add(t.schema, secure(part.schema_url, only=profile.is_secure_only))
    return node.add(t.compression, media_type(part.compression)).add(t.packaging, media_type(part.packaging))


def terms_of_use(part: Distribution) -> Node:
    """Return the terms of use on their four axes."""
    node = Node(f"{mend(part.iri)}#terms", (t.TERMS_OF_USE,))
    node.add(t.work, ref(part.terms_work)).add(t.work_author, *texts(part.terms_work_author, ""))
    node.add(t.database, ref(part.terms_database)).add(t.database_author, *texts(part.terms_database_author, ""))
    node.add(t.special_rights, ref(part.terms_special_rights))
    return node.add(t.personal_data, ref(part.terms_personal_data))


def service(found: DataService, dataset: Dataset | None, profile: Profile, *, is_hvd: bool) -> Node:
    """Return a service. For high-value data it names contact, documentation and category: the dataset's, if none."""
    iri = mend(found.iri)
    node = Node(iri, (t.SERVICE,)).add(t.title, *texts(found.title_cs, found.title_en))
    node.add(t.endpoint, ref(found.endpoint_url))
    node.add(t.endpoint_description, secure(found.endpoint_description, only=True))
    node.add(t.specification, *_specifications(found, profile))
    node.add(t.legislation, *acts(found.legislation, profile.hvd_acts if is_hvd else profile.acts))
    documentation = found.documentation
    if is_hvd and dataset is not None:
        documentation = documentation or dataset.documentation or found.endpoint_description
        person = found if found.contact_name or found.contact_email else dataset
        node.add(t.contact, contact(iri, person.contact_name or dataset.owner.name, person.contact_email))
        codes = found.hvd_categories or dataset.hvd_categories
        node.add(t.hvd_category, *refs(f"{HVD_BASE}{code}" for code in codes))
    return node.add(t.documentation, secure(documentation, only=True))


def media_type(name: str) -> Ref | None:
    """Return a media type of IANA, or None."""
    return ref(f"{MEDIA_TYPE_BASE}{name}") if name else None


def _is_hvd(part: Distribution, *, named: bool) -> bool:
    return HVD_ACT in part.legislation or not named


def _specifications(found: DataService, profile: Profile) -> list[Ref]:
    stated = refs(found.conforms_to)
    return [one for one in stated if one.iri.startswith("https://") or not profile.is_secure_only]
