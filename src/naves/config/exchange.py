"""Who hears of questions and consultations, and which drafts consultations lend."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from naves.domains.organisations.access import Actor
from naves.kernel.clock import today
from naves.kernel.events import subscribe


def connect() -> None:
    """Subscribe every handler of the exchange; safe to call again."""
    from naves.adapters.mail.notices import write_letters
    from naves.domains.exchange import reactions, telling
    from naves.domains.exchange.events import CommentHappened, NoticesGiven, QuestionHappened, RoundHappened
    from naves.domains.strategies import lending
    from naves.domains.strategies.events import StrategyChanged

    subscribe(QuestionHappened, telling.tell_of_question)
    subscribe(RoundHappened, telling.tell_of_round)
    subscribe(CommentHappened, telling.tell_of_comment)
    subscribe(NoticesGiven, write_letters)
    subscribe(StrategyChanged, reactions.strategy_changed)
    lending.provide(_under_consultation)


def _under_consultation(actor: Actor) -> QuerySet[Any, UUID] | None:
    from naves.domains.exchange.queries import lent_versions

    return lent_versions(actor, today())
