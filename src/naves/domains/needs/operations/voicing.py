"""Voicing a need and editing it."""

import uuid
from datetime import datetime

from django.db import transaction

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedsChanged
from naves.domains.needs.models import Need, NeedTransition
from naves.domains.needs.operations.contents import (
    changes,
    current_groups,
    current_shares,
    own_fields,
    set_groups,
    set_shares,
    snapshot,
)
from naves.domains.needs.operations.records import check_version, locked, note
from naves.domains.needs.operations.steps import take_step
from naves.domains.needs.permissions import KIND, Action, require
from naves.domains.needs.queries.vocabularies import group_codes, theme_codes
from naves.domains.needs.rules.places import place_problem
from naves.domains.needs.rules.values import NeedValues, settled, tidy, value_problems
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.places.models import Place
from naves.kernel import events
from naves.kernel.clock import prague_date
from naves.kernel.errors import NotAllowed, Problem, Refused, gettext_noop

_TOLD = frozenset({"title", "description", "language", "people_affected", "severity", "voiced_on"})
"""Contents that figures or the search rest on."""


@transaction.atomic
def voice_need(
    *,
    actor: Actor,
    at: datetime,
    place: Place,
    values: NeedValues,
    organisation_id: uuid.UUID | None = None,
    publish: bool = False,
    source: str = "",
    source_id: str = "",
) -> Need:
    """Write a need down as a draft; with ``publish`` it goes out at once (who may: see the permissions)."""
    require(actor, Action.CREATE_DRAFT, place=place)
    _require_organisation(actor, organisation_id)
    values = checked(values, place, at)
    need = Need(
        place=place,
        **own_fields(values),
        organisation_id=organisation_id,
        created_by_id=actor.user_id,
        created_at=at,
        source=source,
        source_id=source_id,
    )
    if publish:
        require(actor, Action.PUBLISH, need)
    need.save(force_insert=True)
    set_shares(need, values.themes, at=at)
    set_groups(need, values.groups, at=at)
    NeedTransition.objects.create(need=need, from_status="", to_status=NeedStatus.DRAFT, at=at, by_id=actor.user_id)
    after = snapshot(need, values.themes, values.groups)
    note(actor=actor, at=at, action="needs.voice", identifier=need.pk, after=after)
    if publish:
        take_step(need, NeedStatus.PUBLISHED, actor=actor, at=at)
    else:
        events.emit(NeedsChanged(need_ids=(need.pk,), at=at))
    return need


@transaction.atomic
def edit_need(
    *, actor: Actor, at: datetime, need: Need, version: int, values: NeedValues, place: Place | None = None
) -> Need:
    """Change the contents; ``version`` is the one that the editor saw. Returns the need as it stands now."""
    need = locked(need.pk)
    require(actor, Action.EDIT, need)
    check_version(need, version)
    target = place or need.place
    values = checked(values, target, at)
    if target.pk != need.place_id:
        require(actor, Action.CREATE_DRAFT, place=target)
        _refuse_moving_what_was_published(need, target)
    before = snapshot(need, current_shares(need), current_groups(need))
    need.place = target
    for name, value in own_fields(values).items():
        setattr(need, name, value)
    moved = before["place"] != target.pk
    reclassified = set_shares(need, values.themes, at=at)
    regrouped = set_groups(need, values.groups, at=at)
    was, became = changes(before, snapshot(need, values.themes, values.groups))
    if not became:
        return need
    need.version += 1
    need.save()
    note(actor=actor, at=at, action="needs.edit", identifier=need.pk, before=was, after=became)
    if moved or reclassified or regrouped or became.keys() & _TOLD:
        events.emit(NeedsChanged(need_ids=(need.pk,), at=at))
    return need


def checked(values: NeedValues, place: Place, at: datetime) -> NeedValues:
    """Return ``values`` tidy and settled, or refuse them with all that is wrong."""
    tidied = tidy(values)
    problems = value_problems(tidied, today=prague_date(at), themes=theme_codes(), groups=group_codes())
    if wrong_place := place_problem(place.level, place.kind, place.name):
        problems.insert(0, wrong_place)
    if problems:
        raise Refused(problems)
    return settled(tidied)


def _require_organisation(actor: Actor, organisation_id: uuid.UUID | None) -> None:
    if organisation_id is None or actor.is_analyst or actor.acts_for(organisation_id, MemberRole.MEMBER):
        return
    raise NotAllowed(Action.CREATE_DRAFT.value, KIND, "not a member of the organisation")


def _refuse_moving_what_was_published(need: Need, target: Place) -> None:
    if need.published_at is not None:
        raise Refused(
            Problem(
                code="need_place_fixed",
                field="place",
                value=target.name,
                message=gettext_noop("A need that was published stays in its place: figures rest on it."),
                remedy=gettext_noop("Withdraw it with a reason and enter it again in the right place."),
            )
        )
