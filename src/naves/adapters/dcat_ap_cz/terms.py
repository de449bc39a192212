"""Names of the norm and the IRIs behind them (its context rozhraní-katalogů-otevřených-dat.jsonld, 2024-05-28)."""

from naves.kernel.rdf.model import Term

DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
DCATAP = "http://data.europa.eu/r5r/"
PU = "https://data.gov.cz/slovník/podmínky-užití/"
PREFIXES = {
    "dcat": DCAT,
    "dct": DCT,
    "foaf": FOAF,
    "vcard": VCARD,
    "dcatap": DCATAP,
    "pu": PU,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CATALOGUE = Term(f"{DCAT}Catalog", "Katalog")
DATASET = Term(f"{DCAT}Dataset", "Datová sada")
DISTRIBUTION = Term(f"{DCAT}Distribution", "Distribuce")
SERVICE = Term(f"{DCAT}DataService", "Datová služba")
ORGANISATION = Term(f"{VCARD}Organization", "Organizace")
PERIOD = Term(f"{DCT}PeriodOfTime", "Časový interval")
TERMS_OF_USE = Term(f"{PU}Specifikace", "Specifikace podmínek užití")

title = Term(f"{DCT}title", "název")
description = Term(f"{DCT}description", "popis")
publisher = Term(f"{DCT}publisher", "poskytovatel")
dataset = Term(f"{DCAT}dataset", "datová_sada", many=True)
homepage = Term(f"{FOAF}homepage", "domovská_stránka")
theme = Term(f"{DCAT}theme", "téma", many=True)
eurovoc = Term(f"{DCAT}theme", "koncept_euroVoc", many=True)
frequency = Term(f"{DCT}accrualPeriodicity", "periodicita_aktualizace")
keyword = Term(f"{DCAT}keyword", "klíčové_slovo", many=True)
ruian = Term(f"{DCT}spatial", "prvek_rúian", many=True)
territory = Term(f"{DCT}spatial", "geografické_území", many=True)
temporal = Term(f"{DCT}temporal", "časové_pokrytí")
begins = Term(f"{DCAT}startDate", "začátek")
ends = Term(f"{DCAT}endDate", "konec")
contact = Term(f"{DCAT}contactPoint", "kontaktní_bod")
name = Term(f"{VCARD}fn", "jméno")
mail = Term(f"{VCARD}hasEmail", "e-mail")
documentation = Term(f"{FOAF}page", "dokumentace")
landing_page = Term(f"{DCAT}landingPage", "vstupní_stránka")
specification = Term(f"{DCT}conformsTo", "specifikace", many=True)
spatial_resolution = Term(f"{DCAT}spatialResolutionInMeters", "prostorové_rozlišení_v_metrech")
temporal_resolution = Term(f"{DCAT}temporalResolution", "časové_rozlišení")
legislation = Term(f"{DCATAP}applicableLegislation", "právní_předpis", many=True)
hvd_category = Term(f"{DCATAP}hvdCategory", "kategorie_hvd", many=True)
in_series = Term(f"{DCAT}inSeries", "je_součástí")
distribution = Term(f"{DCAT}distribution", "distribuce", many=True)

terms_of_use = Term(f"{PU}specifikace", "podmínky_užití")
work = Term(f"{PU}autorské-dílo", "autorské_dílo")
work_author = Term(f"{PU}autor", "autor")
database = Term(f"{PU}databáze-jako-autorské-dílo", "databáze_jako_autorské_dílo")
database_author = Term(f"{PU}autor-databáze", "autor_databáze")
special_rights = Term(f"{PU}databáze-chráněná-zvláštními-právy", "databáze_chráněná_zvláštními_právy")
personal_data = Term(f"{PU}osobní-údaje", "osobní_údaje")
access_url = Term(f"{DCAT}accessURL", "přístupové_url")
download_url = Term(f"{DCAT}downloadURL", "soubor_ke_stažení")
file_format = Term(f"{DCT}format", "formát")
media_type = Term(f"{DCAT}mediaType", "typ_média")
schema = Term(f"{DCT}conformsTo", "schéma")
compression = Term(f"{DCAT}compressFormat", "typ_média_komprese")
packaging = Term(f"{DCAT}packageFormat", "typ_média_balíčku")
access_service = Term(f"{DCAT}accessService", "přístupová_služba")
endpoint = Term(f"{DCAT}endpointURL", "přístupový_bod")
endpoint_description = Term(f"{DCAT}endpointDescription", "popis_přístupového_bodu")
serves = Term(f"{DCAT}servesDataset", "poskytuje_datovou_sadu")
