"""A need and its first evidence in one go: both are written, or neither."""

import uuid
from datetime import datetime

from django.db import transaction

from naves.domains.needs import operations
from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.permissions import Action, may, territory
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import OrganisationKind
from naves.domains.places.models import Place
from naves.kernel.errors import Refused
from naves.web.design.problems import show_problems
from naves.web.needs.forms.entry import NAMES, AnyNeedForm
from naves.web.needs.forms.evidence import EvidenceForm


def record(form: AnyNeedForm, evidence: EvidenceForm, *, actor: Actor, at: datetime, publish: bool) -> Need | None:
    """Write what two valid forms say; None where the domain refused, which the forms then tell."""
    if form.values is None or form.town is None:
        return None
    refusing: AnyNeedForm | EvidenceForm = form
    try:
        with transaction.atomic():
            need = operations.voice_need(
                actor=actor,
                at=at,
                place=form.town,
                values=form.values,
                organisation_id=organisation_for(actor, form.town),
                publish=publish,
            )
            refusing = evidence
            if evidence.is_given:
                operations.add_evidence(
                    actor=actor, at=at, values=evidence.values(), need=need, file=evidence.cleaned_data["file"]
                )
    except Refused as refusal:
        show_problems(refusing, refusal, NAMES)
        return None
    return need


def make_need_of(evidence: Evidence, form: AnyNeedForm, *, actor: Actor, at: datetime, publish: bool) -> Need | None:
    """Write a need and sort ``evidence`` from the inbox to it; None where the domain refused."""
    if form.values is None or form.town is None:
        return None
    try:
        with transaction.atomic():
            need = operations.voice_need(
                actor=actor,
                at=at,
                place=form.town,
                values=form.values,
                organisation_id=organisation_for(actor, form.town),
                publish=publish,
            )
            operations.attach_evidence(actor=actor, at=at, evidence=evidence, need=need)
    except Refused as refusal:
        show_problems(form, refusal, {**NAMES, "need": "place"})
        return None
    return need


def organisation_for(actor: Actor, town: Place) -> uuid.UUID | None:
    """Return the town hall or regional office, where the writer acts for the one that governs ``town``."""
    governing = {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION}
    here = territory(town)
    return next(
        (grant.organisation_id for grant in actor.grants if grant.kind in governing and grant.place_id in here), None
    )


def is_staff(actor: Actor) -> bool:
    """Whether the writer enters needs for a town, and so gets the clerk's words."""
    return actor.is_analyst or home_of(actor) is not None


def home_of(actor: Actor) -> int | None:
    """Return the municipality of the writer, where there is just one."""
    homes = {grant.place_id for grant in actor.grants if grant.kind == OrganisationKind.MUNICIPALITY}
    return homes.pop() if len(homes) == 1 else None


def may_publish(actor: Actor, town: Place) -> bool:
    """Whether a new need of ``town`` may go out at once."""
    return may(actor, Action.PUBLISH, Need(place=town, created_by_id=actor.user_id))
