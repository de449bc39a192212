"""Notices of one person."""

import uuid

from naves.domains.accounts.models import User
from naves.domains.exchange.enums import Topic, Way
from naves.domains.exchange.models import Notice, NoticeChoice
from naves.domains.exchange.queries.keyset import newest_first
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotFound
from naves.kernel.paging import Page


def notices_of(actor: Actor, *, cursor: str | None = None, limit: int = 25) -> Page[Notice]:
    """Return one page of the actor's own notices, the newest first; of nobody else's."""
    rows = Notice.objects.filter(user_id=actor.user_id) if actor.user_id else Notice.objects.none()
    related = rows.select_related("question__asking", "question__addressee", "round__version__strategy", "comment")
    return newest_first(related, "at", cursor=cursor, limit=limit)


def get_notice(actor: Actor, identifier: uuid.UUID) -> Notice:
    """Return one of the actor's own notices, or NotFound."""
    own = Notice.objects.filter(user_id=actor.user_id) if actor.user_id else Notice.objects.none()
    notice = own.filter(pk=identifier).first()
    if notice is None:
        raise NotFound("notice", identifier)
    return notice


def unread_count(actor: Actor) -> int:
    """Return how many the actor has not read (one query; none for nobody)."""
    return Notice.objects.filter(user_id=actor.user_id, read_at=None).count() if actor.user_id else 0


def ways_of(user: User) -> dict[Topic, Way]:
    """Return how a person hears of each topic."""
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("topic", "way"))
    return {topic: Way(chosen.get(topic.value, Way.MAIL)) for topic in Topic}
