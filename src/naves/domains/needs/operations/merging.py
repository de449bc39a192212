"""Joining needs that say the same, and splitting them again without loss.

Nothing moves: followers and evidence stay with the need they were given to, and pages of the one that
stands for all show the union. ``NeedMerge`` holds each single merger; ``Need.merged_into`` its end.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need, NeedMerge
from naves.domains.needs.operations.records import check_version, locked
from naves.domains.needs.operations.steps import take_step
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.rules.lifecycle import COUNTED, step_problem
from naves.domains.needs.rules.merging import absorbed_by
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.organisations.access import Actor
from naves.kernel.errors import Problem, Refused, gettext_noop


@transaction.atomic
def merge_needs(*, actor: Actor, at: datetime, needs: Sequence[Need], into: Need, reason: str = "") -> Need:
    """Join ``needs`` to ``into``, or to the need that stands for it; returns the one that stands for all."""
    target = locked(into.pk)
    if target.merged_into_id is not None:
        target = locked(target.merged_into_id)
    require(actor, Action.MERGE, target)
    for need_id in dict.fromkeys(need.pk for need in needs):
        need = locked(need_id)
        require(actor, Action.VIEW, need)
        if problem := _obstacle(need, target):
            raise Refused(problem)
        require(actor, Action.MERGE, need)
        _join(need, target, actor=actor, at=at, reason=paragraphs(reason))
    return target


@transaction.atomic
def split_need(*, actor: Actor, at: datetime, need: Need, reason: str = "", version: int | None = None) -> Need:
    """Undo the merger of ``need``: it stands again where it stood, with all that was joined to it."""
    need = locked(need.pk)
    merger = NeedMerge.objects.select_for_update().filter(need=need, split_at=None).first()
    if merger is None:
        require(actor, Action.VIEW, need)
        raise Refused(_not_merged(need))
    require(actor, Action.SPLIT, need)
    check_version(need, version)
    merger.split_at, merger.split_by_id, merger.split_reason = at, actor.user_id, paragraphs(reason)
    merger.save(update_fields=["split_at", "split_by", "split_reason"])
    Need.objects.filter(pk__in=_absorbed(need)).update(merged_into=need)
    need.merged_into = None
    return take_step(need, NeedStatus(merger.status_before), actor=actor, at=at, reason=reason)


def _join(need: Need, target: Need, *, actor: Actor, at: datetime, reason: str) -> None:
    NeedMerge.objects.create(
        need=need, into=target, at=at, by_id=actor.user_id, reason=reason, status_before=need.status
    )
    Need.objects.filter(merged_into=need).update(merged_into=target)
    need.merged_into = target
    take_step(need, NeedStatus.MERGED, actor=actor, at=at, reason=reason)


def _absorbed(need: Need) -> set[uuid.UUID]:
    open_mergers = NeedMerge.objects.filter(split_at=None, need__place_id=need.place_id)
    return absorbed_by(need.pk, open_mergers.values_list("need_id", "into_id"))


def _obstacle(need: Need, target: Need) -> Problem | None:
    if need.pk == target.pk:
        return Problem(
            code="merge_itself",
            field="into",
            value=str(target.pk),
            message=gettext_noop("The need “%(title)s” cannot be merged into itself."),
            params={"title": need.title},
            remedy=gettext_noop("Choose another need, or split the one that was joined to it first."),
        )
    if need.place_id != target.place_id:
        return Problem(
            code="merge_other_place",
            field="into",
            value=str(target.pk),
            message=gettext_noop("“%(title)s” is a need of another place (%(place)s)."),
            params={"title": target.title, "place": target.place.name},
            remedy=gettext_noop("Merge needs of the same place only; the same problem elsewhere is another need."),
        )
    if need.status in COUNTED and target.status not in COUNTED:
        return Problem(
            code="merge_into_draft",
            field="into",
            value=str(target.pk),
            message=gettext_noop("The published need “%(title)s” cannot be merged into one that is not public."),
            params={"title": need.title},
            remedy=gettext_noop("Publish the other need first, or merge the two the other way round."),
        )
    return step_problem(NeedStatus(need.status), NeedStatus.MERGED)


def _not_merged(need: Need) -> Problem:
    return Problem(
        code="not_merged",
        field="status",
        value=need.status,
        message=gettext_noop("The need “%(title)s” is not merged with any other."),
        params={"title": need.title},
        remedy=gettext_noop("There is nothing to split."),
    )
