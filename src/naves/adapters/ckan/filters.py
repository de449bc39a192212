"""`fq`: the part of Solr's filters that scripts use – fields with values, joined by AND."""

import re

from django.db.models import Exists, OuterRef, QuerySet

from naves.adapters.ckan.arguments import identifier
from naves.adapters.ckan.errors import BadQuery
from naves.adapters.ckan.shapes import LICENCES
from naves.domains.catalogue.models import Dataset, DatasetFacet

_PART = re.compile(
    r"""(?:(?:AND|&&)\s+)?(?P<sign>[+-]?)(?P<field>\w+):(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s()"]+))\s*"""
)
FACET_OF = {"groups": "theme", "tags": "keyword", "res_format": "format", "license_id": "licence"}
# What every dataset here is; asking for something else finds nothing.
CONSTANT = {"state": "active", "type": "dataset", "dataset_type": "dataset", "capacity": "public", "private": "false"}
_IRI_OF = {identifier_: iri for iri, (identifier_, _title) in LICENCES.items()}


def narrowed(found: QuerySet[Dataset], filters: list[str]) -> QuerySet[Dataset]:
    """Return the datasets that pass every filter."""
    for text in filters:
        for sign, field, value in parsed(text):
            found = _narrow(found, field, value, exclude=sign == "-")
    return found


def parsed(text: str) -> list[tuple[str, str, str]]:
    """Return sign, field and value of each part, or raise BadQuery."""
    parts, at, text = [], 0, text.strip()
    if text in {"", "*:*"}:
        return []
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            raise BadQuery(
                f"Cannot understand the filter at “{text[at : at + 40]}”. Write field:value AND field:value."
            )
        quoted = found["quoted"]
        parts.append((found["sign"], found["field"], found["plain"] if quoted is None else quoted))
        at = found.end()
    return parts


def _narrow(found: QuerySet[Dataset], field: str, value: str, *, exclude: bool) -> QuerySet[Dataset]:
    if field in CONSTANT:
        passes = (value.lower() == CONSTANT[field]) != exclude
        return found if passes else found.none()
    if field in {"organization", "owner_org"}:
        owner = identifier(value)
        if owner is None:
            return found if exclude else found.none()
        return found.exclude(owner=owner) if exclude else found.filter(owner=owner)
    if field in {"id", "name"}:
        key = identifier(value)
        if key is None:
            return found if exclude else found.none()
        return found.exclude(pk=key) if exclude else found.filter(pk=key)
    if field not in FACET_OF:
        known = ", ".join([*FACET_OF, "organization", "name", *CONSTANT])
        raise BadQuery(f"undefined field {field}. Known fields: {known}.")
    has = Exists(DatasetFacet.objects.filter(dataset=OuterRef("pk"), kind=FACET_OF[field], value=stored(field, value)))
    return found.filter(~has if exclude else has)


def stored(field: str, value: str) -> str:
    """Return a value as the facets keep it."""
    if field == "groups":
        return value.upper()
    return _IRI_OF.get(value, value) if field == "license_id" else value


def shown(field: str, value: str) -> str:
    """Return a value of a facet as CKAN shows it."""
    if field == "groups":
        return value.lower()
    return LICENCES[value][0] if field == "license_id" and value in LICENCES else value
