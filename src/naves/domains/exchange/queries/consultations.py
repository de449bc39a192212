"""Consultations: who may see which, what they hold, and which drafts they lend for reading."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q, QuerySet

from naves.domains.exchange.enums import Phase, RoundStatus, Verdict
from naves.domains.exchange.models import Comment, ConsultationRound
from naves.domains.exchange.permissions import (
    READ,
    RoundAction,
    may_in_round,
    phase_of,
    speakers,
)
from naves.domains.exchange.queries.keyset import newest_first
from naves.domains.exchange.rules.values import TOWNS
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.models import StrategyVersion
from naves.kernel.errors import NotFound
from naves.kernel.paging import Page

MOST_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """Comments that were not withdrawn, by what became of them."""

    total: int = 0
    accepted: int = 0
    partly: int = 0
    rejected: int = 0

    @property
    def unanswered(self) -> int:
        """Return how many still await an answer."""
        return self.total - self.accepted - self.partly - self.rejected


@dataclass(frozen=True, slots=True)
class RoundItem:
    """A consultation in a list."""

    consultation: ConsultationRound
    phase: Phase
    counts: Counts


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """A consultation with all that its page shows; ``sees_names``: of people who comment in their own name."""

    consultation: ConsultationRound
    phase: Phase
    counts: Counts
    invited: tuple[Organisation, ...]
    comments: tuple[Comment, ...]
    actions: frozenset[RoundAction]
    sees_names: bool
    may_read_draft: bool


def visible_rounds(actor: Actor) -> QuerySet[ConsultationRound]:
    """Return the consultations whose outcome is public, those of one's own drafts, and those one is invited to."""
    rounds = ConsultationRound.objects.select_related("version__strategy__owner")
    if actor.scopes is not None and READ not in actor.scopes:
        return rounds.none()
    if actor.is_analyst:
        return rounds
    seen = Q(status=RoundStatus.PUBLISHED)
    if own := [grant.organisation_id for grant in actor.grants]:
        seen |= Q(version__strategy__owner__in=own) | _guest_of(actor)
    return rounds.filter(seen)


def lent_versions(actor: Actor, today: date) -> QuerySet[ConsultationRound, uuid.UUID] | None:
    """Return the drafts that consultations lend to those invited for reading; None where there can be none."""
    if not actor.grants:
        return None
    running = ConsultationRound.objects.filter(
        _guest_of(actor), status__in=[RoundStatus.OPEN, RoundStatus.CLOSED], opens_on__lte=today
    )
    return running.order_by().values_list("version_id", flat=True)


def round_list(
    actor: Actor, today: date, *, phase: Phase | None = None, cursor: str | None = None, limit: int = 25
) -> Page[RoundItem]:
    """Return one page of what the actor may see, the newest first (three queries)."""
    rounds = visible_rounds(actor)
    if phase is not None:
        rounds = rounds.filter(_in_phase(phase, today))
    page = newest_first(rounds, "created_at", cursor=cursor, limit=limit)
    return Page(items_of(page.items, today), page.next_cursor, page.total)


def rounds_of(actor: Actor, version: StrategyVersion, today: date) -> list[RoundItem]:
    """Return the consultations of a version that the actor may see, the newest first (two queries)."""
    rounds = visible_rounds(actor).filter(version=version).order_by("-created_at", "-id")
    return items_of(list(rounds[:MOST_SHOWN]), today)


def get_round(actor: Actor, identifier: uuid.UUID) -> ConsultationRound:
    """Return a consultation that the actor may see, or NotFound."""
    consultation = visible_rounds(actor).filter(pk=identifier).first()
    if consultation is None:
        raise NotFound("consultation", identifier)
    return consultation


def get_comment(actor: Actor, identifier: uuid.UUID) -> Comment:
    """Return a comment in a consultation that the actor may see, or NotFound."""
    rows = Comment.objects.select_related("round__version__strategy__owner", "organisation")
    comment = rows.filter(pk=identifier, withdrawn_at=None).first()
    if comment is None or not visible_rounds(actor).filter(pk=comment.round_id).exists():
        raise NotFound("comment", identifier)
    return comment


