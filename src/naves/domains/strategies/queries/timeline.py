"""What strategies add to the thread of a need."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime

from naves.domains.needs.models import Need
from naves.domains.needs.queries import TimelineEntry
from naves.domains.organisations.access import Actor
from naves.domains.strategies.facts import claim_facts, day_number
from naves.domains.strategies.queries.items import ResponseItem, items_of, with_related
from naves.domains.strategies.queries.visibility import visible_responses
from naves.domains.strategies.rules.spells import FOREVER
from naves.kernel.clock import start_of_day


def response_timeline(actor: Actor, need: Need, today: date) -> list[TimelineEntry]:
    """Return what happened to the responses of `need` and of those merged into it, the oldest first (four queries).

    Kinds: response_proposed, response_confirmed, response_contradicts, response_carried, response_withdrawn,
    level_claimed, level_withdrawn, level_fell. `link_id` is the response, `link_text` what it points to.
    `detail`: level_claimed → level, proof_kind, proof_text, proof_url, valid_from, lapses_on;
    level_fell → level (after) and from_level; response_carried → version (its number); all → target, target_id,
    strategy_id, strategy.
    """
    merged = Need.objects.filter(merged_into=need).values_list("pk", flat=True)
    chosen = with_related(visible_responses(actor).filter(need__in=[need.pk, *merged]))
    items = items_of(actor, today, list(chosen.order_by("proposed_at", "pk")))
    entries = [entry for item in items for entry in _entries(item, today)]
    return sorted(entries, key=lambda entry: entry.at)


def _entries(item: ResponseItem, today: date) -> Iterator[TimelineEntry]:
    response = item.response
    if response.carried_from_id is not None and response.confirmed_at is not None:
        yield _entry(item, "response_carried", response.confirmed_at, version=_version_number(item))
    else:
        yield _entry(
            item, "response_proposed", response.proposed_at, by_id=response.proposed_by_id, reason=response.note
        )
        if response.confirmed_at is not None:
            kind = "response_contradicts" if response.contradicts else "response_confirmed"
            yield _entry(item, kind, response.confirmed_at, by_id=response.confirmed_by_id)
    yield from _claims(item)
    yield from _falls(item, today)
    if response.withdrawn_at is not None and not item.is_carried:
        yield _entry(
            item,
            "response_withdrawn",
            response.withdrawn_at,
            by_id=response.withdrawn_by_id,
            reason=response.withdrawn_reason,
        )


def _claims(item: ResponseItem) -> Iterator[TimelineEntry]:
    for one in item.claims:
        claim = one.claim
        is_carried = item.response.carried_from_id is not None and claim.recorded_at == item.response.confirmed_at
        if not is_carried:
            yield _entry(
                item,
                "level_claimed",
                claim.recorded_at,
                by_id=claim.recorded_by_id,
                level=claim.level,
                proof_kind=claim.proof_kind,
                proof_text=claim.proof_text,
                proof_url=claim.proof_url,
                valid_from=claim.valid_from,
                lapses_on=claim.lapses_on,
            )
        if claim.withdrawn_at is not None:
            yield _entry(item, "level_withdrawn", claim.withdrawn_at, reason=claim.withdrawn_reason, level=claim.level)


def _falls(item: ResponseItem, today: date) -> Iterator[TimelineEntry]:
    """A level that lapsed by itself, with the money or with the strategy; what people took back is told elsewhere."""
    told = {day_number(item.response.withdrawn_at), *(claim_facts(one.claim).withdrawn for one in item.claims)}
    following = (*item.spells[1:], None)
    for spell, after in zip(item.spells, following, strict=False):
        level = after.level if after is not None and after.from_day == spell.until_day else 0
        is_past = spell.until_day != FOREVER and spell.until_day <= today.toordinal()
        if level < spell.level and is_past and spell.until_day not in told:
            at = start_of_day(date.fromordinal(spell.until_day))
            yield _entry(item, "level_fell", at, level=level, from_level=spell.level)


def _version_number(item: ResponseItem) -> int | None:
    return item.target.version.number if item.target is not None else None


def _entry(
    item: ResponseItem, kind: str, at: datetime, *, by_id: uuid.UUID | None = None, reason: str = "", **detail: object
) -> TimelineEntry:
    target = item.target
    about: dict[str, object] = {"target": "reference", "target_id": item.response.reference_id}
    if target is not None:
        about = {
            "target": "goal" if item.response.goal_id else "measure",
            "target_id": target.pk,
            "strategy_id": target.version.strategy_id,
            "strategy": target.version.strategy.title,
        }
    return TimelineEntry(
        at=at,
        kind=kind,
        by_id=by_id,
        reason=reason,
        link_id=item.response.pk,
        link_text=str(target) if target is not None else item.response.reference_kind,
        detail={**about, **detail},
    )
