"""Commenting on a draft, and answering each comment."""

import uuid
from datetime import datetime

from django.db import transaction

from naves.domains.exchange.enums import NoticeKind, PassageKind, Phase
from naves.domains.exchange.events import CommentHappened
from naves.domains.exchange.models import Comment, ConsultationRound
from naves.domains.exchange.operations.trail import locked_comment, locked_round, note, once, refuse
from naves.domains.exchange.passages import find_passage
from naves.domains.exchange.permissions import (
    RoundAction,
    may_in_round,
    phase_of,
    phases_for,
    require_in_round,
    speakers,
)
from naves.domains.exchange.rules.steps import comment_time_problem
from naves.domains.exchange.rules.values import digest_of, text_problems, verdict_problems
from naves.domains.needs.rules.texts import paragraphs
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.enums import VersionStatus
from naves.kernel import events
from naves.kernel.clock import prague_date
from naves.kernel.errors import Conflict, NotAllowed, Problem, gettext_noop


@transaction.atomic
def comment(
    *,
    actor: Actor,
    at: datetime,
    consultation: ConsultationRound,
    organisation: Organisation,
    text: str,
    in_own_name: bool = False,
    passage_kind: str = PassageKind.WHOLE,
    passage: uuid.UUID | None = None,
) -> Comment:
    """Say what an invited organisation, or one of its people, thinks of the draft or of a part of it.

    ``passage`` is the lineage of the goal or measure.
    """
    consultation, today = locked_round(consultation), prague_date(at)
    phase = phase_of(consultation, today)
    if Phase.OPEN in phases_for(actor, RoundAction.COMMENT, consultation):
        refuse([comment_time_problem(phase, consultation.opens_on, consultation.closes_on)])
    require_in_round(actor, RoundAction.COMMENT, consultation, today=today)
    if organisation.pk not in speakers(actor, consultation, consultation.version.strategy.owner):
        raise NotAllowed(RoundAction.COMMENT.value, "consultation", "the organisation is not invited")
    said = paragraphs(text)
    refuse(
        [
            *text_problems("text", said),
            None if consultation.version.status == VersionStatus.DRAFT else _no_draft_any_more(),
        ]
    )
    about = find_passage(consultation.version, passage_kind, passage)
    made = Comment(
        round=consultation,
        organisation=organisation,
        in_own_name=in_own_name,
        made_by_id=actor.user_id,
        made_at=at,
        passage_kind=about.kind,
        passage_lineage=about.lineage,
        passage_title=about.title,
        text=said,
        digest=digest_of(organisation.pk, about.kind, about.lineage, said),
    )
    once(made, "text")
    note(actor=actor, at=at, action="comment_made", thing=made, after=comment_values(made))
    events.emit(CommentHappened(made.pk, NoticeKind.COMMENT_MADE.value, actor.user_id, at))
    return made


@transaction.atomic
def withdraw_comment(*, actor: Actor, at: datetime, comment: Comment) -> Comment:
    """Take one's own comment back while comments are taken."""
    consultation, today = locked_round(comment.round), prague_date(at)
    made = locked_comment(comment)
    require_in_round(actor, RoundAction.WITHDRAW_COMMENT, consultation, today=today, comment=made)
    if made.withdrawn_at is not None:
        raise Conflict(_withdrawn())
    made.withdrawn_at = at
    made.save(update_fields=["withdrawn_at"])
    note(actor=actor, at=at, action="comment_withdrawn", thing=made)
    return made


@transaction.atomic
def answer_comment(*, actor: Actor, at: datetime, comment: Comment, verdict: str, answer: str) -> Comment:
    """Say what becomes of a comment and why; may be said anew until the outcome is published."""
    consultation, today = locked_round(comment.round), prague_date(at)
    made = locked_comment(comment)
    require_in_round(actor, RoundAction.ANSWER, consultation, today=today)
    said = paragraphs(answer)
    refuse(verdict_problems(verdict, said))
    if made.withdrawn_at is not None:
        raise Conflict(_withdrawn())
    before = comment_values(made)
    made.verdict, made.answer, made.answered_at, made.answered_by_id = verdict, said, at, actor.user_id
    made.save(update_fields=["verdict", "answer", "answered_at", "answered_by"])
    note(actor=actor, at=at, action="comment_answered", thing=made, before=before, after=comment_values(made))
    events.emit(CommentHappened(made.pk, NoticeKind.COMMENT_ANSWERED.value, actor.user_id, at))
    return made


def may_withdraw(actor: Actor, comment: Comment, at: datetime) -> bool:
    """Whether to offer it."""
    found = may_in_round(actor, RoundAction.WITHDRAW_COMMENT, comment.round, today=prague_date(at), comment=comment)
    return found and comment.withdrawn_at is None


def comment_values(comment: Comment) -> dict[str, object]:
    """Return what the audit log keeps of a comment."""
    return {
        "round": comment.round_id,
        "organisation": comment.organisation_id,
        "in_own_name": comment.in_own_name,
        "passage": f"{comment.passage_kind}:{comment.passage_lineage or ''}",
        "text": comment.text,
        "verdict": comment.verdict,
        "answer": comment.answer,
    }


def _no_draft_any_more() -> Problem:
    return Problem(
        code="not_a_draft",
        field="text",
        message=gettext_noop("The draft was approved or withdrawn meanwhile."),
        remedy=gettext_noop("Ask a question about the strategy instead."),
    )


def _withdrawn() -> Problem:
    return Problem(
        code="comment_withdrawn",
        field="text",
        message=gettext_noop("The comment was withdrawn by the one who made it."),
        remedy=gettext_noop("Nothing needs to be done."),
    )
