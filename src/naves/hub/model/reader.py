"""Reads entities and attributes from a payload into the stored form: expanded, normalized, checked.

Normalized and concise representations may be mixed freely; the simplified one only where the
operation offers it (merge).
"""

from enum import Enum
from typing import Any

from naves.hub.context.terms import Context
from naves.hub.model import checks, geometry
from naves.hub.model.vocabulary import (
    ENTITY_MEMBERS,
    GENERATED,
    GEO_NAMES,
    KIND_OF_MEMBER,
    NOT_ATTRIBUTES,
    NULL,
    PREVIOUS,
    VALUE_MEMBER,
    Doc,
    Instance,
)
from naves.hub.problems import BadRequestData

MAX_DEPTH = 16


class Nulls(Enum):
    """Where the NGSI-LD Null may stand (5.5.4)."""

    NOWHERE = 0
    ATTRIBUTES = 1
    ANYWHERE = 2


class Reader:
    """Reads payloads written in one @context."""

    def __init__(
        self, context: Context, *, nulls: Nulls = Nulls.NOWHERE, simplified: bool = False, temporal: bool = False
    ) -> None:
        self.context = context
        self.temporal = temporal
        self.nulls = nulls
        self.simplified = simplified
        self._names: dict[str, str] = {}

    # entities

    def entity(self, payload: Any) -> Doc:
        """Read a whole entity: id and type have to be there."""
        if not isinstance(payload, dict):
            raise BadRequestData("an entity has to be a JSON object")
        draft = self.fragment(payload)
        if draft["id"] is None:
            raise BadRequestData("the entity has no id")
        if not draft["type"]:
            raise BadRequestData("the entity has no type")
        return draft

    def fragment(self, payload: Any) -> Doc:
        """Read an entity fragment: id and type may be missing."""
        if not isinstance(payload, dict):
            raise BadRequestData("an entity fragment has to be a JSON object")
        draft: Doc = {"id": None, "type": [], "attrs": {}}
        attrs = draft["attrs"]
        known = self._names
        for key, value in payload.items():
            if key in known and checks.is_plain_property(value) and key not in GEO_NAMES:
                attrs[known[key]] = [value]
            elif key not in ENTITY_MEMBERS:
                attrs[self.attribute_name(key)] = self.attribute(key, value)
            elif key in {"id", "@id"}:
                draft["id"] = checks.uri(value, "the id of an entity")
            elif key in {"type", "@type"}:
                draft["type"] = self.types(value)
            elif key == "scope":
                draft["scope"] = [] if self._null_allowed(value) else checks.scope(value)
            elif key == "expiresAt":
                draft["expiresAt"] = NULL if self._null_allowed(value) else checks.date_time(value, "expiresAt")
        return draft

    def types(self, value: Any) -> list[str]:
        """Return the IRIs of one type name or a list of them."""
        names = value if isinstance(value, list) else [value]
        if not names:
            raise BadRequestData("the list of types is empty")
        for each in names:
            if not isinstance(each, str) or not each:
                raise BadRequestData("a type has to be a name or an IRI")
            checks.name(each, "a type")
        iris = list(dict.fromkeys(self.context.expand(each) for each in names))
        if not all(":" in iri for iri in iris):
            raise BadRequestData(f"{names!r} cannot be types"[:300])
        return iris

    def attribute_name(self, key: str) -> str:
        """Return the IRI of an attribute name."""
        iri = self._names.get(key)
        if iri is None:
            if key in NOT_ATTRIBUTES or key.startswith("@"):
                raise BadRequestData(f"{key!r} is reserved and cannot be the name of an attribute")
            checks.name(key, "an attribute")
            iri = self._names[key] = self.context.expand(key)
            if iri.startswith("@") or ":" not in iri:
                raise BadRequestData(f"{key!r} cannot be the name of an attribute")
        return iri

    # attributes

    def attribute(self, key: str, payload: Any) -> list[Instance]:
        """Read all instances of one attribute; datasetIds have to differ."""
        if isinstance(payload, list) and payload and all(_looks_like_instance(part) for part in payload):
            instances = [self.instance(key, part) for part in payload]
            datasets = [instance.get("datasetId") for instance in instances]
            if len(set(datasets)) != len(datasets) and not self.temporal:
                raise BadRequestData(f"the attribute {key!r} has two instances of the same datasetId")
            return instances
        return [self.instance(key, payload)]

    def instance(self, key: str, payload: Any, *, depth: int = 0) -> Instance:
        """Read one instance from its normalized or concise form."""
        if depth > MAX_DEPTH:
            raise BadRequestData(f"attributes of attributes are nested more than {MAX_DEPTH} levels deep")
        if not isinstance(payload, dict):
            return self._bare(key, payload)
        kind = payload.get("type")
        if kind in VALUE_MEMBER:
            return self._members(key, payload, kind, depth)
        if geometry.is_geometry(payload):
            return self._checked(key, {"type": "GeoProperty", "value": payload})
        inferred = _inferred_kind(payload)
        if kind is not None:
            raise BadRequestData(f"the attribute {key!r} has the unknown type {kind!r}"[:300])
        if inferred is None:
            return self._bare(key, payload)
        return self._members(key, payload, inferred, depth)

    def partial(self, key: str, payload: Any, kind: str) -> Instance:
        """Read a fragment of an instance whose kind is known; the value may be missing."""
        if not isinstance(payload, dict):
            raise BadRequestData("an attribute fragment has to be a JSON object")
        given = payload.get("type", kind)
        if given not in VALUE_MEMBER:
            raise BadRequestData(f"the attribute {key!r} has the unknown type {given!r}"[:300])
        if given != kind:
            raise BadRequestData(f"the type of the attribute {key!r} cannot change from {kind} to {given}")
        return self._members(key, payload, kind, 0, whole=False)

    def _bare(self, key: str, value: Any) -> Instance:
        if value is None:
            raise BadRequestData(f"the attribute {key!r} is null; NGSI-LD writes {NULL!r} to delete")
        if isinstance(value, list) and not value and not self.simplified:
            raise BadRequestData(f"the attribute {key!r} is an empty list")
        instance: Instance = {"type": "Property", "value": value}
        if self.simplified and value != NULL:
            instance["type"] = None
            return instance
        return self._checked(key, instance)

    def _members(self, key: str, payload: dict[str, Any], kind: str, depth: int, *, whole: bool = True) -> Instance:
        instance: Instance = {"type": kind}
        member = VALUE_MEMBER[kind]
        for name, value in payload.items():
            if name == member:
                instance[name] = value
            elif name == "type" or name in _IGNORED:
                continue
            elif name in _SCALARS:
                _SCALARS[name](self, key, name, value, instance)
            elif name in KIND_OF_MEMBER or name in {"@context", "@id", "@type", "id", "entity", "entityList"}:
                raise BadRequestData(f"{name!r} cannot stand in the {kind} {key!r}")
            else:
                self._sub_attribute(name, value, instance, depth)
        if member in instance:
            return self._checked(key, instance)
        if whole:
            raise BadRequestData(f"the {kind} {key!r} has no {member}")
        return instance

    def _sub_attribute(self, name: str, value: Any, instance: Instance, depth: int) -> None:
        iri = self.attribute_name(name)
        if isinstance(value, list) and value and all(_looks_like_instance(part) for part in value):
            instance[iri] = [self.instance(name, part, depth=depth + 1) for part in value]
        else:
            instance[iri] = self.instance(name, value, depth=depth + 1)

    def _checked(self, key: str, instance: Instance) -> Instance:
        kind = instance["type"]
        member = VALUE_MEMBER[kind]
        value = instance[member]
        if value is None:
            raise BadRequestData(f"the {member} of {key!r} is null")
        if value == NULL or (type(value) is list and value == [NULL]) or value == {"@none": NULL}:
            if self.nulls is Nulls.NOWHERE:
                raise BadRequestData(f"{NULL!r} deletes, which this operation does not offer ({key!r})")
            return instance
        if kind == "Property":
            if geometry.is_geometry(value) and key in GEO_NAMES:
                instance["type"] = "GeoProperty"
            elif key in GEO_NAMES:
                raise BadRequestData(f"{key!r} has to be a GeoProperty")
            elif self.nulls is not Nulls.ANYWHERE and type(value) is dict and NULL in value.values():
                raise BadRequestData(f"{NULL!r} cannot stand inside the value of {key!r}")
            return instance
        return _CHECKS[kind](self, key, member, instance)

    def _null_allowed(self, value: Any) -> bool:
        return bool(value == NULL and self.nulls is not Nulls.NOWHERE)


