"""The controlled lists of DCAT-AP(-CZ): codes of the EU authority tables and the Czech terms of use.

Sources: EU Publications Office (data-theme, frequency, file-type, high-value dataset categories);
data.gov.cz/podmínky-užití for the values of the terms of use.
"""

from collections.abc import Mapping
from typing import Final

from naves.kernel.errors import gettext_noop

THEME_BASE: Final = "http://publications.europa.eu/resource/authority/data-theme/"
FREQUENCY_BASE: Final = "http://publications.europa.eu/resource/authority/frequency/"
FILE_TYPE_BASE: Final = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPE_BASE: Final = "http://www.iana.org/assignments/media-types/"
HVD_BASE: Final = "http://data.europa.eu/bna/"
HVD_ACT: Final = "http://data.europa.eu/eli/reg_impl/2023/138/oj"

THEMES: Final[Mapping[str, str]] = {
    "AGRI": gettext_noop("Agriculture, fisheries, forestry and food"),
    "ECON": gettext_noop("Economy and finance"),
    "EDUC": gettext_noop("Education, culture and sport"),
    "ENER": gettext_noop("Energy"),
    "ENVI": gettext_noop("Environment"),
    "GOVE": gettext_noop("Government and public sector"),
    "HEAL": gettext_noop("Health"),
    "INTR": gettext_noop("International issues"),
    "JUST": gettext_noop("Justice, legal system and public safety"),
    "REGI": gettext_noop("Regions and cities"),
    "SOCI": gettext_noop("Population and society"),
    "TECH": gettext_noop("Science and technology"),
    "TRAN": gettext_noop("Transport"),
}
FREQUENCIES: Final[Mapping[str, str]] = {
    "UPDATE_CONT": gettext_noop("continuously"),
    "HOURLY": gettext_noop("every hour"),
    "DAILY": gettext_noop("daily"),
    "WEEKLY": gettext_noop("weekly"),
    "MONTHLY": gettext_noop("monthly"),
    "QUARTERLY": gettext_noop("quarterly"),
    "ANNUAL_2": gettext_noop("twice a year"),
    "ANNUAL": gettext_noop("yearly"),
    "IRREG": gettext_noop("irregularly"),
    "NEVER": gettext_noop("never again"),
    "OTHER": gettext_noop("otherwise"),
    "UNKNOWN": gettext_noop("not known"),
}
# What a code is worth for checking that a dataset is kept up to date, in days.
FREQUENCY_DAYS: Final[Mapping[str, int]] = {
    "UPDATE_CONT": 7,
    "HOURLY": 7,
    "DAILY": 7,
    "WEEKLY": 21,
    "MONTHLY": 62,
    "QUARTERLY": 140,
    "ANNUAL_2": 270,
    "ANNUAL": 550,
}
HVD_CATEGORIES: Final[Mapping[str, str]] = {
    "c_ac64a52d": gettext_noop("Geospatial data"),
    "c_dd313021": gettext_noop("Earth observation and environment"),
    "c_164e0bf5": gettext_noop("Meteorological data"),
    "c_e1da4e07": gettext_noop("Statistics"),
    "c_a9135398": gettext_noop("Companies and company ownership"),
    "c_b79e35eb": gettext_noop("Mobility"),
}
# Code of the EU file-type list → media type; formats that towns hand over most.
FORMATS: Final[Mapping[str, str]] = {
    "CSV": "text/csv",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "JSON": "application/json",
    "JSON_LD": "application/ld+json",
    "GEOJSON": "application/geo+json",
    "XML": "application/xml",
    "PARQUET": "application/vnd.apache.parquet",
    "ODS": "application/vnd.oasis.opendocument.spreadsheet",
    "PDF": "application/pdf",
    "ZIP": "application/zip",
}
MACHINE_READABLE: Final = frozenset(
    {"CSV", "TSV", "JSON", "JSON_LD", "GEOJSON", "XML", "PARQUET", "RDF_TURTLE", "RDF_N_TRIPLES", "GML", "KML", "GTFS"}
)
OPEN_FORMATS: Final = MACHINE_READABLE | {"ODS", "HTML", "RDF_XML", "SHP", "GPKG"}

_TERMS: Final = "https://data.gov.cz/podmínky-užití/"
NO_WORK: Final = f"{_TERMS}neobsahuje-autorská-díla/"
SEVERAL_WORKS: Final = f"{_TERMS}obsahuje-více-autorských-děl/"
NO_DATABASE_WORK: Final = f"{_TERMS}není-autorskoprávně-chráněnou-databází/"
NO_SPECIAL_RIGHTS: Final = f"{_TERMS}není-chráněna-zvláštním-právem-pořizovatele-databáze/"
NO_PERSONAL_DATA: Final = f"{_TERMS}neobsahuje-osobní-údaje/"
HAS_PERSONAL_DATA: Final = f"{_TERMS}obsahuje-osobní-údaje/"
CC_BY: Final = "https://creativecommons.org/licenses/by/4.0/"
CC0: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
LICENCES: Final = {CC_BY: "CC BY 4.0", CC0: "CC0 1.0"}
PERSONAL_DATA_TERMS: Final = frozenset({NO_PERSONAL_DATA, HAS_PERSONAL_DATA})
"""The only two values that the norm allows on the fourth axis."""
