"""What is derived of a record at each write: keys for sorting and finding, facets."""

from naves.domains.catalogue.models import Dataset, DatasetFacet
from naves.kernel.text import collation_key, fold

LONGEST_VALUE = 300
LONGEST_TEXT = 20_000


def derive(dataset: Dataset) -> None:
    """Set the keys; the caller saves."""
    dataset.title_sort = collation_key(dataset.title_cs)
    dataset.title_folded = fold(dataset.title_cs)[:500]
    words = [dataset.title_cs, dataset.title_en, *dataset.keywords_cs, *dataset.keywords_en, dataset.description_cs]
    dataset.search_text = fold(" ".join(words))[:LONGEST_TEXT]


def derive_facets(dataset: Dataset) -> None:
    """Write the facets anew where they changed; call it after writing the dataset or its distributions."""
    wanted = {("theme", code) for code in dataset.themes}
    wanted |= {("keyword", word) for word in dataset.keywords_cs}
    wanted |= {("hvd", code) for code in dataset.hvd_categories}
    for file_format, licence in dataset.distributions.values_list("format", "licence"):
        wanted |= {("format", file_format)} if file_format else set()
        wanted |= {("licence", licence)} if licence else set()
    wanted = {(kind, value[:LONGEST_VALUE]) for kind, value in wanted}
    present = {(facet.kind, facet.value): facet.pk for facet in dataset.facets.all()}
    gone = [pk for key, pk in present.items() if key not in wanted]
    if gone:
        DatasetFacet.objects.filter(pk__in=gone).delete()
    DatasetFacet.objects.bulk_create(
        [DatasetFacet(dataset=dataset, kind=kind, value=value) for kind, value in sorted(wanted - present.keys())]
    )
