"""The one place that computes coverage: all estimands, levels, themes and areas of a table at once."""

import numpy as np

from naves.domains.monitor.rules.arrays import Counts, Floats, Mask, ratio
from naves.domains.monitor.rules.distribution import low_tail, share_below_half
from naves.domains.monitor.rules.estimates import Table
from naves.domains.monitor.rules.intervals import logit_interval, percentile_interval
from naves.domains.monitor.rules.sample import Sample, sample
from naves.domains.monitor.rules.selection import Areas
from naves.domains.monitor.rules.tallies import Tallies

_FEWEST_TO_RESAMPLE = 2


def estimate(
    tallies: Tallies,
    weights: Floats,
    areas: Areas,
    *,
    draws: Floats | None,
    strata: Counts | None = None,
    within: Mask | None = None,
) -> Table:
    """Figures of every area and of all areas together.

    weights: float64[estimands, towns] of `estimands.weights`.
    draws: float64[draws, towns] of `resampling.draw`; None leaves the intervals out.
    strata: int64[towns] of `resampling.strata_of`, from which the draws came; None leaves percentile intervals.
    within: the towns to speak of, all if None.
    """
    chosen = sample(tallies, weights, areas, within)
    sums = chosen.sums()
    frame = chosen.per_area(lambda part: chosen.weight[:, part].sum(axis=-1))
    assessed = chosen.per_area(chosen.assessed_counts)
    in_frame = chosen.per_area(lambda part: chosen.framed[:, part].sum(axis=-1))
    outside = chosen.per_area(lambda part: (~chosen.framed[:, part]).sum(axis=-1))
    coverage = ratio(sums[:, :-1], sums[:, -1:])
    low, high = _intervals(chosen, draws, strata, assessed, coverage)
    return Table(
        coverage=coverage,
        low=low,
        high=high,
        p10=chosen.per_area(lambda part: low_tail(chosen.coverage[..., part], chosen.weight[:, part])),
        share_below_half=chosen.per_area(
            lambda part: share_below_half(chosen.coverage[..., part], chosen.weight[:, part]),
        ),
        assessed_share=ratio(sums[:, -1], frame[:, None]),
        towns_assessed=assessed,
        towns_in_frame=in_frame,
        towns_outside_frame=outside,
    )


def _intervals(
    chosen: Sample, draws: Floats | None, strata: Counts | None, assessed: Counts, coverage: Floats
) -> tuple[Floats, Floats]:
    estimands, levels, themes, areas = (chosen.terms.shape[1], *chosen.coverage.shape[:2], len(chosen.parts) + 1)
    nothing = np.full((estimands, levels, themes, areas), np.nan)
    if draws is None or len(draws) == 0:
        return nothing, nothing
    drawn = chosen.resampled_sums(draws)
    spread = ratio(drawn[:, :, :-1], drawn[:, :, -1:])
    if strata is None:
        low, high = percentile_interval(spread)
    else:
        degrees = chosen.per_area(lambda part: chosen.degrees_of_freedom(part, strata))
        low, high = logit_interval(coverage, spread, np.broadcast_to(degrees[:, None], coverage.shape))
    enough = assessed[:, None] >= _FEWEST_TO_RESAMPLE
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)
