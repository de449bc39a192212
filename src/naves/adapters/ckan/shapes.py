"""Our records as the dictionaries of CKAN (docs.ckan.org/en/2.10/api)."""

from collections.abc import Container
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext

from naves.domains.catalogue.models import Dataset, Distribution
from naves.domains.catalogue.rules.vocabulary import CC0, CC_BY, FREQUENCY_BASE, HVD_BASE, THEMES
from naves.domains.organisations.models import Organisation

Shape = dict[str, Any]
NOT_SAID = "notspecified"
LICENCES = {
    CC_BY: ("cc-by-4.0", "Creative Commons Attribution 4.0"),
    CC0: ("cc-zero", "Creative Commons CCZero"),
}


def package(dataset: Dataset, tables: Container[UUID] = ()) -> Shape:
    """Return a dataset with its resources; ``tables`` are those that can be asked for rows."""
    parts = list(dataset.distributions.all())
    identifier, licence = str(dataset.pk), licence_of(parts)
    return {
        "id": identifier,
        "name": identifier,
        "title": dataset.title_cs,
        "title_translated": {"cs": dataset.title_cs, "en": dataset.title_en or dataset.title_cs},
        "notes": dataset.description_cs,
        "url": f"{settings.NAVES_PUBLIC_ADDRESS}/catalogue/datasets/{identifier}/",
        "version": dataset.version or None,
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": licence["id"] in {"cc-by-4.0", "cc-zero"},
        "author": None,
        "author_email": None,
        "maintainer": dataset.contact_name or None,
        "maintainer_email": dataset.contact_email or None,
        "license_id": licence["id"],
        "license_title": licence["title"],
        "license_url": licence["url"],
        "metadata_created": moment(dataset.created_at),
        "metadata_modified": moment(dataset.changed_at),
        "organization": organization(dataset.owner),
        "owner_org": str(dataset.owner_id),
        "creator_user_id": None,
        "groups": [group(code) for code in dataset.themes],
        "tags": [tag(word) for word in dataset.keywords_cs],
        "num_tags": len(dataset.keywords_cs),
        "resources": [resource(part, position, tables) for position, part in enumerate(parts)],
        "num_resources": len(parts),
        "relationships_as_subject": [],
        "relationships_as_object": [],
        "extras": _extras(dataset),
    }


def resource(part: Distribution, position: int = 0, tables: Container[UUID] = ()) -> Shape:
    """Return a file or a service."""
    return {
        "id": str(part.pk),
        "package_id": str(part.dataset_id),
        "position": position,
        "name": part.title_cs or part.format or None,
        "description": part.description_cs,
        "url": part.download_url or part.access_url,
        "url_type": None,
        "format": part.format,
        "mimetype": part.media_type or None,
        "mimetype_inner": None,
        "resource_type": "api" if part.service_id else "file",
        "size": part.byte_size,
        "hash": part.checksum,
        "created": moment(part.created_at),
        "last_modified": moment(part.changed_at),
        "metadata_modified": moment(part.changed_at),
        "state": "active",
        "cache_url": None,
        "cache_last_updated": None,
        "datastore_active": part.pk in tables,
    }


def organization(owner: Organisation, count: int | None = None) -> Shape:
    """Return an organisation, with the number of its datasets where it is known."""
    shape = {
        "id": str(owner.pk),
        "name": str(owner.pk),
        "title": owner.name,
        "display_name": owner.name,
        "description": owner.description,
        "type": "organization",
        "is_organization": True,
        "image_url": "",
        "image_display_url": "",
        "state": "active",
        "approval_status": "approved",
        "created": moment(owner.created_at),
    }
    return shape if count is None else shape | {"package_count": count}


def group(code: str, count: int | None = None) -> Shape:
    """Return a theme as a group."""
    name = gettext(THEMES[code]) if code in THEMES else code
    shape = {
        "id": code.lower(),
        "name": code.lower(),
        "title": name,
        "display_name": name,
        "description": "",
        "type": "group",
        "is_organization": False,
        "image_display_url": "",
        "state": "active",
    }
    return shape if count is None else shape | {"package_count": count}


def tag(word: str) -> Shape:
    """Return a keyword as a free tag."""
    return {"id": word, "name": word, "display_name": word, "state": "active", "vocabulary_id": None}


def licence(iri: str) -> Shape:
    """Return a licence by its IRI; an empty one is “not specified”."""
    if not iri:
        return {"id": NOT_SAID, "title": "License not specified", "url": ""}
    identifier, title = LICENCES.get(iri, (iri, iri))
    return {"id": identifier, "title": title, "url": iri}


def licence_of(parts: list[Distribution]) -> Shape:
    """Return the licence that all parts share, or “not specified”."""
    named = {part.licence for part in parts}
    return licence(named.pop() if len(named) == 1 else "")


def moment(at: datetime) -> str:
    """Return a moment as CKAN writes it: UTC, without a zone."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat()


def _extras(dataset: Dataset) -> list[Shape]:
    said = {
        "uri": dataset.iri,
        "frequency": f"{FREQUENCY_BASE}{dataset.frequency}" if dataset.frequency else "",
        "issued": dataset.issued_on.isoformat() if dataset.issued_on else "",
        "modified": dataset.modified_on.isoformat() if dataset.modified_on else "",
        "temporal_start": dataset.temporal_from.isoformat() if dataset.temporal_from else "",
        "temporal_end": dataset.temporal_to.isoformat() if dataset.temporal_to else "",
        "spatial_uri": " ".join(dataset.spatial),
        "hvd_category": " ".join(f"{HVD_BASE}{code}" for code in dataset.hvd_categories),
    }
    return [{"key": key, "value": value} for key, value in said.items() if value]
