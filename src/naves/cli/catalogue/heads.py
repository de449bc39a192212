"""Records beside those of datasets: catalogues and series, made when they are asked for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from naves.adapters.stored_records.keeping import Renderer
    from naves.domains.organisations.models import Organisation


def heads(renderer: "Renderer", owner: "Organisation | None") -> Iterator[dict[str, str]]:
    """Yield catalogues and published series, of one organisation or of all."""
    from naves.domains.catalogue.enums import RecordStatus
    from naves.domains.catalogue.models import Catalogue, Dataset, DatasetSeries

    catalogues = Catalogue.objects.select_related("organisation__place").order_by("pk")
    series = DatasetSeries.objects.filter(status=RecordStatus.PUBLISHED).order_by("pk")
    series = series.select_related("owner__place", "owner__catalogue", "parent")
    if owner is not None:
        catalogues, series = catalogues.filter(organisation=owner), series.filter(owner=owner)
    for catalogue in catalogues.iterator():
        shown = {"owner": catalogue.organisation_id, "status": RecordStatus.PUBLISHED}
        yield renderer.catalogue(
            catalogue,
            Dataset.objects.filter(**shown).order_by("pk").values_list("iri", flat=True),
            DatasetSeries.objects.filter(**shown).order_by("pk").values_list("iri", flat=True),
        )
    for one in series.iterator():
        yield renderer.series(one)
