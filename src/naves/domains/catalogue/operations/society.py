"""Following, reuses and discussions. What an outsider writes waits until somebody of the owner has read it."""

import uuid
from datetime import datetime
from typing import cast

from django.db import IntegrityError, transaction

from naves.domains.catalogue.enums import PostStatus, ReuseStatus
from naves.domains.catalogue.models import Dataset, DatasetFollower, DiscussionPost, Reuse
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.record_permissions import Action, may, require
from naves.domains.catalogue.rules import states
from naves.domains.catalogue.rules.society import ReuseValues, post_problems, reuse_problems, tidy_reuse
from naves.domains.organisations.access import Actor
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop

REUSE, POST = "reuse", "discussion_post"


def follow(*, actor: Actor, at: datetime, dataset: Dataset) -> Dataset:
    """Hear of changes of a dataset; following twice is following once."""
    require(actor, Action.FOLLOW, dataset)
    user_id = cast("uuid.UUID", actor.user_id)  # whoever may follow is signed in
    with transaction.atomic():
        _row, created = DatasetFollower.objects.get_or_create(dataset=dataset, user_id=user_id, defaults={"since": at})
        if created:
            note(actor=actor, at=at, action="dataset.follow", identifier=dataset.pk)
    return dataset


def unfollow(*, actor: Actor, at: datetime, dataset: Dataset) -> Dataset:
    """Stop hearing; whoever follows may always stop."""
    if actor.user_id is None:
        return dataset
    with transaction.atomic():
        if DatasetFollower.objects.filter(dataset=dataset, user_id=actor.user_id).delete()[0]:
            note(actor=actor, at=at, action="dataset.unfollow", identifier=dataset.pk)
    return dataset


def propose_reuse(*, actor: Actor, at: datetime, dataset: Dataset, values: ReuseValues) -> Reuse:
    """Show what was built on a dataset; what its own people add is shown at once."""
    require(actor, Action.PROPOSE_REUSE, dataset)
    values = tidy_reuse(values)
    if problems := reuse_problems(values):
        raise Refused(problems)
    is_own = may(actor, Action.MODERATE, dataset)
    try:
        with transaction.atomic():
            reuse = Reuse.objects.create(
                dataset=dataset,
                title=values.title,
                url=values.url,
                description=values.description,
                made_by=values.made_by,
                status=ReuseStatus.SHOWN if is_own else ReuseStatus.WAITING,
                created_at=at,
                created_by_id=actor.user_id,
                judged_at=at if is_own else None,
            )
            note(
                actor=actor,
                at=at,
                action="reuse.propose",
                kind=REUSE,
                identifier=reuse.pk,
                after={"dataset": dataset.pk, "title": reuse.title, "url": reuse.url, "status": reuse.status},
            )
    except IntegrityError:
        raise Conflict(
            Problem(
                code="reuse_double",
                field="url",
                value=values.url,
                message=gettext_noop("This address is already among the reuses of the dataset."),
                remedy=gettext_noop("It may still wait for approval; there is no need to add it again."),
            )
        ) from None
    return reuse


@transaction.atomic
def judge_reuse(*, actor: Actor, at: datetime, reuse: Reuse, status: ReuseStatus) -> Reuse:
    """Show a reuse or keep it back."""
    reuse = Reuse.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=reuse.pk)
    require(actor, Action.MODERATE, reuse.dataset)
    if problem := states.step_problem(states.REUSE, ReuseStatus(reuse.status), status):
        raise Refused(problem)
    before, reuse.status, reuse.judged_at = reuse.status, status, at
    reuse.save(update_fields=["status", "judged_at"])
    _judged(actor, at, "reuse.judge", REUSE, reuse.pk, before, status)
    return reuse


@transaction.atomic
def write_post(
    *, actor: Actor, at: datetime, dataset: Dataset, text: str, answers: DiscussionPost | None = None
) -> DiscussionPost:
    """Ask or remark; an answer belongs to a question, and answers are not answered again."""
    require(actor, Action.DISCUSS, dataset)
    text = text.strip()
    problems = post_problems(text)
    if answers is not None and (answers.dataset_id != dataset.pk or answers.answers_id is not None):
        problems.append(
            Problem(
                code="post_answers",
                field="answers",
                value=str(answers.pk),
                message=gettext_noop("This cannot be answered here."),
                remedy=gettext_noop("Answer the question itself."),
            )
        )
    if problems:
        raise Refused(problems)
    is_own = may(actor, Action.MODERATE, dataset)
    post = DiscussionPost.objects.create(
        dataset=dataset,
        answers=answers,
        text=text,
        status=PostStatus.SHOWN if is_own else PostStatus.WAITING,
        is_of_owner=is_own,
        created_at=at,
        created_by_id=actor.user_id,
        judged_at=at if is_own else None,
    )
    note(
        actor=actor,
        at=at,
        action="discussion.write",
        kind=POST,
        identifier=post.pk,
        after={"dataset": dataset.pk, "status": post.status},
    )
    return post


@transaction.atomic
def judge_post(*, actor: Actor, at: datetime, post: DiscussionPost, status: PostStatus) -> DiscussionPost:
    """Show a post or keep it back."""
    post = DiscussionPost.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=post.pk)
    require(actor, Action.MODERATE, post.dataset)
    if problem := states.step_problem(states.POST, PostStatus(post.status), status):
        raise Refused(problem)
    before, post.status, post.judged_at = post.status, status, at
    post.save(update_fields=["status", "judged_at"])
    _judged(actor, at, "discussion.judge", POST, post.pk, before, status)
    return post


def _judged(actor: Actor, at: datetime, action: str, kind: str, identifier: object, before: str, after: str) -> None:
    note(
        actor=actor,
        at=at,
        action=action,
        kind=kind,
        identifier=identifier,
        before={"status": before},
        after={"status": after},
    )