_IGNORED = GENERATED - set(PREVIOUS.values())


def _looks_like_instance(part: Any) -> bool:
    return isinstance(part, dict) and (part.get("type") in VALUE_MEMBER or _inferred_kind(part) is not None)


def _inferred_kind(payload: dict[str, Any]) -> str | None:
    for member, kind in KIND_OF_MEMBER.items():
        if member in payload:
            if member == "value" and geometry.is_geometry(payload["value"]):
                return "GeoProperty"
            return kind
    return None


# members that every kind may have


_UNITLESS = frozenset({"Relationship", "ListRelationship", "JsonProperty", "VocabProperty", "LanguageProperty"})


def _observed_at(reader: Reader, key: str, name: str, value: Any, instance: Instance) -> None:
    if value == NULL and reader.nulls is not Nulls.NOWHERE:
        instance[name] = NULL
    else:
        instance[name] = checks.date_time(value, f"{name} of {key!r}")


def _unit_code(_reader: Reader, key: str, name: str, value: Any, instance: Instance) -> None:
    if not isinstance(value, str) or instance["type"] in _UNITLESS:
        raise BadRequestData(f"{name} of {key!r} has to be a string, and a {instance['type']} has none")
    instance[name] = value


def _dataset_id(_reader: Reader, key: str, name: str, value: Any, instance: Instance) -> None:
    if value != "@none":
        if value == NULL:
            raise BadRequestData(f"datasetId of {key!r} cannot be deleted")
        instance[name] = checks.uri(value, f"{name} of {key!r}")


