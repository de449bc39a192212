"""The thread of a need from voice to evidence, as one list; strategies add the responses from above."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Q

from naves.domains.accounts.models import AuditEntry
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Evidence, Need, NeedGroup, NeedMerge, NeedThemeShare, NeedTransition
from naves.domains.needs.permissions import KIND

_STEPS: Final[Mapping[tuple[str, str], str]] = {
    ("", NeedStatus.DRAFT): "voiced",
    ("", NeedStatus.PUBLISHED): "published",
    (NeedStatus.DRAFT, NeedStatus.PUBLISHED): "published",
    (NeedStatus.WITHDRAWN, NeedStatus.PUBLISHED): "republished",
    (NeedStatus.ANSWERED, NeedStatus.PUBLISHED): "reopened",
}
_STATEMENTS: Final = frozenset({"themes", "groups"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that happened to a need.

    ``kind``: voiced, published, republished, answered, reopened, withdrawn, merged, split, absorbed,
    split_off, evidence, reclassified, regrouped, edited; higher domains add their own.
    ``link_id`` and ``link_text``: the other need of a merger, or the evidence. ``by_id`` is for those who may
    see the history. ``detail``: evidence → kind, source, occurred_on, people, url; reclassified → themes
    (code → share); regrouped → groups; edited → fields.
    """

    at: datetime
    kind: str
    by_id: uuid.UUID | None = None
    reason: str = ""
    link_id: uuid.UUID | None = None
    link_text: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


def need_timeline(need: Need) -> list[TimelineEntry]:
    """Return all that happened to ``need``, the oldest first (seven queries)."""
    entries = [
        *_steps(need),
        *_mergers(need),
        *_evidence(need),
        *_reclassified(need),
        *_regrouped(need),
        *_edits(need),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _steps(need: Need) -> Iterator[TimelineEntry]:
    """Mergers speak for themselves: their steps are left out."""
    for step in NeedTransition.objects.filter(need=need).order_by("at", "id"):
        if NeedStatus.MERGED in {step.from_status, step.to_status}:
            continue
        kind = _STEPS.get((step.from_status, step.to_status), step.to_status)
        yield TimelineEntry(at=step.at, kind=str(kind), by_id=step.by_id, reason=step.reason)


def _mergers(need: Need) -> Iterator[TimelineEntry]:
    for merge in NeedMerge.objects.filter(Q(need=need) | Q(into=need)).select_related("need", "into"):
        is_own = merge.need_id == need.pk
        other = merge.into if is_own else merge.need
        title = other.title if other.published_at is not None else ""
        yield TimelineEntry(
            at=merge.at,
            kind="merged" if is_own else "absorbed",
            by_id=merge.by_id,
            reason=merge.reason,
            link_id=other.pk,
            link_text=title,
        )
        if merge.split_at is not None:
            yield TimelineEntry(
                at=merge.split_at,
                kind="split" if is_own else "split_off",
                by_id=merge.split_by_id,
                reason=merge.split_reason,
                link_id=other.pk,
                link_text=title,
            )


def _evidence(need: Need) -> Iterator[TimelineEntry]:
    merged = Need.objects.filter(merged_into=need).values_list("pk", flat=True)
    for evidence in Evidence.objects.filter(need__in=[need.pk, *merged]):
        yield TimelineEntry(
            at=evidence.attached_at or evidence.recorded_at,
            kind="evidence",
            by_id=evidence.recorded_by_id,
            link_id=evidence.pk,
            link_text=str(evidence),
            detail={
                "kind": evidence.kind,
                "source": evidence.source,
                "occurred_on": evidence.occurred_on,
                "people": evidence.people,
                "url": evidence.url,
            },
        )


def _reclassified(need: Need) -> Iterator[TimelineEntry]:
    rows = list(NeedThemeShare.objects.filter(need=need).order_by("since", "pk"))
    for at in _moments([(row.since, row.until) for row in rows]):
        shares = {row.theme_id: row.share for row in rows if _held(row, at)}
        yield TimelineEntry(at=at, kind="reclassified", detail={"themes": shares})


def _regrouped(need: Need) -> Iterator[TimelineEntry]:
    rows = list(NeedGroup.objects.filter(need=need).order_by("since", "pk"))
    for at in _moments([(row.since, row.until) for row in rows]):
        yield TimelineEntry(
            at=at, kind="regrouped", detail={"groups": [row.group_id for row in rows if _held(row, at)]}
        )


def _moments(spells: list[tuple[datetime, datetime | None]]) -> list[datetime]:
    """Return when something began or ended, the very beginning left out."""
    moments = {moment for spell in spells for moment in spell if moment is not None}
    return sorted(moments)[1:]


def _held(row: NeedThemeShare | NeedGroup, at: datetime) -> bool:
    return row.since <= at and (row.until is None or at < row.until)


def _edits(need: Need) -> Iterator[TimelineEntry]:
    lines = AuditEntry.objects.filter(kind=KIND, identifier=str(need.pk), action="needs.edit")
    for line in lines.order_by("sequence"):
        if fields := sorted(set(line.after or {}) - _STATEMENTS):
            yield TimelineEntry(at=line.at, kind="edited", by_id=line.actor_id, detail={"fields": fields})
