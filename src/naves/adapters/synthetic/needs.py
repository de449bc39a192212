"""Needs with themes, groups, steps and mergers, and the evidence for them."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np

from naves.adapters.synthetic.drawing import DAYS, Array, Draw
from naves.adapters.synthetic.territory import SOURCE, Territory
from naves.adapters.synthetic.vocabulary import PLACES, PROBLEMS, SINCE, SOURCES, VOICES, WHO, WISH
from naves.domains.needs.columns import folded
from naves.domains.needs.enums import EvidenceKind, NeedStatus, Severity, VoicedBy
from naves.domains.needs.models import (
    AffectedGroup,
    Evidence,
    Need,
    NeedGroup,
    NeedMerge,
    NeedThemeShare,
    NeedTransition,
    Theme,
)
from naves.domains.needs.operations.bulk import insert

AT_ONCE = 20_000
STATUSES = (NeedStatus.PUBLISHED, NeedStatus.DRAFT, NeedStatus.ANSWERED, NeedStatus.WITHDRAWN)
SHARES_OF_STATUSES = (0.93, 0.02, 0.03, 0.02)
THEME_WEIGHTS = (0.18, 0.08, 0.08, 0.08, 0.09, 0.09, 0.10, 0.10, 0.04, 0.05, 0.04, 0.03, 0.04)
SECOND_THEME, ONE, MORE, LESS = 0.2, Decimal("1.000"), Decimal("0.600"), Decimal("0.400")
MERGED = 0.01
IN_INBOX = 0.15
SILENT_TOWNS = 0.25
Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """Needs by number: town, first theme, day of entry, and whether they may be answered."""

    ids: list[uuid.UUID]
    town: Array
    theme: Array
    day: Array
    is_open: Array
    themes: list[str]


def make_needs(draw: Draw, territory: Territory, count: int, progress: Progress) -> Needs:
    """Write the needs in the order of their entry."""
    themes = list(Theme.objects.values_list("code", flat=True))
    groups = list(AffectedGroup.objects.values_list("code", flat=True))
    day = np.sort(draw.below(DAYS, count))
    status = draw.random.choice(len(STATUSES), count, p=SHARES_OF_STATUSES)
    needs = Needs(
        ids=draw.ids(day),
        town=_towns(draw, territory, count),
        theme=draw.random.choice(len(themes), count, p=_weights(len(themes))),
        day=day,
        is_open=np.isin(status, [0, 2]),
        themes=themes,
    )
    into = _mergers(draw, needs, status)
    needs.is_open[into >= 0] = False
    for start in range(0, count, AT_ONCE):
        _write(draw, territory, needs, status, into, groups, slice(start, min(start + AT_ONCE, count)))
        progress("needs", min(1.0, (start + AT_ONCE) / count))
    return needs


def _weights(themes: int) -> Array:
    weights = np.resize(np.array(THEME_WEIGHTS), themes)
    shares: Array = weights / weights.sum()
    return shares


def _towns(draw: Draw, territory: Territory, count: int) -> Array:
    """Larger towns voice more needs, though not in proportion; a quarter of the towns voices none."""
    weight = np.maximum(territory.people, 1) ** 0.6
    silent = draw.random.random(len(weight)) < SILENT_TOWNS
    silent[0] = False
    weight = np.where(silent, 0, weight)
    return draw.random.choice(len(weight), count, p=weight / weight.sum())


def _mergers(draw: Draw, needs: Needs, status: Array) -> Array:
    """Return for each need the number of the one that it was merged into, or -1."""
    into = np.full(len(needs.ids), -1, dtype=np.int64)
    first: dict[tuple[int, int], int] = {}
    wanted = draw.random.random(len(into)) < MERGED
    keys = list(zip(needs.town.tolist(), needs.theme.tolist(), strict=True))
    for number in np.flatnonzero(status == 0).tolist():
        target = first.setdefault(keys[number], number)
        if wanted[number] and target != number:
            into[number] = target
    return into


def _write(
    draw: Draw, territory: Territory, needs: Needs, status: Array, into: Array, groups: list[str], part: slice
) -> None:
    ids, days = needs.ids[part], needs.day[part]
    count = len(ids)
    entered = draw.moments(days)
    statuses = [STATUSES[index] for index in status[part].tolist()]
    targets = [needs.ids[target] if target >= 0 else None for target in into[part].tolist()]
    theme = needs.theme[part].tolist()
    texts = list(_texts(draw, [needs.themes[index] for index in theme]))
    places = territory.towns[needs.town[part]].tolist()
    severities = draw.pick([level.value for level in Severity], count, (0.3, 0.5, 0.2))
    voices = draw.pick([voice.value for voice in VoicedBy], count, (0.55, 0.3, 0.12, 0.03))
    people = np.round(draw.random.lognormal(4, 1.3, count)).astype(int) + 1
    known = draw.random.random(count) < 0.8  # noqa: PLR2004 - nobody counted the rest
    insert(
        Need,
        ("id", "place_id", "title", "title_folded", "description", "language", "status", "voiced_by", "voiced_on",
         "severity", "severity_reason", "people_affected", "created_at", "published_at", "merged_into_id", "source",
         "source_id", "version"),
        (
            (ids[i], places[i], texts[i][0], folded(texts[i][0]), texts[i][1], "cs",
             NeedStatus.MERGED.value if targets[i] else statuses[i].value, voices[i], entered[i].date(), severities[i],
             "", int(people[i]) if known[i] else None, entered[i],
             None if statuses[i] == NeedStatus.DRAFT else entered[i], targets[i], SOURCE, ids[i].hex, 1)
            for i in range(count)
        ),
    )  # fmt: skip
    insert(NeedThemeShare, ("need_id", "theme_id", "share", "since"), _shares(draw, ids, theme, needs.themes, entered))
    chosen = draw.pick(groups, count)
    insert(NeedGroup, ("need_id", "group_id", "since"), zip(ids, chosen, entered, strict=True))
    insert(
        NeedTransition,
        ("need_id", "from_status", "to_status", "at", "reason"),
        _steps(ids, statuses, targets, entered),
    )
    merged = [(ids[i], targets[i], entered[i] + timedelta(days=3)) for i in range(count) if targets[i]]
    insert(
        NeedMerge,
        ("need_id", "into_id", "at", "reason", "status_before", "split_reason"),
        ((need, target, at, "Tatáž potřeba.", NeedStatus.PUBLISHED.value, "") for need, target, at in merged),
    )


def _texts(draw: Draw, themes: list[str]) -> Iterator[tuple[str, str]]:
    count = len(themes)
    chance = draw.below(1 << 30, count).tolist()
    where, who = draw.pick(PLACES, count), draw.pick(WHO, count)
    since, more, wish = draw.pick(SINCE, count), draw.pick(SINCE, count), draw.pick(WISH, count)
    for i, theme in enumerate(themes):
        problems = PROBLEMS[theme]
        title = f"{problems[chance[i] % len(problems)]} {where[i]}"
        yield (
            title,
            f"{title}. {who[i]}. {since[i]} {more[i] if more[i] != since[i] else ''} {wish[i]}".replace("  ", " "),
        )


def _shares(
    draw: Draw, ids: list[uuid.UUID], theme: list[int], names: list[str], entered: list[datetime]
) -> Iterator[tuple[object, ...]]:
    second = draw.random.random(len(ids)) < SECOND_THEME
    other = draw.below(max(len(names) - 1, 1), len(ids)).tolist()
    for i, need in enumerate(ids):
        yield need, names[theme[i]], MORE if second[i] else ONE, entered[i]
        if second[i]:
            yield need, names[(theme[i] + 1 + other[i]) % len(names)], LESS, entered[i]


def _steps(
    ids: list[uuid.UUID], statuses: list[NeedStatus], targets: list[uuid.UUID | None], entered: list[datetime]
) -> Iterator[tuple[object, ...]]:
    for need, status, target, at in zip(ids, statuses, targets, entered, strict=True):
        if status == NeedStatus.DRAFT:
            yield need, "", NeedStatus.DRAFT.value, at, ""
            continue
        yield need, "", NeedStatus.PUBLISHED.value, at, ""
        last = NeedStatus.MERGED if target else status
        if last != NeedStatus.PUBLISHED:
            yield need, NeedStatus.PUBLISHED.value, last.value, at + timedelta(days=3), "Vyřízeno."


def make_evidence(draw: Draw, territory: Territory, needs: Needs, count: int, progress: Progress) -> None:
    """Write the evidence; some of it waits in the inboxes."""
    kinds = [kind.value for kind in EvidenceKind]
    for start in range(0, count, AT_ONCE):
        size = min(AT_ONCE, count - start)
        of = np.minimum((draw.random.random(size) ** 1.3 * len(needs.ids)).astype(int), len(needs.ids) - 1)
        day = np.minimum(needs.day[of] + draw.below(90, size), DAYS)
        ids, recorded = draw.ids(day), draw.moments(day)
        waits = (draw.random.random(size) < IN_INBOX).tolist()
        kind, source = draw.pick(kinds, size, (0.5, 0.15, 0.1, 0.08, 0.02, 0.15)), draw.pick(SOURCES, size)
        places, voice, since = territory.towns[needs.town[of]].tolist(), draw.pick(VOICES, size), draw.pick(SINCE, size)
        problems = [PROBLEMS[needs.themes[index]] for index in needs.theme[of].tolist()]
        where, chance = draw.pick(PLACES, size), draw.below(1 << 30, size).tolist()
        complaint = [
            f"{named[pick % len(named)]} {there}." for named, pick, there in zip(problems, chance, where, strict=True)
        ]
        numbers, people = of.tolist(), (draw.random.geometric(0.2, size)).tolist()
        insert(
            Evidence,
            ("id", "place_id", "need_id", "kind", "source", "source_id", "occurred_on", "title", "text", "url", "file",
             "people", "recorded_at", "attached_at"),
            (
                (ids[i], places[i], None if waits[i] else needs.ids[numbers[i]], kind[i], source[i], ids[i].hex,
                 recorded[i].date(), "", f"{complaint[i]} {since[i]} {voice[i]}",
                 "", "", people[i], recorded[i], None if waits[i] else recorded[i])
                for i in range(size)
            ),
        )  # fmt: skip
        progress("evidence", (start + size) / count)