def _vocab_member(reader: Reader, key: str, name: str, value: Any, instance: Instance) -> None:
    if value == NULL:
        instance[name] = value
        return
    if not isinstance(value, str | list):
        raise BadRequestData(f"{name} of {key!r} has to be a name")
    instance[name] = _expanded(reader.context, value, key)


def _lang(_reader: Reader, key: str, name: str, value: Any, instance: Instance) -> None:
    if not isinstance(value, str):
        raise BadRequestData(f"{name} of {key!r} has to be a language tag")
    instance[name] = value


_SCALARS = {
    "observedAt": _observed_at,
    "expiresAt": _observed_at,
    "unitCode": _unit_code,
    "datasetId": _dataset_id,
    "objectType": _vocab_member,
    "valueType": _vocab_member,
    "lang": _lang,
}


# the value of each kind


def _expanded(context: Context, value: Any, key: str) -> Any:
    if isinstance(value, list):
        return [_expanded(context, part, key) for part in value]
    if not isinstance(value, str) or not value:
        raise BadRequestData(f"the vocab of {key!r} has to be a name or a list of names")
    return context.expand(value)


def _geo(_reader: Reader, _key: str, member: str, instance: Instance) -> Instance:
    geometry.check(instance[member])
    return instance


def _temporal(_reader: Reader, _key: str, _member: str, instance: Instance) -> Instance:
    return instance


def _relationship(_reader: Reader, key: str, member: str, instance: Instance) -> Instance:
    value = instance[member]
    for target in value if isinstance(value, list) else [value]:
        checks.uri(target, f"the object of {key!r}")
    return instance


def _language_map(reader: Reader, key: str, member: str, instance: Instance) -> Instance:
    value = instance[member]
    if not isinstance(value, dict) or not all(
        isinstance(text, str) or (isinstance(text, list) and all(isinstance(part, str) for part in text))
        for text in value.values()
    ):
        raise BadRequestData(f"the languageMap of {key!r} has to map language tags to strings")
    if "" in value:
        raise BadRequestData(f"the languageMap of {key!r} has an empty language tag")
    if reader.nulls is Nulls.NOWHERE and NULL in value.values():
        raise BadRequestData(f"{NULL!r} cannot stand inside the languageMap of {key!r}")
    return instance


def _vocab(reader: Reader, key: str, member: str, instance: Instance) -> Instance:
    instance[member] = _expanded(reader.context, instance[member], key)
    return instance


def _json(_reader: Reader, key: str, member: str, instance: Instance) -> Instance:
    if not isinstance(instance[member], dict | list):
        raise BadRequestData(f"the {member} of {key!r} has to be an object or a list")
    return instance


def _value_list(_reader: Reader, key: str, member: str, instance: Instance) -> Instance:
    if not isinstance(instance[member], list):
        raise BadRequestData(f"the {member} of {key!r} has to be a list")
    return instance


def _object_list(_reader: Reader, key: str, member: str, instance: Instance) -> Instance:
    value = instance[member]
    if not isinstance(value, list):
        raise BadRequestData(f"the {member} of {key!r} has to be a list")
    instance[member] = [part["object"] if isinstance(part, dict) and "object" in part else part for part in value]
    for target in instance[member]:
        checks.uri(target, f"a member of the objectList of {key!r}")
    return instance


_CHECKS = {
    "GeoProperty": _geo,
    "TemporalProperty": _temporal,
    "Relationship": _relationship,
    "LanguageProperty": _language_map,
    "VocabProperty": _vocab,
    "JsonProperty": _json,
    "ListProperty": _value_list,
    "ListRelationship": _object_list,
}
