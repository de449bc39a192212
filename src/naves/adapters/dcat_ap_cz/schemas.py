"""Which JSON Schema of the norm judges a record, by the context that the record names."""

from collections.abc import Mapping
from typing import Any

from naves.adapters.dcat_ap_cz.profiles import INTERFACE_2024, OPEN_DATA_2026
from naves.domains.catalogue.rules.vocabulary import HVD_ACT

_FOLDER = INTERFACE_2024.dataset_context.rpartition("kontexty/")[0] + "schémata/"
_NAMES = {"Katalog": "katalog", "Datová sada": "datová-sada", "Datová série": "datová-série"}
_BY_CONTEXT = {OPEN_DATA_2026.dataset_context, OPEN_DATA_2026.hvd_context, OPEN_DATA_2026.series_context}


def schema_id(record: Mapping[str, Any]) -> str | None:
    """Return the identifier of the schema, or None where no version of the norm knows such a record."""
    kinds = record.get("typ")
    named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    context = record.get("@context")
    if context == INTERFACE_2024.dataset_context:
        name = next((_NAMES[kind] for kind in named if kind in _NAMES), None)
        if name == "datová-sada" and HVD_ACT in (record.get("právní_předpis") or []):
            name = "datová-sada-hvd"
        return f"{_FOLDER}{name}.json" if name else None
    if isinstance(context, str) and context in _BY_CONTEXT:
        return context.removesuffix("kontext.jsonld") + "schéma.json"
    return None
