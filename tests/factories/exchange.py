"""Questions, consultations and comments, made by the operations themselves."""

from datetime import date, datetime, timedelta
from typing import Any

from naves.domains.exchange import operations
from naves.domains.exchange.models import Comment, ConsultationRound, Question
from naves.domains.exchange.rules.values import QuestionValues, RoundValues
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.models import StrategyVersion
from naves.kernel.clock import prague_date
from tests.factories.accounts import AT


def organisation_of(actor: Actor) -> Organisation:
    """Return the organisation for which ``actor`` acts first."""
    return Organisation.objects.get(pk=actor.grants[0].organisation_id)


def make_question(
    asker: Actor, addressee: Organisation, *, at: datetime = AT, own_name: bool = False, **changes: Any
) -> Question:
    """Return a question of the asker's organisation, or in their own name."""
    reference = {name: changes.pop(name) for name in ("subject_kind", "subject_id") if name in changes}
    said = {"title": "Jak počítat spádovost školy?", "text": "Sousední obce posílají děti k nám.", **changes}
    return operations.ask(
        actor=asker,
        at=at,
        asking=None if own_name else organisation_of(asker),
        addressee=addressee,
        values=QuestionValues(**said),
        **reference,
    )


def make_round(
    version: StrategyVersion,
    *,
    invited: list[Organisation] | None = None,
    for_all_towns: bool = False,
    actor: Actor = SYSTEM,
    at: datetime = AT,
    opens_on: date | None = None,
    days: int = 14,
) -> ConsultationRound:
    """Return a consultation that begins on the day of ``at`` and takes two weeks."""
    first = opens_on or prague_date(at)
    values = RoundValues(
        about="Nevíme, zda obce zvládnou lhůty.",
        opens_on=first,
        closes_on=first + timedelta(days=days),
        for_all_towns=for_all_towns,
    )
    return operations.open_round(actor=actor, at=at, version=version, values=values, invited=invited or [])


def make_comment(consultation: ConsultationRound, actor: Actor, *, at: datetime = AT, **changes: Any) -> Comment:
    """Return a comment of the actor's organisation on the whole draft."""
    said = {"text": "Lhůta do června je krátká.", **changes}
    if "organisation" not in said:
        said["organisation"] = organisation_of(actor)
    return operations.comment(actor=actor, at=at, consultation=consultation, **said)
