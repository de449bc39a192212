"""Small catalogues in every form that is read."""

from typing import Any

from naves.domains.catalogue.rules.vocabulary import (
    NO_DATABASE_WORK,
    NO_PERSONAL_DATA,
    NO_SPECIAL_RIGHTS,
    NO_WORK,
)
from tests.support.sources import Site

OFN = "https://ofn.gov.cz/dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28/kontexty/x.jsonld"
EU = "http://publications.europa.eu/resource/authority"


def feed_of(site: Site, count: int) -> dict[str, Any]:
    """Return a DCAT-US feed."""
    return {"dataset": [_row(site, number) for number in range(count)]}


def _row(site: Site, number: int) -> dict[str, Any]:
    return {
        "identifier": site.url(f"/id/{number}"),
        "title": f"Datová sada {number}",
        "description": "<p>Popis <b>sady</b>.</p>",
        "keyword": ["doprava"],
        "distribution": [{"title": "CSV", "format": "CSV", "accessURL": f"https://data.example/{number}.csv"}],
    }


def catalogue_of(site: Site, count: int) -> dict[str, Any]:
    """Return a catalogue of DCAT-AP-CZ with its datasets inside."""
    return {
        "@context": OFN,
        "typ": "Katalog",
        "iri": site.url("/k"),
        "název": {"cs": "Katalog"},
        "datová_sada": [_record(site, number) for number in range(count)],
    }


def _record(site: Site, number: int) -> dict[str, Any]:
    return {
        "typ": "Datová sada",
        "iri": site.url(f"/id/{number}"),
        "název": {"cs": f"Datová sada {number}", "en": f"Dataset {number}"},
        "popis": {"cs": "Popis sady."},
        "poskytovatel": "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/00283924",
        "klíčové_slovo": {"cs": ["doprava", "parkování"]},
        "téma": [f"{EU}/data-theme/TRAN"],
        "koncept_euroVoc": ["http://eurovoc.europa.eu/4512"],
        "periodicita_aktualizace": f"{EU}/frequency/MONTHLY",
        "prvek_rúian": ["https://linked.cuzk.cz/resource/ruian/obec/563889"],
        "časové_pokrytí": {"typ": "Časový interval", "začátek": "2024-01-01", "konec": "2024-12-31"},
        "kontaktní_bod": {"typ": "Organizace", "jméno": {"cs": "Odbor dat"}, "e-mail": "mailto:data@lhota.example"},
        "dokumentace": "https://lhota.example/dokumentace",
        "časové_rozlišení": "P1D",
        "prostorové_rozlišení_v_metrech": 15.5,
        "právní_předpis": ["http://data.europa.eu/eli/reg_impl/2023/138/oj"],
        "kategorie_hvd": ["http://data.europa.eu/bna/c_b79e35eb"],
        "distribuce": [_file(site, number), _service(site, number)],
    }


def _terms() -> dict[str, str]:
    return {
        "typ": "Specifikace podmínek užití",
        "autorské_dílo": NO_WORK,
        "databáze_jako_autorské_dílo": NO_DATABASE_WORK,
        "databáze_chráněná_zvláštními_právy": NO_SPECIAL_RIGHTS,
        "osobní_údaje": NO_PERSONAL_DATA,
    }


def _file(site: Site, number: int) -> dict[str, Any]:
    return {
        "typ": "Distribuce",
        "iri": site.url(f"/d/{number}"),
        "soubor_ke_stažení": f"https://data.example/{number}.csv.gz",
        "přístupové_url": f"https://data.example/{number}.csv.gz",
        "formát": f"{EU}/file-type/CSV",
        "typ_média": "http://www.iana.org/assignments/media-types/text/csv",
        "typ_média_komprese": "http://www.iana.org/assignments/media-types/application/gzip",
        "schéma": "https://data.example/schema.json",
        "podmínky_užití": _terms(),
    }


def _service(site: Site, number: int) -> dict[str, Any]:
    return {
        "typ": "Distribuce",
        "iri": site.url(f"/ds/{number}"),
        "přístupové_url": f"https://api.example/{number}",
        "podmínky_užití": _terms(),
        "přístupová_služba": {
            "typ": "Datová služba",
            "iri": site.url(f"/sluzba/{number}"),
            "název": {"cs": "Rozhraní"},
            "přístupový_bod": f"https://api.example/{number}",
        },
    }


def turtle_of(site: Site, count: int) -> str:
    """Return a catalogue of European DCAT-AP in Turtle, with blank nodes as they are usual there."""
    rows = [
        f"""<{site.url(f"/id/{n}")}> a dcat:Dataset ; dct:title "Sada {n}"@cs , "Dataset {n}"@en ;
  dct:description "Popis."@cs ; dcat:keyword "voda"@cs , "water"@en ;
  dcat:theme <{EU}/data-theme/ENVI> ; dct:accrualPeriodicity <{EU}/frequency/ANNUAL> ;
  dct:spatial <http://publications.europa.eu/resource/authority/country/CZE> , [ a dct:Location ] ;
  dct:temporal [ dcat:startDate "2020"^^xsd:gYear ] ;
  dct:publisher [ a foaf:Agent ; foaf:name "Lhota" ] ; adms:identifier "x{n}" ;
  dcat:contactPoint [ vcard:fn "Odbor" ; vcard:hasEmail <mailto:odbor@lhota.example> ] ;
  dcat:distribution [ dcat:accessURL <https://data.example/{n}.json> ; dct:format <{EU}/file-type/JSON> ;
    dct:license <https://creativecommons.org/publicdomain/zero/1.0/> ; dcat:byteSize 1200 ] .
"""
        for n in range(count)
    ]
    listed = " , ".join(f"<{site.url(f'/id/{n}')}>" for n in range(count))
    return (
        """@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
        f"<{site.url('/k')}> a dcat:Catalog" + (f" ; dcat:dataset {listed}" if count else "") + " .\n" + "".join(rows)
    )
