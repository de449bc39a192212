"""Which exporters there are; `config/records_out.py` says so when the platform starts."""

from naves.adapters.stored_records.keeping import Renderer, keep
from naves.domains.catalogue.events import DatasetsChanged

_RENDERERS: dict[str, Renderer] = {}


def register(renderer: Renderer) -> None:
    """Add an exporter; the first one is what an IRI answers with. Registering twice is once."""
    _RENDERERS[renderer.name] = renderer


def renderers() -> dict[str, Renderer]:
    """Return the exporters by the names of their profiles."""
    return dict(_RENDERERS)


def default() -> Renderer:
    """Return the exporter that was registered first."""
    return next(iter(_RENDERERS.values()))


def datasets_changed(event: DatasetsChanged) -> None:
    """Make the records of these datasets anew, in every profile."""
    keep(list(_RENDERERS.values()), list(event.dataset_ids), event.at)
