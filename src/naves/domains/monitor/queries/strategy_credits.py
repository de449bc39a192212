"""Which needs a version of a strategy answers: in force as the Monitor counts it, otherwise as if it were approved.

What is confirmed of a goal or measure counts for every version that holds it, known by its lineage, because approving
a version carries confirmed responses over. So a draft is credited with what it would carry on, and with nothing that a
machine merely suggests.
"""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from naves.domains.monitor.facts.current import Picture
from naves.domains.monitor.facts.mergers import follow
from naves.domains.monitor.facts.rows import ClaimRows
from naves.domains.monitor.queries.cache import Kept
from naves.domains.monitor.queries.measured import observation
from naves.domains.monitor.rules.arrays import Days, Ids, Levels, Mask
from naves.domains.monitor.rules.cross_section import CrossSection
from naves.domains.monitor.rules.facts import FOREVER
from naves.domains.monitor.rules.relevance import measures_in_force
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.queries.lineages import VersionItems
from naves.domains.strategies.rules.spells import HOLDS_WITHOUT_STRATEGY

_PLANNED = 2
NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Claims that stand on a day, strategies left aside."""

    need: Ids
    target: Ids
    level: Levels


@dataclass(frozen=True, slots=True, eq=False)
class Credits:
    """The needs of the places on a day: rows of `cross`, ascending.

    answered: a confirmed response of the version helps. level: the highest that the version itself holds, or would hold
    if approved. elsewhere: the highest by whatever strategy, as the Monitor counts it.
    pair_row and pair_item: every answer, as a position in `rows` and the number of the goal or measure.
    against: the needs that an item works against.
    """

    day: int
    cross: CrossSection
    rows: Ids
    answered: Mask
    level: Levels
    elsewhere: Levels
    pair_row: Ids
    pair_item: Ids
    against: Mask

    def __len__(self) -> int:
        return len(self.rows)


_standing: Kept[Standing] = Kept(2)
_credits: Kept[Credits] = Kept(24)


def credits_key(now: Picture, items: VersionItems, day: int) -> Hashable:
    """Return what the credits of a version rest on: the records, the day, and what the version holds and covers."""
    version = items.version
    return (
        now.epoch,
        now.sequence,
        day,
        version.pk,
        version.status,
        items.place_ids,
        tuple(items.ids),
        tuple(items.caps()),
        tuple(items.kin.items()),
    )


def credits_of(now: Picture, items: VersionItems, day: int) -> Credits:
    """Return what the version answers as of the day; kept until something is recorded."""
    return _credits.get(credits_key(now, items, day), lambda: _credits_of(now, items, day))


def _credits_of(now: Picture, items: VersionItems, day: int) -> Credits:
    seen = observation(now, day, None)
    rows = np.flatnonzero(towns_of(now, items.place_ids)[seen.cross.town]).astype(np.int32)
    row_of = np.full(now.facts.need_count, NOBODY, dtype=np.int32)
    row_of[seen.cross.need[rows]] = np.arange(len(rows), dtype=np.int32)
    own = own_items(now, items)
    pair_row, pair_item = _pairs(now, own, row_of, day, contradicts=False)
    against_row, _ = _pairs(now, own, row_of, day, contradicts=True)
    answered, against = (np.zeros(len(rows), dtype=np.bool_) for _ in range(2))
    answered[pair_row] = True
    against[against_row] = True
    return Credits(
        day=day,
        cross=seen.cross,
        rows=rows,
        answered=answered,
        level=_levels(now, items, own, row_of, len(rows), day),
        elsewhere=seen.cross.level[rows],
        pair_row=pair_row,
        pair_item=pair_item,
        against=against,
    )


def towns_of(now: Picture, place_ids: tuple[int, ...]) -> Mask:
    """Return the municipalities that lie in the places; the state is all of them."""
    towns, names = now.columns.territory.towns, now.columns.territory.names
    if Place.objects.filter(pk__in=place_ids, level=PlaceLevel.STATE).exists():
        return np.ones(len(towns), dtype=np.bool_)
    mask: Mask = np.isin(towns.place, np.array(place_ids, dtype=np.int64))
    for ids, column in (
        (names.regions, towns.region),
        (names.districts, towns.district),
        (names.orps, towns.orp),
    ):
        wanted = [ids.index(place) for place in place_ids if place in ids]
        mask |= np.isin(column, wanted)
    return mask


def own_items(now: Picture, items: VersionItems) -> Ids:
    """Return the position in the version of every goal and measure that the facts number, NOBODY for all others."""
    size = max(len(now.columns.plans.item_number), now.facts.measure_count)
    own = np.full(size + 1, NOBODY, dtype=np.int32)
    numbers = now.columns.plans.item_number.find([pk.hex for pk in items.kin])
    positions = np.array(list(items.kin.values()), dtype=np.int32)
    known = numbers >= 0
    own[numbers[known]] = positions[known]
    return own


def standing(now: Picture, day: int) -> Standing:
    """Return the claims that stand on the day, kept until something is recorded."""
    return _standing.get((now.epoch, now.sequence, day), lambda: _stands(now.columns.needs.claims, day))


def _stands(claims: ClaimRows, day: int) -> Standing:
    lapse = np.where(claims.lapses == FOREVER, FOREVER, np.maximum(claims.lapses, claims.lapse_recorded))
    held = (claims.recorded <= day) & (claims.valid_from <= day) & (claims.confirmed <= day)
    held &= (day < lapse) & (day < claims.withdrawn) & (day < claims.response_withdrawn)
    return Standing(claims.need[held], claims.target[held], claims.level[held])


def items_in_force(now: Picture, day: int) -> Mask:
    """Return which goals and measures may hold a level on the day; the entry behind the last is False."""
    plans = now.columns.plans
    size = max(len(plans.item_number), now.facts.measure_count)
    found = np.zeros(size + 1, dtype=np.bool_)
    measures = measures_in_force(now.facts, day)
    found[: len(measures)] = measures
    version = plans.items.version
    is_goal = (version >= 0) & ~plans.items.is_measure
    begun, ended = plans.versions.from_day <= day, plans.versions.until_day <= day
    found[: len(version)][is_goal] = (begun & ~ended)[version[is_goal]]
    return found


def _levels(now: Picture, items: VersionItems, own: Ids, row_of: Ids, size: int, day: int) -> Levels:
    claims = standing(now, day)
    mine = own[claims.target] != NOBODY
    need, target, level = claims.need[mine], claims.target[mine], claims.level[mine]
    if items.version.status == VersionStatus.DRAFT:
        cap = np.array([*items.caps(), 0], dtype=np.int8)[own[target]]
        level = np.where(level >= HOLDS_WITHOUT_STRATEGY, level, np.minimum(level, cap))
    else:
        level = np.where((level >= HOLDS_WITHOUT_STRATEGY) | items_in_force(now, day)[target], level, 0)
    need, source = _with_merged(now, need, day)
    rows = row_of[need]
    highest = np.zeros(size, dtype=np.int8)
    np.maximum.at(highest, rows[rows >= 0], level[source][rows >= 0].astype(np.int8))
    return highest


def _pairs(now: Picture, own: Ids, row_of: Ids, day: int, *, contradicts: bool) -> tuple[Ids, Ids]:
    responses = now.columns.needs.responses
    held = (responses.from_day <= day) & (day < responses.until_day) & (responses.contradicts == contradicts)
    held &= own[responses.item] != NOBODY
    need, source = _with_merged(now, responses.need[held], day)
    row, item = row_of[need], own[responses.item[held]][source]
    return row[row >= 0], item[row >= 0]


def _with_merged(now: Picture, need: Ids, day: int) -> tuple[Ids, Ids]:
    """Return the needs and those that they are merged into on the day, with the position each comes from."""
    days: Days = np.full(len(need), day, dtype=np.int32)
    row, into, _, _ = follow(need, days, days + np.int32(1), now.columns.needs.merges)
    return (
        np.concatenate([need, into]).astype(np.int32),
        np.concatenate([np.arange(len(need)), row]).astype(np.int32),
    )
