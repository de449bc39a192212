"""Territory and publishers as IRIs of the national registers.

Sources: RÚIAN as linked data (ČÚZK), codes of regions (VÚSC) of ČSÚ list 100; the register of public bodies (RPP).
"""

from typing import Final

_RUIAN: Final = "https://linked.cuzk.cz/resource/ruian/"
_RPP: Final = "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/"
STATE: Final = f"{_RUIAN}stat/1"
MUNICIPALITY_CODE: Final = 6
# NUTS 3 → code of the region in RÚIAN.
_REGIONS: Final = {
    "CZ010": 19,
    "CZ020": 27,
    "CZ031": 35,
    "CZ032": 43,
    "CZ041": 51,
    "CZ042": 60,
    "CZ051": 78,
    "CZ052": 86,
    "CZ053": 94,
    "CZ063": 108,
    "CZ064": 116,
    "CZ071": 124,
    "CZ072": 141,
    "CZ080": 132,
}


def place_iri(level: str, code: str) -> str:
    """Return the IRI of a place, or an empty text where the register has no IRI that we know."""
    if level == "municipality":
        return f"{_RUIAN}obec/{code}" if code.isdigit() and len(code) == MUNICIPALITY_CODE else ""
    if level == "state":
        return STATE
    if level == "region" and code in _REGIONS:
        return f"{_RUIAN}vusc/{_REGIONS[code]}"
    return ""


def publisher_iri(ico: str) -> str:
    """Return the IRI of a public body by its identification number, or an empty text."""
    return f"{_RPP}{ico}" if ico else ""
