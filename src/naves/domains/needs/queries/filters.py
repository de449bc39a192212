"""What a list of needs may be narrowed by."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Evidence, Need, NeedFollower, NeedGroup, NeedThemeShare
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.kernel.clock import end_of_day, start_of_day
from naves.kernel.text import fold

OPEN_STATUSES = (NeedStatus.PUBLISHED, NeedStatus.ANSWERED)
_PLACE_COLUMNS = {
    PlaceLevel.MUNICIPALITY: "place",
    PlaceLevel.ORP: "place__orp",
    PlaceLevel.DISTRICT: "place__district",
    PlaceLevel.REGION: "place__region",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFilter:
    """None or empty means no limit. ``place`` is of any level; ``text`` is looked for in the title, without accents."""

    statuses: Collection[str] = OPEN_STATUSES
    theme: str | None = None
    group: str | None = None
    place: Place | None = None
    size_class: int | None = None
    severity: int | None = None
    voiced_by: str | None = None
    text: str = ""
    without_evidence: bool = False
    published_from: date | None = None
    published_to: date | None = None
    author_id: uuid.UUID | None = None
    follower_id: uuid.UUID | None = None

    @property
    def is_public(self) -> bool:
        """Whether everybody may see all that the statuses let through."""
        return bool(self.statuses) and set(self.statuses) <= set(OPEN_STATUSES)


def narrow(needs: QuerySet[Need], by: NeedFilter) -> QuerySet[Need]:
    """Return ``needs`` that pass the filter."""
    needs = _of_status(needs, set(by.statuses))
    if by.theme:
        needs = needs.filter(_has(NeedThemeShare.objects.filter(theme=by.theme, until=None)))
    if by.group:
        needs = needs.filter(_has(NeedGroup.objects.filter(group=by.group, until=None)))
    if by.place is not None and (column := _PLACE_COLUMNS.get(PlaceLevel(by.place.level))):
        needs = needs.filter(**{column: by.place.pk})
    if by.size_class is not None:
        needs = needs.filter(place__size_class=by.size_class)
    if by.severity is not None:
        needs = needs.filter(severity=by.severity)
    if by.voiced_by:
        needs = needs.filter(voiced_by=by.voiced_by)
    for word in fold(by.text).split():
        needs = needs.filter(title_folded__contains=word)
    if by.without_evidence:
        needs = _without_evidence(needs)
    return _of_people(_of_days(needs, by), by)


def _of_status(needs: QuerySet[Need], statuses: set[str]) -> QuerySet[Need]:
    """One status is looked up; several leave others out, so that the order is read from its index."""
    if not statuses or statuses >= set(NeedStatus.values):
        return needs
    if len(statuses) == 1:
        return needs.filter(status=next(iter(statuses)))
    return needs.exclude(status__in=sorted(set(NeedStatus.values) - statuses))


def _has(rows: QuerySet[NeedThemeShare] | QuerySet[NeedGroup]) -> Exists:
    return Exists(rows.filter(need=OuterRef("pk")))


def _without_evidence(needs: QuerySet[Need]) -> QuerySet[Need]:
    own = Evidence.objects.filter(need=OuterRef("pk"))
    of_merged = Evidence.objects.filter(need__merged_into=OuterRef("pk"))
    return needs.filter(~Exists(own) & ~Exists(of_merged))


def _of_days(needs: QuerySet[Need], by: NeedFilter) -> QuerySet[Need]:
    if by.published_from is not None:
        needs = needs.filter(listed_at__gte=start_of_day(by.published_from))
    if by.published_to is not None:
        needs = needs.filter(listed_at__lt=end_of_day(by.published_to))
    return needs


def _of_people(needs: QuerySet[Need], by: NeedFilter) -> QuerySet[Need]:
    if by.author_id is not None:
        needs = needs.filter(created_by_id=by.author_id)
    if by.follower_id is not None:
        needs = needs.filter(Exists(NeedFollower.objects.filter(need=OuterRef("pk"), user_id=by.follower_id)))
    return needs
