"""Names of the vocabularies that DCAT-AP(-CZ) is written in."""

from typing import Final

DCAT: Final = "http://www.w3.org/ns/dcat#"
DCT: Final = "http://purl.org/dc/terms/"
DCATAP: Final = "http://data.europa.eu/r5r/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
ADMS: Final = "http://www.w3.org/ns/adms#"
SPDX: Final = "http://spdx.org/rdf/terms#"
SCHEMA: Final = "http://schema.org/"
TERMS: Final = "https://data.gov.cz/slovník/podmínky-užití/"
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

CATALOGUE: Final = f"{DCAT}Catalog"
DATASET: Final = f"{DCAT}Dataset"
SERIES: Final = f"{DCAT}DatasetSeries"
