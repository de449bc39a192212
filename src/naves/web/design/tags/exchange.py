"""Tags that put the exchange on the pages of what it is about: questions, comments, consultations."""

import uuid
from typing import Any

from django import template
from django.template.context import Context

from naves.domains.exchange.enums import Phase, SubjectKind
from naves.domains.exchange.permissions import RoundAction, may_in_round
from naves.domains.exchange.queries import comments_about, questions_about, rounds_of
from naves.domains.organisations.access import ANONYMOUS, Actor
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import StrategyVersion
from naves.kernel.clock import today
from naves.web.design.navigation import address_of

register = template.Library()


@register.inclusion_tag("design/parts/exchange_about.html", takes_context=True)
def questions_of(context: Context, kind: str, identifier: uuid.UUID) -> dict[str, Any]:
    """`{% questions_of "measure" measure.id %}`: public questions about it, and where to ask one.

    Kinds: need, measure, strategy. Nothing where the exchange is not installed.
    """
    if not (ask := address_of("exchange:ask")):
        return {"page": None}
    return {
        "page": questions_about(SubjectKind(kind).value, identifier),
        "ask": "" if _actor(context).is_anonymous else f"{ask}?about={kind}:{identifier}",
    }


@register.inclusion_tag("design/parts/comments_on.html", takes_context=True)
def comments_on(context: Context, lineage: uuid.UUID) -> dict[str, Any]:
    """`{% comments_on measure.lineage %}`: what consultations said of a goal or measure, in whatever version."""
    return {"comments": comments_about(_actor(context), lineage) if address_of("exchange:rounds") else []}


@register.inclusion_tag("design/parts/consultations_of.html", takes_context=True)
def consultations_of(context: Context, version: StrategyVersion) -> dict[str, Any]:
    """`{% consultations_of version %}`: consultations on it that the reader may see, and a way to open one."""
    actor = _actor(context)
    rounds = rounds_of(actor, version, today()) if address_of("exchange:rounds") else []
    running = any(item.phase in {Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED} for item in rounds)
    may_open = (
        version.status == VersionStatus.DRAFT
        and not running
        and may_in_round(actor, RoundAction.OPEN, today=today(), owner=version.strategy.owner)
    )
    return {"rounds": rounds, "version": version, "may_open": may_open and bool(address_of("exchange:rounds"))}


def _actor(context: Context) -> Actor:
    actor: Actor = getattr(context.get("request"), "actor", ANONYMOUS)
    return actor
