"""Needs, their lifecycle, themes, groups and mergers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from naves.domains.monitor.facts.columns import Names, Needs, Plans
from naves.domains.monitor.facts.days import ordinals, prague_days
from naves.domains.monitor.facts.numbering import Numbering
from naves.domains.monitor.facts.read_responses import read_responses
from naves.domains.monitor.facts.rows import GroupRows, MergeRows, NeedRows, OfNeed, ShareRows, SpellRows
from naves.domains.monitor.facts.sql import among, flag, key, ordinal, seconds, select, thousandths
from naves.domains.monitor.rules.arrays import Codes
from naves.domains.monitor.rules.facts import FOREVER
from naves.domains.needs.rules.lifecycle import COUNTED

_TABLES = ("counted", "shares", "groups", "merges", "responses", "claims")
_GONE = NeedRows(
    place=np.full(1, -1, dtype=np.int64),
    people=np.full(1, -1, dtype=np.int32),
    severity=np.zeros(1, dtype=np.int8),
    voiced=np.zeros(1, dtype=np.int32),
)


def read_needs(names: Names, plans: Plans) -> Needs:
    return _read(names, plans, Numbering(), _GONE.take(np.zeros(0, dtype=np.int32)), None)


def replace_needs(needs: Needs, names: Names, plans: Plans, keys: Sequence[str]) -> Needs:
    """The needs with everything that hangs on those in `keys` (hexadecimal UUIDs) read anew."""
    stale = needs.number.give(keys)
    marked = np.zeros(len(needs.number), dtype=np.bool_)
    marked[stale] = True
    own = needs.own.put(stale, _GONE.take(np.zeros(len(stale), dtype=np.int32)), _GONE, len(needs.number))
    fresh = _read(names, plans, needs.number, own, keys)

    def renewed(name: str) -> Any:
        table: OfNeed = getattr(needs, name)
        return table.take(~marked[table.need]).append(getattr(fresh, name))

    return replace(fresh, **{name: renewed(name) for name in _TABLES})


def _read(names: Names, plans: Plans, numbering: Numbering, own: NeedRows, only: Sequence[str] | None) -> Needs:
    keys, places, people, severities, voiced = select(
        "needs_need",
        key("id"),
        "place_id",
        "COALESCE(people_affected, -1)",
        "severity",
        ordinal("voiced_on"),
        among=among("id", only),
    )
    numbers = numbering.give(keys)
    responses, claims = read_responses(numbering, plans, only)
    counted, merges = _counted(numbering, only), _merges(numbering, only)
    shares, groups = _shares(numbering, names.themes, only), _groups(numbering, names.groups, only)
    # Last, because a need that arrived meanwhile may have got its number from one of the tables.
    fresh = NeedRows(
        place=np.array(places, dtype=np.int64),
        people=np.array(people, dtype=np.int32),
        severity=np.array(severities, dtype=np.int8),
        voiced=ordinals(voiced),
    )
    placed = own.put(numbers, fresh, _GONE, len(numbering))
    return Needs(
        number=numbering,
        own=placed,
        counted=counted,
        shares=shares,
        groups=groups,
        merges=merges,
        responses=responses,
        claims=claims,
    )


def _counted(numbering: Numbering, only: Sequence[str] | None) -> SpellRows:
    """From a step into a counted status until the next step; a need is in one status at a time."""
    statuses = ", ".join(f"'{status.value}'" for status in sorted(COUNTED))
    keys, ids, moments, counts = select(
        "needs_needtransition",
        key("need_id"),
        "id",
        seconds("at"),
        flag(f"to_status IN ({statuses})"),
        among=among("need_id", only),
    )
    need, moment = numbering.give(keys), np.array(moments, dtype=np.int64)
    order = np.lexsort((np.array(ids, dtype=np.int64), moment, need))
    need, day = need[order], prague_days(moment[order])
    until = np.full(len(need), FOREVER, dtype=np.int32)
    followed = need[:-1] == need[1:]
    until[:-1][followed] = day[1:][followed]
    counted = np.array(counts, dtype=np.bool_)[order]
    return SpellRows(need=need, from_day=day, until_day=until).take(counted & (day < until))


def _shares(numbering: Numbering, themes: Sequence[str], only: Sequence[str] | None) -> ShareRows:
    keys, codes, shares, since, until = select(
        "needs_needthemeshare",
        key("need_id"),
        "theme_id",
        thousandths("share"),
        seconds("since"),
        seconds("until"),
        among=among("need_id", only),
    )
    return ShareRows(
        need=numbering.give(keys),
        theme=_codes(codes, themes),
        share=np.array(shares, dtype=np.int16),
        from_day=prague_days(since),
        until_day=prague_days(until),
    )


def _groups(numbering: Numbering, groups: Sequence[str], only: Sequence[str] | None) -> GroupRows:
    keys, codes, since, until = select(
        "needs_needgroup",
        key("need_id"),
        "group_id",
        seconds("since"),
        seconds("until"),
        among=among("need_id", only),
    )
    return GroupRows(
        need=numbering.give(keys),
        group=_codes(codes, groups),
        from_day=prague_days(since),
        until_day=prague_days(until),
    )


def _merges(numbering: Numbering, only: Sequence[str] | None) -> MergeRows:
    keys, targets, since, until = select(
        "needs_needmerge",
        key("need_id"),
        key("into_id"),
        seconds("at"),
        seconds("split_at"),
        among=among("need_id", only),
    )
    return MergeRows(
        need=numbering.give(keys),
        into=numbering.give(targets),
        from_day=prague_days(since),
        until_day=prague_days(until),
    )


def _codes(values: Sequence[str], names: Sequence[str]) -> Codes:
    position = {name: code for code, name in enumerate(names)}
    return np.array([position[value] for value in values], dtype=np.int16)
