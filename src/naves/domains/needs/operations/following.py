"""Hearing back at every step of a need."""

from datetime import datetime

from django.db import transaction

from naves.domains.needs.models import Need, NeedFollower
from naves.domains.needs.operations.records import note
from naves.domains.needs.permissions import KIND, Action, require
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed


@transaction.atomic
def follow(*, actor: Actor, at: datetime, need: Need) -> NeedFollower:
    """Let the actor hear of ``need``; following twice is once."""
    require(actor, Action.FOLLOW, need)
    if actor.user_id is None:
        raise NotAllowed(Action.FOLLOW.value, KIND, "nobody is signed in")
    follower, is_new = NeedFollower.objects.get_or_create(need=need, user_id=actor.user_id, defaults={"since": at})
    if is_new:
        note(actor=actor, at=at, action="needs.follow", identifier=need.pk)
    return follower


@transaction.atomic
def unfollow(*, actor: Actor, at: datetime, need: Need) -> None:
    """Stop hearing of ``need``; always allowed to the one who follows."""
    if actor.user_id is None:
        return
    gone, _ = NeedFollower.objects.filter(need=need, user_id=actor.user_id).delete()
    if gone:
        note(actor=actor, at=at, action="needs.unfollow", identifier=need.pk)
