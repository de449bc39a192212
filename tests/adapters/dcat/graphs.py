"""Reading what was written, without the network: contexts of the norm stand here, made from its published terms."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pyld import jsonld
from pyoxigraph import RdfFormat, Triple, parse

from naves.adapters.dcat_ap_cz.profiles import INTERFACE_2024, OPEN_DATA_2026

CONTEXTS: dict[str, str] = {
    INTERFACE_2024.dataset_context: "2024-05-28.jsonld",
    OPEN_DATA_2026.dataset_context: "2026-09-23-open-data.jsonld",
    OPEN_DATA_2026.hvd_context: "2026-09-23-hvd.jsonld",
    OPEN_DATA_2026.series_context: "2026-09-23-series.jsonld",
}
HERE = Path(__file__).parent / "contexts"


def from_jsonld(record: str | dict[str, Any]) -> set[Triple]:
    """Return the graph of a JSON-LD document as PyLD understands it, its context read from this folder."""
    document = json.loads(record) if isinstance(record, str) else record
    context = document["@context"]
    if isinstance(context, str):
        document = {**document, **json.loads((HERE / CONTEXTS[context]).read_text(encoding="utf-8"))}
    return from_ntriples([jsonld.to_rdf(document, {"format": "application/n-quads"})])


def from_ntriples(records: Iterable[str]) -> set[Triple]:
    """Return the graph of records."""
    return {quad.triple for quad in parse("".join(records).encode(), format=RdfFormat.N_TRIPLES)}
