"""Reads of reuses, discussions and followers."""

import uuid

from django.db.models import Prefetch, Q, QuerySet

from naves.domains.catalogue.enums import PostStatus, ReuseStatus
from naves.domains.catalogue.models import Dataset, DatasetFollower, DiscussionPost, Reuse
from naves.domains.catalogue.record_permissions import Action, may
from naves.domains.organisations.access import Actor
from naves.kernel.errors import NotFound


def reuses_of(actor: Actor, dataset: Dataset) -> list[Reuse]:
    """Return the reuses that ``actor`` may see: shown ones, its own, all for those who moderate."""
    found = dataset.reuses.all()
    if not may(actor, Action.MODERATE, dataset):
        found = found.filter(_seen(actor, ReuseStatus.SHOWN))
    return list(found)


def posts_of(actor: Actor, dataset: Dataset) -> list[DiscussionPost]:
    """Return the questions with their answers that ``actor`` may see."""
    posts: QuerySet[DiscussionPost] = dataset.posts.all()
    if not may(actor, Action.MODERATE, dataset):
        posts = posts.filter(_seen(actor, PostStatus.SHOWN))
    return list(posts.filter(answers=None).prefetch_related(Prefetch("replies", posts.order_by("created_at", "pk"))))


def get_reuse(identifier: uuid.UUID) -> Reuse:
    """Return a reuse, or NotFound."""
    reuse = Reuse.objects.select_related("dataset__owner").filter(pk=identifier).first()
    if reuse is None:
        raise NotFound("reuse", identifier)
    return reuse


def get_post(identifier: uuid.UUID) -> DiscussionPost:
    """Return a post, or NotFound."""
    post = DiscussionPost.objects.select_related("dataset__owner").filter(pk=identifier).first()
    if post is None:
        raise NotFound("discussion_post", identifier)
    return post


def follower_ids(dataset_id: uuid.UUID) -> list[uuid.UUID]:
    """Return who follows a dataset."""
    return list(DatasetFollower.objects.filter(dataset_id=dataset_id).values_list("user_id", flat=True))


def _seen(actor: Actor, shown: str) -> Q:
    own = Q(created_by_id=actor.user_id) if actor.user_id is not None else Q()
    return Q(status=shown) | own if own else Q(status=shown)
