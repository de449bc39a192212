"""Adding evidence and sorting it: from a place's inbox to a need, from one need to another."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.operations.records import EVIDENCE_KIND, locked, locked_evidence, note
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.rules.evidence import EvidenceValues, evidence_problems, tidy_evidence
from naves.domains.needs.rules.files import HEAD_SIZE, file_problem
from naves.domains.needs.rules.places import place_problem
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.kernel.clock import prague_date
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop

VALUE_FIELDS = ("kind", "source", "source_id", "occurred_on", "title", "text", "url", "people")


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    at: datetime,
    values: EvidenceValues,
    need: Need | None = None,
    place: Place | None = None,
    file: File[bytes] | None = None,
) -> Evidence:
    """Record evidence of ``need`` (of the one that stands for it, when merged), or into the inbox of ``place``."""
    target = _standing_for(need) if need is not None else None
    where = target.place if target is not None else place
    if where is None:
        raise ValueError("evidence needs a need or a place")
    require(actor, Action.ADD_EVIDENCE, target, place=where)
    values = _checked(values, where, at, file)
    _refuse_double(values, where)
    evidence = Evidence(
        place=where,
        need=target,
        **{name: getattr(values, name) for name in VALUE_FIELDS},
        recorded_at=at,
        recorded_by_id=actor.user_id,
        attached_at=at if target is not None else None,
    )
    if file is not None:
        evidence.file.save(str(file.name), file, save=False)
    evidence.save(force_insert=True)
    after = {name: getattr(evidence, name) for name in VALUE_FIELDS}
    note(
        actor=actor,
        at=at,
        action="evidence.add",
        kind=EVIDENCE_KIND,
        identifier=evidence.pk,
        after={**after, "place": where.pk, "need": evidence.need_id, "file": evidence.file.name or ""},
    )
    return evidence


@transaction.atomic
def attach_evidence(*, actor: Actor, at: datetime, evidence: Evidence, need: Need) -> Evidence:
    """Sort evidence to a need of the same place; evidence of another need moves over."""
    evidence, target = locked_evidence(evidence.pk), _standing_for(need)
    if evidence.need is not None:
        require(actor, Action.MOVE_EVIDENCE, evidence.need)
    require(actor, Action.ATTACH_EVIDENCE, target)
    if evidence.place_id != target.place_id:
        raise Refused(_other_place(evidence, target))
    return _move(evidence, target, actor=actor, at=at, action="evidence.attach")


@transaction.atomic
def detach_evidence(*, actor: Actor, at: datetime, evidence: Evidence) -> Evidence:
    """Put evidence back into the inbox of its place."""
    evidence = locked_evidence(evidence.pk)
    if evidence.need is None:
        require(actor, Action.SEE_INBOX, place=evidence.place)
        return evidence
    require(actor, Action.MOVE_EVIDENCE, evidence.need)
    return _move(evidence, None, actor=actor, at=at, action="evidence.detach")


def _move(evidence: Evidence, need: Need | None, *, actor: Actor, at: datetime, action: str) -> Evidence:
    before, after = evidence.need_id, need.pk if need is not None else None
    if before == after:
        return evidence
    evidence.need, evidence.attached_at = need, at if need is not None else None
    evidence.save(update_fields=["need", "attached_at"])
    note(
        actor=actor,
        at=at,
        action=action,
        kind=EVIDENCE_KIND,
        identifier=evidence.pk,
        before={"need": before},
        after={"need": after},
    )
    return evidence


def _standing_for(need: Need) -> Need:
    found = locked(need.pk)
    return locked(found.merged_into_id) if found.merged_into_id is not None else found


def _checked(values: EvidenceValues, place: Place, at: datetime, file: File[bytes] | None) -> EvidenceValues:
    tidied = tidy_evidence(values)
    problems = evidence_problems(tidied, today=prague_date(at), has_file=file is not None)
    if wrong_place := place_problem(place.level, place.kind, place.name):
        problems.append(wrong_place)
    if file is not None:
        head = file.read(HEAD_SIZE)
        file.seek(0)
        if wrong_file := file_problem(str(file.name), file.size, head):
            problems.append(wrong_file)
    if problems:
        raise Refused(problems)
    return tidied


def _refuse_double(values: EvidenceValues, place: Place) -> None:
    known = Evidence.objects.filter(place=place, kind=values.kind, source_id=values.source_id)
    if values.source_id and known.exists():
        raise Conflict(
            Problem(
                code="evidence_double",
                field="source_id",
                value=values.source_id,
                message=gettext_noop("The evidence “%(identifier)s” of this kind is already recorded in this place."),
                params={"identifier": values.source_id},
                remedy=gettext_noop("Find it in the inbox or at its need; do not record it again."),
            )
        )


def _other_place(evidence: Evidence, need: Need) -> Problem:
    return Problem(
        code="evidence_other_place",
        field="need",
        value=str(need.pk),
        message=gettext_noop("The evidence comes from %(evidence_place)s, the need from %(need_place)s."),
        params={"evidence_place": evidence.place.name, "need_place": need.place.name},
        remedy=gettext_noop("Choose a need of the same place."),
    )
