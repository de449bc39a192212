"""The JSON-LD terms of the open formal norm DCAT-AP-CZ 2024-05-28, so that its context is never fetched."""

import json
from typing import Any, Final

from naves.adapters.harvest_dcat.names import DCAT, DCATAP, DCT, FOAF, TERMS, VCARD, XSD
from naves.kernel.errors import Problem, Refused, gettext_noop

OFN: Final = "https://ofn.gov.cz/dcat-ap-cz-rozhraní-katalogů-otevřených-dat/"
MOST_LEVELS: Final = 100


def _text(iri: str) -> dict[str, str]:
    return {"@id": iri, "@container": "@language"}


def _link(iri: str) -> dict[str, str]:
    return {"@id": iri, "@type": "@id"}


def _day(iri: str) -> dict[str, str]:
    return {"@id": iri, "@type": f"{XSD}date"}


TERMS_OF_OFN: Final[dict[str, Any]] = {
    "iri": "@id",
    "typ": "@type",
    "Katalog": f"{DCAT}Catalog",
    "Datová sada": f"{DCAT}Dataset",
    "Datová série": f"{DCAT}DatasetSeries",
    "Distribuce": f"{DCAT}Distribution",
    "Datová služba": f"{DCAT}DataService",
    "Organizace": f"{VCARD}Organization",
    "Osoba": f"{VCARD}Individual",
    "Časový interval": f"{DCT}PeriodOfTime",
    "Specifikace podmínek užití": f"{TERMS}Specifikace",
    "název": _text(f"{DCT}title"),
    "popis": _text(f"{DCT}description"),
    "klíčové_slovo": _text(f"{DCAT}keyword"),
    "poskytovatel": _link(f"{DCT}publisher"),
    "téma": _link(f"{DCAT}theme"),
    "koncept_euroVoc": _link(f"{DCAT}theme"),
    "periodicita_aktualizace": _link(f"{DCT}accrualPeriodicity"),
    "prvek_rúian": _link(f"{DCT}spatial"),
    "geografické_území": _link(f"{DCT}spatial"),
    "časové_pokrytí": _link(f"{DCT}temporal"),
    "začátek": _day(f"{DCAT}startDate"),
    "konec": _day(f"{DCAT}endDate"),
    "kontaktní_bod": _link(f"{DCAT}contactPoint"),
    "jméno": _text(f"{VCARD}fn"),
    "e-mail": _link(f"{VCARD}hasEmail"),
    "domovská_stránka": _link(f"{FOAF}homepage"),
    "dokumentace": _link(f"{FOAF}page"),
    "specifikace": _link(f"{DCT}conformsTo"),
    "prostorové_rozlišení_v_metrech": f"{DCAT}spatialResolutionInMeters",
    "časové_rozlišení": f"{DCAT}temporalResolution",
    "je_součástí": _link(f"{DCT}isPartOf"),
    "právní_předpis": _link(f"{DCATAP}applicableLegislation"),
    "kategorie_hvd": _link(f"{DCATAP}hvdCategory"),
    "datová_sada": _link(f"{DCAT}dataset"),
    "distribuce": _link(f"{DCAT}distribution"),
    "přístupové_url": _link(f"{DCAT}accessURL"),
    "soubor_ke_stažení": _link(f"{DCAT}downloadURL"),
    "formát": _link(f"{DCT}format"),
    "typ_média": _link(f"{DCAT}mediaType"),
    "typ_média_komprese": _link(f"{DCAT}compressFormat"),
    "typ_média_balíčku": _link(f"{DCAT}packageFormat"),
    "schéma": _link(f"{DCT}conformsTo"),
    "přístupová_služba": _link(f"{DCAT}accessService"),
    "přístupový_bod": _link(f"{DCAT}endpointURL"),
    "popis_přístupového_bodu": _link(f"{DCAT}endpointDescription"),
    "podmínky_užití": _link(f"{TERMS}specifikace"),
    "autorské_dílo": _link(f"{TERMS}autorské-dílo"),
    "autor": _text(f"{TERMS}autor"),
    "databáze_jako_autorské_dílo": _link(f"{TERMS}databáze-jako-autorské-dílo"),
    "autor_databáze": _text(f"{TERMS}autor-databáze"),
    "databáze_chráněná_zvláštními_právy": _link(f"{TERMS}databáze-chráněná-zvláštními-právy"),
    "osobní_údaje": _link(f"{TERMS}osobní-údaje"),
}


def with_own_context(content: bytes) -> bytes:
    """Return JSON-LD that needs nothing from the network; refuses what is no JSON and contexts that we do not know."""
    try:
        document = json.loads(content)
        return json.dumps(_resolved(document, 0), ensure_ascii=False).encode(errors="replace")
    except (ValueError, RecursionError) as error:
        raise Refused(
            Problem(
                code="not_json",
                message=gettext_noop("The source is no JSON: %(reason)s"),
                params={"reason": str(error)[:200]},
                remedy=gettext_noop("Tell the operator of the source."),
            )
        ) from error


def _resolved(node: Any, depth: int) -> Any:
    """Replace contexts that are given by address, wherever they stand."""
    if depth > MOST_LEVELS:
        raise RecursionError
    if isinstance(node, list):
        return [_resolved(one, depth + 1) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        name: _context(value) if name == "@context" else _resolved(value, depth + 1) for name, value in node.items()
    }


def _context(value: Any) -> Any:
    if isinstance(value, list):
        return [_context(one) for one in value]
    if isinstance(value, str):
        if value.startswith(OFN):
            return TERMS_OF_OFN
        raise Refused(_unknown(value))
    if isinstance(value, dict) and "@import" in value:
        raise Refused(_unknown(str(value["@import"])))
    return value


def _unknown(address: str) -> Problem:
    return Problem(
        code="unknown_context",
        value=address[:200],
        message=gettext_noop("The JSON-LD refers to the context %(url)s, which is unknown here and never fetched."),
        params={"url": address[:200]},
        remedy=gettext_noop(
            "Use the context of DCAT-AP-CZ, write your context into the file, or give the source as Turtle."
        ),
    )
