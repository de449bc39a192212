"""Do 95 % intervals hold the truth 19 times out of 20? Invented countries whose truth is known, drawn again and again.

Each simulation is seeded, so it gives the same share on each run; the number of replications makes the standard
error of that share at most a percentage point, so that 93 to 97 % can be told from the values beyond.
"""

import numpy as np
import pytest
from scipy import stats

from naves.domains.monitor.rules.agreement import agreement, alpha, coincidences, nominal
from naves.domains.monitor.rules.estimands import weights
from naves.domains.monitor.rules.estimation import estimate
from naves.domains.monitor.rules.frames import Towns
from naves.domains.monitor.rules.pooling import pool
from naves.domains.monitor.rules.prediction_powered import corrected_mean
from naves.domains.monitor.rules.resampling import draw, strata_of
from naves.domains.monitor.rules.selection import Areas
from naves.domains.monitor.rules.survival import Waits, curves, medians
from naves.domains.monitor.rules.tallies import Tallies

LEAST, MOST = 0.93, 0.97
BOUNDS = np.array([500, 2_000, 5_000, 20_000, 100_000])


def country(towns: int, regions: int, random: np.random.Generator) -> Towns:
    people = np.round(random.lognormal(6.3, 1.2, towns)) + 20
    return Towns(
        population=people,
        exclusion=random.integers(0, 31, towns).astype(float),
        region=random.integers(0, regions, towns).astype(np.int16),
        size_class=np.searchsorted(BOUNDS, people, side="right").astype(np.int16),
        exists=np.ones(towns, dtype=bool),
    )


@pytest.mark.parametrize(("towns", "regions", "assessed"), [(600, 14, 0.6), (205, 15, 0.8)])
def test_intervals_of_the_three_estimands(towns: int, regions: int, assessed: float) -> None:
    share = held_by_intervals(towns, regions, assessed)
    assert np.all((share >= LEAST) & (share <= MOST)), share


def test_where_one_city_holds_much_of_the_weight_intervals_err_on_the_long_side() -> None:
    share = held_by_intervals(60, 3, 0.7)
    assert LEAST <= share[0] <= MOST, share
    assert np.all(share[1:] >= LEAST), share


def held_by_intervals(towns: int, regions: int, assessed: float) -> np.ndarray:
    """Of each estimand, the share of replications whose interval holds the truth."""
    random = np.random.default_rng(7)
    frame = country(towns, regions, random)
    true = random.beta(4, 6, 6 * regions)[frame.size_class * regions + frame.region]
    weight = weights(frame)
    truth = weight @ true / weight.sum(axis=1)
    nowhere, stratum, held, rounds = Areas(frame.region, 0), strata_of(frame), np.zeros(3), 500
    for seed in range(rounds):
        recorded = random.random(towns) < assessed
        needs = (random.poisson(7, towns) + 1) * recorded
        answered = random.binomial(needs, random.beta(true * 3, (1 - true) * 3))
        tallies = Tallies(needs[None] * 1.0, np.broadcast_to(answered * 1.0, (4, 1, towns)))
        table = estimate(tallies, weight, nowhere, draws=draw(frame, seed=seed), strata=stratum)
        held += (table.low[:, 1, -1, -1] <= truth) & (truth <= table.high[:, 1, -1, -1])
    return held / rounds


@pytest.mark.parametrize(
    ("towns", "needs", "strength", "mean"), [(6, 8, 10, 0.4), (15, 8, 10, 0.4), (60, 20, 5, 0.2), (10, 30, 20, 0.7)]
)
def test_pooled_intervals_of_towns(towns: int, needs: int, strength: float, mean: float) -> None:
    random = np.random.default_rng(11)
    strata = 6_000 // towns
    stratum = np.repeat(np.arange(strata, dtype=np.int32), towns)
    true = random.beta(mean * strength, (1 - mean) * strength, strata * towns)
    count = random.poisson(needs, strata * towns) + 1
    found = pool(random.binomial(count, true).astype(float), count.astype(float), stratum)
    share = np.mean((found.low <= true) & (true <= found.high))
    assert LEAST <= share <= MOST


def test_limits_of_the_survival_curve_and_of_the_median() -> None:
    random = np.random.default_rng(13)
    rounds, needs, mean = 1_000, 150, 200.0
    wait = np.floor(random.exponential(mean, (rounds, needs)))
    watched = random.integers(30, 900, (rounds, needs))
    found = curves(
        Waits(
            np.minimum(wait, watched).astype(np.int64).ravel(),
            (wait <= watched).ravel(),
            np.repeat(np.arange(rounds, dtype=np.int16), needs),
        ),
        rounds,
    )
    for day in (60, 180, 400):
        truth = np.exp(-(day + 1) / mean)
        assert LEAST <= np.mean((found.low[:, day] <= truth) & (truth <= found.high[:, day])) <= MOST
    _, low, high = medians(found)
    truth = np.floor(mean * np.log(2))
    assert LEAST <= np.mean((low <= truth) & (truth <= np.where(np.isnan(high), np.inf, high))) <= MOST


def test_prediction_powered_intervals_and_those_of_the_sample_alone() -> None:
    random = np.random.default_rng(17)
    held, rounds, truth, shorter = np.zeros(2), 1_000, 0.105 + 0.7 * 0.35, 0
    for _ in range(rounds):
        score = random.beta(0.7, 1.3, 1_500)
        # The machine's scores are no chances: uncorrected they would say 0.35.
        outcome = (random.random(1_500) < 0.105 + 0.7 * score).astype(float)
        found = corrected_mean(outcome[:150], score[:150], score[150:])
        assert found is not None
        for row, (low, high) in enumerate((found.interval, found.classical_interval)):
            held[row] += low <= truth <= high
        shorter += found.interval[1] - found.interval[0] < found.classical_interval[1] - found.classical_interval[0]
    assert np.all((held / rounds >= LEAST) & (held / rounds <= MOST)), held / rounds
    assert shorter / rounds > 0.95


def test_bootstrap_intervals_of_alpha() -> None:
    random = np.random.default_rng(19)
    rounds, units, right = 500, 120, 0.9

    def codes(count: int) -> tuple[np.ndarray, np.ndarray]:
        truth = random.random(count) < 0.4
        seen = truth[:, None] ^ (random.random((count, 2)) > right)
        return np.repeat(np.arange(count, dtype=np.int32), 2), seen.astype(np.int32).ravel()

    truth = float(alpha(coincidences(*codes(400_000), 2).sum(axis=0), nominal))
    held = 0
    for seed in range(rounds):
        found = agreement(*codes(units), values=2, metric=nominal, draws=400, seed=seed)
        assert found.interval is not None
        held += found.interval[0] <= truth <= found.interval[1]
    assert LEAST <= held / rounds <= MOST


def test_the_replications_are_enough_to_tell_bad_intervals() -> None:
    """An interval that covers 90 % would not slip through with 500 replications."""
    assert stats.binom.sf(int(LEAST * 500) - 1, 500, 0.90) < 0.02
