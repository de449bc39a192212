"""One dataset of a feed."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from naves.adapters.harvest_dcat_us import words
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.harvesting import Harvested, HarvestedPart, completed
from naves.domains.catalogue.rules.iris import email_problem, is_iri
from naves.domains.catalogue.rules.records import KEYWORD, MOST_VALUES, TITLE, DatasetValues
from naves.domains.catalogue.rules.vocabulary import CC_BY

_FREQUENCIES: Final = {
    "R/P1D": "DAILY",
    "R/P1W": "WEEKLY",
    "R/P1M": "MONTHLY",
    "R/P3M": "QUARTERLY",
    "R/P6M": "ANNUAL_2",
    "R/P1Y": "ANNUAL",
    "R/PT1H": "HOURLY",
    "R/PT1S": "UPDATE_CONT",
    "irregular": "IRREG",
}
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+")


def harvested(record: Mapping[str, Any], feed: str) -> Harvested:
    """Return a dataset of the feed at ``feed``."""
    source_iri = identity(record.get("identifier"), feed)
    landing = words.text(record.get("landingPage"))
    categories = words.texts(record.get("category")) + words.texts(record.get("theme"))
    keywords = words.texts(record.get("keyword")) or categories
    contact = record.get("contactPoint")
    contact = contact if isinstance(contact, Mapping) else {}
    values = DatasetValues(
        title_cs=words.text(record.get("title"))[:TITLE],
        description_cs=words.text(record.get("description")),
        keywords_cs=tuple(one[:KEYWORD] for one in keywords)[:MOST_VALUES],
        themes=words.themes(categories),
        frequency=_FREQUENCIES.get(words.text(record.get("accrualPeriodicity")), ""),
        contact_name=words.text(contact.get("fn")).replace("\n", " ")[:300],
        contact_email=_mail(contact.get("hasEmail")),
        documentation=landing if is_iri(landing) else "",
        issued_on=words.day(record.get("issued")),
        modified_on=words.day(record.get("modified")),
        extras=_extras(record),
    )
    return Harvested(source_iri=source_iri, values=completed(values), parts=_parts(record, source_iri))


def identity(identifier: Any, feed: str) -> str:
    """Return the IRI of a dataset: its identifier where that is one, else a name within the feed."""
    name = words.text(identifier)
    if not name:
        return ""
    return name if "://" in name else f"{feed.partition('#')[0]}#{quote(name, safe='')}"


def _parts(record: Mapping[str, Any], source_iri: str) -> tuple[HarvestedPart, ...]:
    given = record.get("distribution")
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    licence = words.licence(record.get("license"))
    author = _publisher(record) if licence == CC_BY else ""
    seen: dict[str, int] = {}
    parts = []
    for row in rows:
        name = words.text(row.get("title")) or words.text(row.get("format")) or words.text(row.get("mediaType"))
        seen[name] = seen.get(name, 0) + 1
        key = hashlib.sha256(f"{name}\n{seen[name]}".encode()).hexdigest()[:16]
        parts.append(HarvestedPart(source_iri=f"{source_iri}#distribution-{key}", values=_part(row, licence, author)))
    return tuple(parts)


def _part(row: Mapping[str, Any], licence: str, author: str) -> DistributionValues:
    media_type = words.text(row.get("mediaType"))
    return DistributionValues(
        title_cs=words.text(row.get("title")).replace("\n", " ")[:500],
        description_cs=words.text(row.get("description")),
        access_url=words.text(row.get("accessURL")) or words.text(row.get("downloadURL")),
        download_url=words.text(row.get("downloadURL")),
        media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "",
        format=words.file_format(row.get("format")),
        # A feed names a licence at most; the other axes are for the owner to state.
        terms_work=licence,
        terms_work_author=author,
        terms_database=licence,
        terms_database_author=author,
        terms_special_rights=licence,
        terms_personal_data="",
        licence=licence,
    )


def _publisher(record: Mapping[str, Any]) -> str:
    publisher = record.get("publisher")
    return words.text(publisher.get("name"))[:300] if isinstance(publisher, Mapping) else ""


def _mail(value: Any) -> str:
    address = words.text(value).removeprefix("mailto:")
    return "" if email_problem(address, "contact_email") else address


def _extras(record: Mapping[str, Any]) -> dict[str, object]:
    kept = {
        "publisher": _publisher(record),
        "bounding_box": words.text(record.get("spatial")),
        "categories": list(words.texts(record.get("category"))),
        "licence_as_written": words.text(record.get("license"))[:2000],
    }
    return {name: value for name, value in kept.items() if value}
