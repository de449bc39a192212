"""Versions of the norm, side by side.

Sources: ofn.gov.cz/dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28 (context, JSON Schemas, examples);
ofn.gov.cz/dcat-ap-cz-otevřená-data/2026-09-23 and ofn.gov.cz/dcat-ap-cz-hvd/2026-09-23 (contexts, schema, examples).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from naves.adapters.dcat_ap_cz.terms import DCAT
from naves.domains.catalogue.rules.vocabulary import HVD_ACT
from naves.kernel.rdf.jsonld import Manner
from naves.kernel.rdf.model import Term

_BASE: Final = "https://ofn.gov.cz/"
_INTERFACE: Final = f"{_BASE}dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28/"
_OPEN_DATA: Final = f"{_BASE}dcat-ap-cz-otevřená-data/2026-09-23/"
_HVD: Final = f"{_BASE}dcat-ap-cz-hvd/2026-09-23/"
# Act 106/1999 on free access to information in the wording of 2025-08-19; its paragraph on high-value datasets.
OPEN_DATA_ACT: Final = "https://www.e-sbirka.cz/eli/cz/sb/1999/106/2025-08-19"
HVD_PARAGRAPH: Final = f"{OPEN_DATA_ACT}/dokument/norma/cast_1/par_5b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one version asks for. Acts: what the record of a dataset, and of a high-value one, names in any case."""

    name: str
    dataset_context: str
    hvd_context: str
    series_context: str
    catalogue_context: str
    series_class: Term
    acts: tuple[str, ...]
    hvd_acts: tuple[str, ...]
    has_landing_page: bool
    series_has_hvd: bool
    is_secure_only: bool
    """Whether documentation and specifications are taken under https:// only."""

    def manner(self, context: str) -> Manner:
        """Return how JSON-LD is written by a context of the norm."""
        return Manner(context=context, id_key="iri", type_key="typ", typed=True)


INTERFACE_2024: Final = Profile(
    name="dcat-ap-cz/2024-05-28",
    dataset_context=f"{_INTERFACE}kontexty/rozhraní-katalogů-otevřených-dat.jsonld",
    hvd_context=f"{_INTERFACE}kontexty/rozhraní-katalogů-otevřených-dat.jsonld",
    series_context=f"{_INTERFACE}kontexty/rozhraní-katalogů-otevřených-dat.jsonld",
    catalogue_context=f"{_INTERFACE}kontexty/rozhraní-katalogů-otevřených-dat.jsonld",
    series_class=Term(f"{DCAT}DatasetSeries", "Datová série"),
    acts=(),
    hvd_acts=(HVD_ACT,),
    has_landing_page=False,
    series_has_hvd=True,
    is_secure_only=False,
)
OPEN_DATA_2026: Final = Profile(
    name="dcat-ap-cz/2026-09-23",
    dataset_context=f"{_OPEN_DATA}datová-sada/kontext.jsonld",
    hvd_context=f"{_HVD}datová-sada/kontext.jsonld",
    series_context=f"{_OPEN_DATA}série-datových-sad/kontext.jsonld",
    # The profiles of 2026 say nothing of the file of a catalogue; it stays as the interface of 2024 has it.
    catalogue_context=INTERFACE_2024.catalogue_context,
    series_class=Term(f"{DCAT}DatasetSeries", "Série datových sad"),
    acts=(OPEN_DATA_ACT,),
    hvd_acts=(OPEN_DATA_ACT, HVD_PARAGRAPH, HVD_ACT),
    has_landing_page=True,
    series_has_hvd=False,
    is_secure_only=True,
)
PROFILES: Final[Mapping[str, Profile]] = {profile.name: profile for profile in (INTERFACE_2024, OPEN_DATA_2026)}