def round_detail(actor: Actor, identifier: uuid.UUID, today: date) -> RoundDetail:
    """Return a consultation with its comments, in a dozen queries whatever their number."""
    consultation = get_round(actor, identifier)
    owner = consultation.version.strategy.owner
    is_owner = any(grant.organisation_id == owner.pk for grant in actor.grants)
    lent = lent_versions(actor, today)
    return RoundDetail(
        consultation=consultation,
        phase=phase_of(consultation, today),
        counts=counts_of([consultation.pk])[consultation.pk],
        invited=tuple(consultation.invited.order_by("name_sort", "pk")),
        comments=tuple(comments_of(consultation)),
        actions=frozenset(
            action
            for action in RoundAction
            if action != RoundAction.OPEN and may_in_round(actor, action, consultation, today=today)
        ),
        sees_names=is_owner or actor.is_analyst or bool(speakers(actor, consultation, owner)),
        may_read_draft=consultation.version.approved_at is not None
        or is_owner
        or actor.is_analyst
        or (lent is not None and lent.filter(version=consultation.version_id).exists()),
    )


def comments_of(consultation: ConsultationRound) -> QuerySet[Comment]:
    """Return the comments that were not withdrawn, the oldest first."""
    held = consultation.comments.filter(withdrawn_at=None).select_related("organisation")
    return held.order_by("made_at", "id")


def comments_about(actor: Actor, lineage: uuid.UUID) -> list[Comment]:
    """Return the comments on a goal or measure, in whatever version, that the actor may see (one query)."""
    held = Comment.objects.filter(passage_lineage=lineage, withdrawn_at=None, round__in=visible_rounds(actor))
    return list(held.select_related("organisation", "round").order_by("-made_at", "-id")[:MOST_SHOWN])


def speaks_for(actor: Actor, consultation: ConsultationRound) -> QuerySet[Organisation]:
    """Return the organisations in whose name the actor may comment."""
    ids = speakers(actor, consultation, consultation.version.strategy.owner)
    return Organisation.objects.filter(pk__in=ids, closed_at=None).order_by("name_sort", "pk")


def items_of(rounds: Sequence[ConsultationRound], today: date) -> list[RoundItem]:
    """Return consultations with their phases and counts (one query)."""
    counts = counts_of([one.pk for one in rounds])
    return [RoundItem(one, phase_of(one, today), counts[one.pk]) for one in rounds]


def counts_of(round_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Counts]:
    """Return what became of the comments of each consultation (one query)."""
    rows = Comment.objects.filter(round__in=round_ids, withdrawn_at=None).order_by()
    found: dict[uuid.UUID, Counter[str]] = {pk: Counter() for pk in round_ids}
    for pk, verdict, count in rows.values_list("round", "verdict").annotate(count=Count("pk")):
        found[pk][verdict] = count
    return {
        pk: Counts(
            total=sum(counter.values()),
            accepted=counter[Verdict.ACCEPTED],
            partly=counter[Verdict.PARTLY],
            rejected=counter[Verdict.REJECTED],
        )
        for pk, counter in found.items()
    }


def _guest_of(actor: Actor) -> Q:
    """Rounds to which an organisation of the actor's is invited, other than the owner itself."""
    own = [grant.organisation_id for grant in actor.grants]
    invited = ConsultationRound.invited.through.objects.filter(organisation__in=own)
    guests = Q(pk__in=invited.values("consultationround"))
    if towns := [grant.organisation_id for grant in actor.grants if grant.kind in TOWNS]:
        everyone = Q(for_all_towns=True)
        if len(towns) == 1:
            everyone &= ~Q(version__strategy__owner=towns[0])
        guests |= everyone
    return guests


def _in_phase(phase: Phase, today: date) -> Q:
    if phase == Phase.ANNOUNCED:
        return Q(status=RoundStatus.OPEN, opens_on__gt=today)
    if phase == Phase.OPEN:
        return Q(status=RoundStatus.OPEN, opens_on__lte=today, closes_on__gte=today)
    if phase == Phase.CLOSED:
        return Q(status=RoundStatus.CLOSED) | Q(status=RoundStatus.OPEN, closes_on__lt=today)
    return Q(status=phase.value)
