"""Names of DCAT-AP 3.0.1 (semiceu.github.io/DCAT-AP/releases/3.0.1) and of the vocabularies that it uses."""

from naves.kernel.rdf.jsonld import Manner
from naves.kernel.rdf.model import Term

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "dcatap": "http://data.europa.eu/r5r/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "spdx": "http://spdx.org/rdf/terms#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "pu": "https://data.gov.cz/slovník/podmínky-užití/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MANNER = Manner(context=PREFIXES)


def term(name: str) -> Term:
    """Return a term by its prefixed name."""
    prefix, _, local = name.partition(":")
    return Term(PREFIXES[prefix] + local, name)


CATALOGUE, DATASET, DISTRIBUTION = term("dcat:Catalog"), term("dcat:Dataset"), term("dcat:Distribution")
SERVICE, SERIES = term("dcat:DataService"), term("dcat:DatasetSeries")
AGENT, DOCUMENT, KIND, ORGANISATION = (
    term("foaf:Agent"), term("foaf:Document"), term("vcard:Kind"), term("vcard:Organization"),
)  # fmt: skip
LOCATION, PERIOD, STANDARD = term("dct:Location"), term("dct:PeriodOfTime"), term("dct:Standard")
LICENCE, RIGHTS, CZECH_TERMS = term("dct:LicenseDocument"), term("dct:RightsStatement"), term("pu:Specifikace")
ACT, CHECKSUM = term("eli:LegalResource"), term("spdx:Checksum")
COLLECTION, VIEW = term("hydra:Collection"), term("hydra:PartialCollectionView")

title, description, identifier = term("dct:title"), term("dct:description"), term("dct:identifier")
publisher, name, homepage, page = term("dct:publisher"), term("foaf:name"), term("foaf:homepage"), term("foaf:page")
theme, keyword, frequency = term("dcat:theme"), term("dcat:keyword"), term("dct:accrualPeriodicity")
spatial, temporal = term("dct:spatial"), term("dct:temporal")
begins, ends = term("dcat:startDate"), term("dcat:endDate")
contact, full_name, mail = term("dcat:contactPoint"), term("vcard:fn"), term("vcard:hasEmail")
landing_page, conforms_to, version = term("dcat:landingPage"), term("dct:conformsTo"), term("dcat:version")
spatial_resolution, temporal_resolution = term("dcat:spatialResolutionInMeters"), term("dcat:temporalResolution")
legislation, hvd_category = term("dcatap:applicableLegislation"), term("dcatap:hvdCategory")
issued, modified, in_series = term("dct:issued"), term("dct:modified"), term("dcat:inSeries")
distribution, dataset, service = term("dcat:distribution"), term("dcat:dataset"), term("dcat:service")
access_url, download_url = term("dcat:accessURL"), term("dcat:downloadURL")
file_format, media_type = term("dct:format"), term("dcat:mediaType")
compression, packaging, byte_size = term("dcat:compressFormat"), term("dcat:packageFormat"), term("dcat:byteSize")
licence, rights = term("dct:license"), term("dct:rights")
checksum, algorithm, checksum_value = term("spdx:checksum"), term("spdx:algorithm"), term("spdx:checksumValue")
access_service, serves = term("dcat:accessService"), term("dcat:servesDataset")
endpoint, endpoint_description = term("dcat:endpointURL"), term("dcat:endpointDescription")
work, database = term("pu:autorské-dílo"), term("pu:databáze-jako-autorské-dílo")
special_rights, personal_data = term("pu:databáze-chráněná-zvláštními-právy"), term("pu:osobní-údaje")
work_author, database_author = term("pu:autor"), term("pu:autor-databáze")
total_items, view = term("hydra:totalItems"), term("hydra:view")
first_page, next_page = term("hydra:first"), term("hydra:next")
