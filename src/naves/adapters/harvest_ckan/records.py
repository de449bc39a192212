"""One package of CKAN."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.harvesting import Harvested, HarvestedPart, completed
from naves.domains.catalogue.rules.iris import email_problem, is_iri
from naves.domains.catalogue.rules.records import KEYWORD, MOST_VALUES, TITLE, DatasetValues
from naves.domains.catalogue.rules.vocabulary import CC0, CC_BY, FREQUENCY_BASE, THEMES

_LICENCES: Final = {"cc-by": CC_BY, "cc-by-4.0": CC_BY, "cc-zero": CC0, "cc0-1.0": CC0}
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+")


def harvested(package: Mapping[str, Any], base: str) -> Harvested:
    """Return a package of the site at ``base``."""
    extras = _extras(package)
    source_iri = extras.get("uri") or f"{base}/dataset/{package['id']}"
    page = _text(package.get("url")) or f"{base}/dataset/{package.get('name') or package['id']}"
    publisher = package.get("organization")
    values = DatasetValues(
        title_cs=(_text(package.get("title")) or _text(package.get("name")))[:TITLE],
        description_cs=_text(package.get("notes")),
        keywords_cs=_names(package.get("tags")) or _names(package.get("groups")),
        themes=_themes(package, extras),
        frequency=_frequency(extras.get("frequency") or _text(package.get("frequency"))),
        contact_name=(_text(package.get("maintainer")) or _text(package.get("author")))[:300],
        contact_email=_mail(package.get("maintainer_email")) or _mail(package.get("author_email")),
        documentation=page if is_iri(page) else "",
        version=_text(package.get("version"))[:60],
        publisher_iri=iri if is_iri(iri := extras.get("publisher_uri", "")) else "",
        issued_on=_day(package.get("metadata_created")),
        modified_on=_day(package.get("metadata_modified")),
        extras={
            **({"publisher": _text(publisher.get("title"))} if isinstance(publisher, Mapping) else {}),
            **({"ckan": extras} if extras else {}),
        },
    )
    return Harvested(source_iri=source_iri, values=completed(values), parts=_parts(package, source_iri))


def _parts(package: Mapping[str, Any], source_iri: str) -> tuple[HarvestedPart, ...]:
    licence = _text(package.get("license_url"))
    licence = _LICENCES.get(_text(package.get("license_id")).lower(), licence if is_iri(licence) else "")
    given = package.get("resources")
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    return tuple(
        HarvestedPart(source_iri=f"{source_iri}#{row.get('id') or number}", values=_part(row, licence))
        for number, row in enumerate(rows)
    )


def _part(row: Mapping[str, Any], licence: str) -> DistributionValues:
    media_type, size = _text(row.get("mimetype")), row.get("size")
    return DistributionValues(
        title_cs=" ".join(_text(row.get("name")).split())[:500],
        description_cs=_text(row.get("description")),
        access_url=_text(row.get("url")),
        download_url=_text(row.get("url")),
        media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "",
        format=re.sub(r"[^A-Za-z0-9]+", "_", _text(row.get("format"))).strip("_").upper()[:60],
        byte_size=size if isinstance(size, int) and 0 <= size < 2**62 else None,
        terms_work=licence,
        terms_database=licence,
        terms_special_rights=licence,
        terms_personal_data="",
        licence=licence,
    )


def _extras(package: Mapping[str, Any]) -> dict[str, str]:
    given = package.get("extras")
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    return {_text(row.get("key")): _text(row.get("value")) for row in rows if _text(row.get("key"))}


def _themes(package: Mapping[str, Any], extras: Mapping[str, str]) -> tuple[str, ...]:
    groups = " ".join(_text(one.get("name")) for one in _rows(package.get("groups")))
    named = re.findall(r"[A-Z]+", f"{extras.get('theme', '')} {groups.upper()}")
    return tuple(dict.fromkeys(code for code in named if code in THEMES))


def _frequency(text: str) -> str:
    code = text.removeprefix(FREQUENCY_BASE).upper()
    return code if re.fullmatch(r"[A-Z0-9_]{1,20}", code) else ""


def _names(value: Any) -> tuple[str, ...]:
    names = (_text(row.get("display_name")) or _text(row.get("name")) for row in _rows(value))
    return tuple(dict.fromkeys(name[:KEYWORD] for name in names if name))[:MOST_VALUES]


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _mail(value: Any) -> str:
    address = _text(value).removeprefix("mailto:")
    return "" if email_problem(address, "contact_email") else address


def _day(value: Any) -> date | None:
    try:
        return datetime.fromisoformat(_text(value)).date()
    except ValueError:
        return None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    # JSON can carry half of a character and NUL; no database can.
    return value.encode("utf-8", "replace").decode().replace("\x00", "").strip()
