"""Responses of measures to needs of their themes and places, with the levels that they show."""

from datetime import timedelta

import numpy as np
from django.db.models import Max

from naves.adapters.synthetic.drawing import DAYS, Array, Draw
from naves.adapters.synthetic.needs import Needs, Progress
from naves.adapters.synthetic.strategies import Plans
from naves.adapters.synthetic.territory import SOURCE, Territory
from naves.domains.needs.operations.bulk import insert
from naves.domains.strategies.enums import ProofKind
from naves.domains.strategies.models import IndicatorReading, LevelClaim, Response

AT_ONCE = 20_000
UNANSWERED = 0.35
MOST_ROUNDS = 100
UNCONFIRMED, CONTRADICTING, WITHDRAWN = 0.12, 0.01, 0.03
LEVELS, SHARES_OF_LEVELS = (1, 2, 3, 4), (0.3, 0.4, 0.22, 0.08)
PROOFS = {
    1: ProofKind.STRATEGY_TEXT,
    2: ProofKind.MEASURE_PLAN,
    3: ProofKind.APPROVED_BUDGET,
    4: ProofKind.INDICATOR_TARGET,
}


def make_responses(
    draw: Draw, territory: Territory, needs: Needs, plans: Plans, count: int, progress: Progress
) -> None:
    """Write the responses in the order in which they were proposed."""
    need, measure = _pairs(draw, territory, needs, plans, count)
    day = np.minimum(np.maximum(needs.day[need], plans.day[measure]) + draw.below(200, len(need)), DAYS - 1)
    order = np.argsort(day, kind="stable")
    need, measure, day = need[order], measure[order], day[order]
    reading = 1 + (IndicatorReading.objects.aggregate(Max("id"))["id__max"] or 0)
    for start in range(0, len(need), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        reading = _write(draw, territory, needs, plans, need[part], measure[part], day[part], reading)
        progress("responses", min(1.0, (start + AT_ONCE) / len(need)))


def _pairs(draw: Draw, territory: Territory, needs: Needs, plans: Plans, count: int) -> tuple[Array, Array]:
    """Return different pairs of a need and a measure of its theme that covers its town."""
    answered = np.flatnonzero(needs.is_open & (draw.random.random(len(needs.ids)) >= UNANSWERED))
    themes = len(needs.themes)
    order = np.argsort(plans.area * themes + plans.theme, kind="stable")
    cell = (plans.area * themes + plans.theme)[order]
    begins = np.searchsorted(cell, np.arange(plans.areas * themes))
    sizes = np.diff(np.append(begins, len(cell)))
    regions = len(territory.regions)
    pairs = np.zeros(0, dtype=np.int64)
    for _ in range(MOST_ROUNDS):
        missing = count - len(pairs)
        if missing <= 0:
            break
        need = answered[(draw.random.random(missing * 2 + 10) ** 1.5 * len(answered)).astype(int)]
        reach = draw.random.choice(3, len(need), p=(0.6, 0.28, 0.12))
        town, kraj = needs.town[need], territory.region[needs.town[need]]
        area = np.select([reach == 0, reach == 1], [1 + regions + town, 1 + kraj], 0)
        cells = area * themes + needs.theme[need]
        cells = np.where(sizes[cells] > 0, cells, (1 + kraj) * themes + needs.theme[need])
        cells = np.where(sizes[cells] > 0, cells, needs.theme[need])
        there = sizes[cells] > 0
        need, cells = need[there], cells[there]
        measure = order[begins[cells] + draw.below(1 << 30, len(cells)) % sizes[cells]]
        found = np.unique(np.concatenate([pairs, need * len(plans.ids) + measure]))
        pairs = draw.random.permutation(found)[:count]
    return pairs // len(plans.ids), pairs % len(plans.ids)


def _write(
    draw: Draw,
    territory: Territory,
    needs: Needs,
    plans: Plans,
    need: Array,
    measure: Array,
    day: Array,
    reading: int,
) -> int:
    count = len(need)
    ids, proposed = draw.ids(day), draw.moments(day)
    chance = draw.random.random((3, count))
    confirmed = (chance[0] >= UNCONFIRMED).tolist()
    against = (chance[1] < CONTRADICTING).tolist()
    withdrawn = (chance[2] < WITHDRAWN).tolist()
    of, by = need.tolist(), measure.tolist()
    later = timedelta(days=2)
    insert(
        Response,
        ("id", "need_id", "measure_id", "reference_kind", "contradicts", "suggested", "note", "proposed_at",
         "confirmed_at", "withdrawn_at", "withdrawn_reason", "source", "source_id"),
        (
            (ids[i], needs.ids[of[i]], plans.ids[by[i]], "", against[i], False, "", proposed[i],
             proposed[i] + later if confirmed[i] else None,
             proposed[i] + 20 * later if withdrawn[i] else None, "Opatření se změnilo." if withdrawn[i] else "",
             SOURCE, ids[i].hex)
            for i in range(count)
        ),
    )  # fmt: skip
    level = draw.random.choice(LEVELS, count, p=SHARES_OF_LEVELS).tolist()
    claimed = [i for i in range(count) if confirmed[i] and not against[i]]
    proven = {i: reading + place for place, i in enumerate(i for i in claimed if level[i] == LEVELS[-1])}
    insert(
        IndicatorReading,
        ("id", "indicator_id", "place_id", "value", "measured_on", "source", "recorded_at"),
        (
            (pk, plans.indicator[by[i]], int(territory.towns[needs.town[of[i]]]), 72.0, proposed[i].date(), "Šetření",
             proposed[i])
            for i, pk in proven.items()
        ),
    )  # fmt: skip
    # A response that reached a higher level has mostly shown the one below it first.
    steps = [(i, level[i]) for i in claimed] + [(i, level[i] - 1) for i in claimed if level[i] > 1 and i % 2]
    marks = draw.ids(day[np.array([i for i, _ in steps], dtype=int)])
    insert(
        LevelClaim,
        ("id", "response_id", "level", "proof_kind", "proof_text", "proof_url", "proof_file", "reading_id",
         "valid_from", "recorded_at", "withdrawn_reason"),
        (
            (mark, ids[i], shown, PROOFS[shown].value, "Doloženo usnesením.", "", "",
             proven[i] if shown == LEVELS[-1] else None, proposed[i].date(), proposed[i] + later, "")
            for mark, (i, shown) in zip(marks, steps, strict=True)
        ),
    )  # fmt: skip
    return reading + len(proven)
