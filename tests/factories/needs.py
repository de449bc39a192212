"""Needs and evidence, made by the operations themselves, so that their history is whole."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from naves.domains.needs import operations
from naves.domains.needs.enums import EvidenceKind, NeedStatus, Severity, VoicedBy
from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.rules.evidence import EvidenceValues
from naves.domains.needs.rules.values import NeedValues
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.places.models import Place
from tests.factories.accounts import AT
from tests.factories.places import PlaceFactory

VOICED_ON = date(2025, 12, 1)


def make_values(**changes: Any) -> NeedValues:
    """Return the contents of a need of older people who miss a bus."""
    return NeedValues(
        **{
            "title": "Chybí ranní autobus k lékaři",
            "description": "Poslední spoj před polednem jede v 6.10.",
            "themes": {"mobility": Decimal(1)},
            "voiced_by": VoicedBy.CITIZEN,
            "voiced_on": VOICED_ON,
            "severity": Severity.SERIOUS,
            "severity_reason": "Lidé bez auta se k lékaři nedostanou.",
            "people_affected": 120,
            "groups": frozenset({"seniors"}),
            **changes,
        }
    )


def make_need(
    place: Place | None = None,
    *,
    status: NeedStatus = NeedStatus.PUBLISHED,
    actor: Actor = SYSTEM,
    at: datetime = AT,
    **values: Any,
) -> Need:
    """Return a need that was voiced, published and brought to ``status`` at ``at`` (merging takes ``merge_needs``)."""
    need = operations.voice_need(
        actor=actor, at=at, place=place or PlaceFactory(), values=make_values(**values), publish=False
    )
    if status == NeedStatus.DRAFT:
        return need
    need = operations.publish(actor=SYSTEM, at=at, need=need)
    if status == NeedStatus.ANSWERED:
        need = operations.answer(actor=SYSTEM, at=at, need=need)
    if status == NeedStatus.WITHDRAWN:
        need = operations.withdraw(actor=SYSTEM, at=at, need=need, reason="Zapsáno omylem.")
    return need


def make_evidence_values(**changes: Any) -> EvidenceValues:
    """Return the contents of a council resolution."""
    return EvidenceValues(
        **{
            "kind": EvidenceKind.RESOLUTION,
            "source": "Usnesení rady města",
            "occurred_on": VOICED_ON,
            "title": "Rada bere na vědomí stížnosti na dopravní obslužnost",
            **changes,
        }
    )


def make_evidence(
    *, need: Need | None = None, place: Place | None = None, actor: Actor = SYSTEM, at: datetime = AT, **values: Any
) -> Evidence:
    """Return evidence of ``need``, or in the inbox of ``place``."""
    where = place if need is None else None
    if need is None and where is None:
        where = PlaceFactory()
    return operations.add_evidence(actor=actor, at=at, values=make_evidence_values(**values), need=need, place=where)
