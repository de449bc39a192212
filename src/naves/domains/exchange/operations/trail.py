"""What every operation here does around its own work: refuse, note, lock what it changes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from naves.domains.exchange.models import Comment, ConsultationRound, Question
from naves.domains.organisations import trail
from naves.domains.organisations.access import Actor
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop

Values = Mapping[str, Any]


def refuse(problems: Iterable[Problem | None]) -> None:
    """Raise Refused where there is something wrong."""
    if found := [problem for problem in problems if problem is not None]:
        raise Refused(found)


def note(
    *,
    actor: Actor,
    at: datetime,
    action: str,
    thing: Model,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Write a line of the audit log."""
    kind = str(thing._meta.model_name)
    trail.note(
        actor=actor, at=at, action=f"exchange.{action}", kind=kind, identifier=thing.pk, before=before, after=after
    )


def once(thing: Model, field: str) -> None:
    """Save a new row, or say that the very same is there already: a form sent twice is one."""
    try:
        with transaction.atomic():
            thing.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            Problem(
                code="sent_twice",
                field=field,
                message=gettext_noop("You have already sent this very text."),
                remedy=gettext_noop("Look at its page; write again only what is new."),
            )
        ) from None


def locked_question(question: Question) -> Question:
    """Return the question as it is now, locked until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).select_related("asking", "addressee").get(pk=question.pk)


def locked_round(consultation: ConsultationRound) -> ConsultationRound:
    """Return the consultation as it is now, locked, with its version and owner."""
    rows = ConsultationRound.objects.select_for_update(of=("self",)).select_related("version__strategy__owner")
    return rows.get(pk=consultation.pk)


def locked_comment(comment: Comment) -> Comment:
    """Return the comment as it is now, locked."""
    return Comment.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=comment.pk)
