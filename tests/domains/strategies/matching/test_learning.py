"""A model that learns from judgements, and says when it knows too little."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchJudgement, MatchSuggestion
from naves.domains.strategies.matching.queries.examples import knowledge
from naves.domains.strategies.matching.rules.learning import Learned, TooLittle, learn, probabilities
from naves.domains.strategies.matching.rules.measuring import best_threshold, calibration, measure, recall_at, share
from naves.domains.strategies.matching.rules.sampling import draw, is_sampled, usefulness
from naves.kernel.errors import NotAllowed, Refused
from naves.kernel.ids import new_id
from tests.domains.strategies.matching.conftest import Town
from tests.factories.accounts import AT
from tests.factories.organisations import make_analyst, make_clerk, user_of
from tests.factories.strategies import make_need


def examples(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    features = random.random((count, 6))
    logit = 6 * features[:, 0] + 2 * features[:, 3] - 4.5
    return features, random.random(count) < 1 / (1 + np.exp(-logit))


def test_it_learns_what_decides_and_its_probabilities_come_true() -> None:
    features, truth = examples(1500)
    learned = learn(features, truth, list(range(1500)))
    assert isinstance(learned, Learned)
    weights = {name: one["weight"] for name, one in learned.weights["features"].items()}
    assert weights["words"] > weights["theme"] > 4 * max(abs(weights[name]) for name in ("likeness", "titles", "rank"))
    assert learned.measured.calibration.gap < 0.05
    assert learned.measured.precision.value is not None
    assert learned.measured.precision.value > 0.7
    fresh, outcome = examples(4000, seed=2)
    assert calibration(outcome, probabilities(fresh, learned.weights)).gap < 0.05


def test_five_confirmations_teach_nothing() -> None:
    features = examples(5)[0]
    assert learn(features, np.ones(5, dtype=bool), list(range(5))) == TooLittle(5, 5, 0)
    features, _ = examples(200)
    assert isinstance(learn(features, np.arange(200) < 10, list(range(200))), TooLittle)


def test_precision_recall_and_calibration_of_a_worked_example() -> None:
    truth = np.array([True, True, False, True, False])
    likely = np.array([0.9, 0.8, 0.7, 0.3, 0.1])
    found = measure(truth, likely, 0.5)
    assert (found.precision.hits, found.precision.count) == (2, 3)
    assert (found.recall.hits, found.recall.count) == (2, 3)
    assert found.calibration.brier == pytest.approx((0.01 + 0.04 + 0.49 + 0.49 + 0.01) / 5)
    assert found.calibration.gap == pytest.approx((0.1 + 0.2 + 0.7 + 0.7 + 0.1) / 5)
    assert best_threshold(truth, likely) == 0.3
    assert recall_at([1, 10, 11, None]).value == 0.5


def test_an_interval_of_a_share_is_wilsons() -> None:
    from statsmodels.stats.proportion import proportion_confint

    for hits, count in ((0, 5), (7, 20), (50, 50)):
        found = share(hits, count)
        assert (found.low, found.high) == pytest.approx(proportion_confint(hits, count, method="wilson"))
    assert share(0, 0).value is None


@given(st.floats(0, 1), st.integers(0, 10**6))
def test_doubt_comes_first_once_something_is_learned(likely: float, people: int) -> None:
    assert usefulness(likely, people, learned=True) <= usefulness(0.5, people, learned=True)
    assert usefulness(likely, people, learned=False) <= usefulness(1.0, people, learned=False)
    assert usefulness(likely, people, learned=True) <= usefulness(likely, people + 1, learned=True) + 1e-12


def test_the_lot_of_a_pair_is_always_the_same_and_one_in_twenty_is_sampled() -> None:
    pairs = [(new_id(), new_id()) for _ in range(4000)]
    lots = [draw(*pair) for pair in pairs]
    assert lots == [draw(*pair) for pair in pairs]
    assert 0.035 < sum(map(is_sampled, lots)) / len(lots) < 0.065


@pytest.mark.django_db
def test_training_stores_what_it_achieved_and_orders_the_desk_by_doubt(town: Town) -> None:
    operations.suggest(actor=SYSTEM, at=AT)
    analyst = make_analyst()
    features, truth = examples(120)
    for row, verdict in zip(features, truth, strict=True):
        MatchJudgement.objects.create(
            need=make_need(town.place), measure=town.crossing, judge=user_of(analyst), at=AT, origin=Origin.DESK,
            verdict=Verdict.CONFIRM if verdict else Verdict.REJECT, level=2 if verdict else None, score=0.5,
            features=row.tolist(),
        )  # fmt: skip
    before = MatchSuggestion.objects.get()
    model = operations.train(actor=analyst, at=AT)
    after = MatchSuggestion.objects.get()
    assert (model.pairs, model.confirmed) == (120, int(truth.sum()))
    assert before.probability is None
    assert after.probability == pytest.approx(probabilities(np.array([after.features]), model.weights)[0])
    assert after.usefulness == usefulness(after.probability, 300, learned=True)
    assert knowledge().model == model
    assert 0 < model.metrics["precision"]["low"] < model.metrics["precision"]["high"] <= 1


@pytest.mark.django_db
def test_training_with_too_few_judgements_says_so_and_only_analysts_train(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        operations.train(actor=make_analyst(), at=AT)
    assert refused.value.problems[0].code == "knows_too_little"
    assert not knowledge().knows_enough
    with pytest.raises(NotAllowed):
        operations.train(actor=make_clerk(town.place), at=AT)
