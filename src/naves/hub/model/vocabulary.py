"""Words of the information model: kinds of attributes, their members, the reserved names."""

from typing import Any, Final

Instance = dict[str, Any]
"""One attribute instance, normalized, its own attributes under their IRIs (every other key is a core member)."""

Doc = dict[str, Any]
"""An entity as stored: id, type (list of IRIs), scope (list), createdAt, modifiedAt, expiresAt, and
``attrs``: the instances of each attribute, under its IRI."""

NULL: Final = "urn:ngsi-ld:null"
SCOPE_IRI: Final = "https://uri.etsi.org/ngsi-ld/scope"
LOCATION_IRI: Final = "https://uri.etsi.org/ngsi-ld/location"

VALUE_MEMBER: Final = {
    "Property": "value",
    "GeoProperty": "value",
    "TemporalProperty": "value",
    "Relationship": "object",
    "LanguageProperty": "languageMap",
    "VocabProperty": "vocab",
    "JsonProperty": "json",
    "ListProperty": "valueList",
    "ListRelationship": "objectList",
}
KIND_OF_MEMBER: Final = {
    "value": "Property",
    "object": "Relationship",
    "languageMap": "LanguageProperty",
    "vocab": "VocabProperty",
    "json": "JsonProperty",
    "valueList": "ListProperty",
    "objectList": "ListRelationship",
}
GEOMETRIES: Final = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
GEO_NAMES: Final = frozenset({"location", "observationSpace", "operationSpace"})
PREVIOUS: Final = {
    "value": "previousValue",
    "object": "previousObject",
    "languageMap": "previousLanguageMap",
    "vocab": "previousVocab",
    "json": "previousJson",
    "valueList": "previousValueList",
    "objectList": "previousObjectList",
}
GENERATED: Final = frozenset({"createdAt", "modifiedAt", "deletedAt", "instanceId", *PREVIOUS.values()})
SYSTEM: Final = frozenset({"createdAt", "modifiedAt", "deletedAt", "expiresAt"})
NOT_ATTRIBUTES: Final = frozenset(
    {"datasetId", "observedAt", "unitCode", "value", "object", "objectType", "valueType", "languageMap", "vocab"}
    | {"json", "valueList", "objectList", "lang", "entity", "entityList", "dataset", "instanceId"}
    | {"entityIdSealed", "entityTypeSealed", *PREVIOUS.values()}
)
ENTITY_MEMBERS: Final = frozenset({"id", "type", "@id", "@type", "scope", "@context", *SYSTEM})


def is_null(instance: Instance) -> bool:
    """Say whether an instance carries the NGSI-LD Null, which asks for its deletion."""
    member = VALUE_MEMBER.get(instance.get("type", "Property"), "value")
    value = instance.get(member)
    return value == NULL or value == [NULL] or (member == "languageMap" and value == {"@none": NULL})  # noqa: PLR1714


def dataset_of(instance: Instance) -> str | None:
    """Return the datasetId, None for the default instance."""
    return instance.get("datasetId")
