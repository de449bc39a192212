"""Reading notices, and choosing what one hears of."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from naves.domains.accounts import audit
from naves.domains.accounts.models import User
from naves.domains.exchange.enums import Topic, Way
from naves.domains.exchange.models import Notice, NoticeChoice
from naves.domains.exchange.permissions import WRITE
from naves.domains.needs.rules.values import unknown_choice
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotAllowed, Refused


@transaction.atomic
def read_notices(*, actor: Actor, at: datetime, only: UUID | None = None) -> int:
    """Mark one's notices as read, all or ``only`` one; return how many were not."""
    waiting = Notice.objects.filter(user_id=_own(actor), read_at=None)
    if only is not None:
        waiting = waiting.filter(pk=only)
    return waiting.update(read_at=at)


@transaction.atomic
def choose(*, actor: Actor, at: datetime, topic: str, way: str) -> NoticeChoice:
    """Say how one hears of a topic."""
    user_id = _own(actor)
    return _chosen(user_id, topic, way, at=at, request_id=actor.request_id)


@transaction.atomic
def stop_letters(*, user: User, at: datetime, topic: str) -> NoticeChoice:
    """Send no more letters of a topic; whoever holds the link of a letter may say so without signing in."""
    current = NoticeChoice.objects.filter(user=user, topic=topic).first()
    if current is not None and current.way != Way.MAIL:
        return current
    return _chosen(user.pk, topic, Way.PAGE, at=at, request_id="")


def _chosen(user_id: UUID, topic: str, way: str, *, at: datetime, request_id: str) -> NoticeChoice:
    known: list[tuple[str, str, list[str]]] = [("topic", topic, Topic.values), ("way", way, Way.values)]
    if problems := [unknown_choice(field, value, values) for field, value, values in known if value not in values]:
        raise Refused(problems)
    before = NoticeChoice.objects.filter(user_id=user_id, topic=topic).first()
    choice, _ = NoticeChoice.objects.update_or_create(user_id=user_id, topic=topic, defaults={"way": way})
    if before is None or before.way != way:
        audit.record(
            actor_id=user_id,
            action="exchange.notices_chosen",
            kind="user",
            identifier=user_id,
            before={topic: before.way if before else Way.MAIL.value},
            after={topic: way},
            at=at,
            request_id=request_id,
        )
    return choice


def _own(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise NotAllowed("read", "notice", "nobody is signed in")
    if actor.scopes is not None and WRITE not in actor.scopes:
        raise NotAllowed("read", "notice", f"the token lacks the scope {WRITE}")
    return actor.user_id
