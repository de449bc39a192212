"""What coverage would be if people had judged every suggestion of the machine: a sample, corrected by the rest."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from naves.domains.monitor.facts.current import Picture, picture
from naves.domains.monitor.facts.sql import key, select
from naves.domains.monitor.models import MachineReading
from naves.domains.monitor.queries.coding import coding
from naves.domains.monitor.queries.measured import observation
from naves.domains.monitor.rules.agreement import Standing
from naves.domains.monitor.rules.arrays import Floats, Levels, Mask
from naves.domains.monitor.rules.method import LEVELS
from naves.domains.monitor.rules.prediction_powered import corrected_mean
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.matching.queries import judgements
from naves.domains.strategies.matching.queries.judged import standing
from naves.kernel.clock import end_of_day, prague_date


@dataclass(frozen=True, slots=True, eq=False)
class Suggested:
    """Needs of the day with a suggestion (m of them): the score of the likeliest one, and what people said of it.

    recorded: level of the need in the records. before: the same on the eve of the first judgement of the sample,
    so that nothing which the sample brought about tells judged needs from others. said: float64[m, levels], share
    of the judges of the sample who confirmed at the level or above; NaN where nobody judged.
    """

    score: Floats
    before: Levels
    recorded: Levels
    said: Floats

    @property
    def judged(self) -> Mask:
        known: Mask = ~np.isnan(self.said[:, 0])
        return known


@dataclass(frozen=True, slots=True)
class LevelReading:
    """Of all needs together: recorded = answered by confirmed responses as of the day.

    corrected: prediction-powered; sample: of the judged ones alone; machine: of the scores alone. None where fewer
    were judged than the correction needs. Needs that nothing is suggested for count as they are recorded.
    """

    level: int
    recorded: float | None
    corrected: float | None
    corrected_interval: tuple[float, float] | None
    sample: float | None
    sample_interval: tuple[float, float] | None
    machine: float | None
    weight: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    needs: int
    suggested: int
    judged: int
    standing: str
    levels: tuple[LevelReading, ...]

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def reading_as_of(as_of: date) -> MachineReading | None:
    """The last one taken by the end of the day: suggestions are made anew, so what they said then is kept."""
    taken = MachineReading.objects.select_related("taken_by").filter(taken_at__lt=end_of_day(as_of))
    return taken.order_by("-taken_at").first()


def may_show(standing: str) -> bool:
    """Coders who disagree too much take the figures that rest on them along."""
    return standing != Standing.WITHHELD


def read_machine_links(as_of: date) -> Reading:
    """Reads every suggestion as it is now."""
    now = picture()
    cross = observation(now, as_of.toordinal(), None).cross
    found, unsuggested = _suggested(now, as_of)
    return Reading(
        needs=len(cross),
        suggested=len(found.score),
        judged=int(found.judged.sum()),
        standing=coding(as_of).standing.value,
        levels=tuple(level_reading(found, unsuggested, level) for level in LEVELS),
    )


def level_reading(found: Suggested, unsuggested: Levels, level: int) -> LevelReading:
    """unsuggested: levels in the records of the needs that nothing is suggested for."""
    needs = len(found.score) + len(unsuggested)
    outcome = np.maximum(found.said[:, level - 1], found.recorded >= level)
    foreseen = np.where(found.before >= level, 1.0, found.score)
    result = corrected_mean(outcome[found.judged], foreseen[found.judged], foreseen[~found.judged])
    certain = int(np.count_nonzero(unsuggested >= level))
    recorded = certain + int(np.count_nonzero(found.recorded >= level))

    if result is None:
        return LevelReading(level, recorded / needs if needs else None, None, None, None, None, None, None)
    # Needs without a suggestion are known; the share found stands for the others.
    of_all = _Blend(certain, len(found.score), needs, least=recorded / needs)
    return LevelReading(
        level=level,
        recorded=recorded / needs,
        corrected=of_all.share(result.estimate),
        corrected_interval=of_all.ends(result.interval),
        sample=of_all.share(result.classical),
        sample_interval=of_all.ends(result.classical_interval),
        machine=of_all.share(result.naive),
        weight=result.weight,
    )


@dataclass(frozen=True, slots=True)
class _Blend:
    """`certain` needs are answered for sure; of `open_` ones a share; both out of all `needs`.

    What is answered in the records is answered: nothing below `least` is possible.
    """

    certain: int
    open_: int
    needs: int
    least: float

    def share(self, share: float) -> float:
        return max((self.certain + self.open_ * share) / self.needs, self.least)

    def ends(self, interval: tuple[float, float]) -> tuple[float, float]:
        return self.share(interval[0]), self.share(interval[1])


def _suggested(now: Picture, as_of: date) -> tuple[Suggested, Levels]:
    cross = observation(now, as_of.toordinal(), None).cross
    table = MatchSuggestion._meta.db_table
    need_keys, measure_keys, scores = select(table, key("need_id"), key("measure_id"), "COALESCE(probability, score)")
    level_of = np.full(now.facts.need_count + 1, -1, dtype=np.int8)
    level_of[cross.need] = cross.level
    need = now.columns.needs.number.find(list(need_keys))
    score = np.array(scores, dtype=np.float64)
    # The likeliest of each need; of equal ones the measure of the least key, so that the choice is always the same.
    order = np.lexsort((np.array(measure_keys, dtype="U32"), -score, need))
    order = order[(need[order] >= 0) & (level_of[need[order]] >= 0)]
    _, first = np.unique(need[order], return_index=True)
    best = order[first]
    said = _said(as_of)
    level_before = _levels_before(now, as_of)
    nothing = np.full(len(LEVELS), np.nan)
    judged = [said.get((need_keys[row], measure_keys[row]), nothing) for row in best.tolist()]
    has = np.zeros(now.facts.need_count + 1, dtype=np.bool_)
    has[need[best]] = True
    return (
        Suggested(
            score[best],
            level_before[need[best]],
            level_of[need[best]],
            np.array(judged, dtype=np.float64).reshape(-1, len(LEVELS)),
        ),
        cross.level[~has[cross.need]],
    )


def _levels_before(now: Picture, as_of: date) -> Levels:
    """Level of every need on the day before the first judgement of the sample; 0 where it did not count then."""
    first = standing(as_of).filter(origin=Origin.DOUBLE).values_list("at", flat=True).first()
    day = as_of.toordinal() if first is None else prague_date(first).toordinal() - 1
    cross = observation(now, day, None).cross
    levels = np.zeros(now.facts.need_count + 1, dtype=np.int8)
    levels[cross.need] = cross.level
    return levels


def _said(as_of: date) -> dict[tuple[str, str], Floats]:
    """Of each pair of the random sample, the share of those who decided that confirmed it at each level."""
    sums: dict[tuple[str, str], tuple[int, Floats]] = {}
    for row in judgements(as_of=as_of, origin=Origin.DOUBLE):
        if row.verdict == Verdict.UNSURE:
            continue
        pair = (row.need_id.hex, row.measure_id.hex)
        count, so_far = sums.get(pair, (0, np.zeros(len(LEVELS))))
        reached = np.array([(row.level or 0) >= level for level in LEVELS], dtype=np.float64)
        sums[pair] = (count + 1, so_far + reached)
    return {pair: total / count for pair, (count, total) in sums.items()}
