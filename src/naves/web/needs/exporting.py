"""Needs as rows of a table, as `naves import needs` reads them back."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from naves.domains.needs.queries import NeedItem
from naves.domains.strategies.queries import levels_of
from naves.kernel.tables import Column, Kind

AT_ONCE: Final = 500
COLUMNS: Final = (
    Column("id", label=_("Identifier")),
    Column("place_code", Kind.CODE, label=_("Code of the municipality")),
    Column("place", label=_("Municipality")),
    Column("district", label=_("District")),
    Column("region", label=_("Region")),
    Column("title", label=_("Title")),
    Column("description", label=_("Description")),
    Column("language", label=_("Language")),
    Column("status", label=_("Status")),
    Column("themes", label=_("Themes with their shares")),
    Column("groups", label=_("Affected groups")),
    Column("voiced_by", label=_("Voiced by")),
    Column("voiced_on", Kind.DATE, label=_("Voiced on")),
    Column("severity", Kind.INTEGER, label=_("Severity")),
    Column("severity_reason", label=_("Why so severe")),
    Column("people_affected", Kind.INTEGER, label=_("People affected")),
    Column("evidence", Kind.INTEGER, label=_("Pieces of evidence")),
    Column("followers", Kind.INTEGER, label=_("Followers")),
    Column("response_level", Kind.INTEGER, label=_("Response level")),
    Column("published_at", Kind.DATETIME, label=_("Published")),
    Column("source", label=_("Source")),
    Column("source_id", label=_("Identifier in the source")),
)
_SAME: Final = ("title", "description", "language", "status", "voiced_by", "voiced_on", "severity", "severity_reason")


def rows_of(items: Iterable[NeedItem], today: date) -> Iterator[dict[str, object]]:
    """Yield rows with the level of today, looked up some hundreds at a time."""
    remaining = iter(items)
    while chunk := list(islice(remaining, AT_ONCE)):
        levels = levels_of([item.need.pk for item in chunk], today)
        yield from (row_of(item, levels[item.need.pk]) for item in chunk)


def row_of(item: NeedItem, level: int) -> dict[str, object]:
    """Return a row; themes as `mobility:0.7;safety:0.3`, groups as `seniors;families`."""
    need = item.need
    district, region = need.place.district, need.place.region
    return {
        "id": str(need.pk),
        "place_code": need.place.code,
        "place": need.place.name,
        "district": district.name if district else "",
        "region": region.name if region else "",
        **{name: getattr(need, name) for name in _SAME},
        "themes": ";".join(f"{share.theme.code}:{share.share.normalize():f}" for share in item.themes),
        "groups": ";".join(group.code for group in item.groups),
        "people_affected": need.people_affected,
        "evidence": item.evidence_count,
        "followers": item.follower_count,
        "response_level": level,
        "published_at": need.published_at,
        "source": need.source,
        "source_id": need.source_id,
    }
