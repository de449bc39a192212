"""Learning from judgements: a logistic model over the features, honest about how little it may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from naves.domains.strategies.matching.rules.features import NAMES, Floats
from naves.domains.strategies.matching.rules.measuring import Measured, best_threshold, measure

FEWEST_PAIRS: Final = 50
FEWEST_OF_EACH: Final = 15
"""With fewer of one kind five folds would hold less than three of them each."""
FOLDS: Final = 5
SEED: Final = 20261124


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Why nothing was learned: how many pairs there are, and how many are needed."""

    pairs: int
    confirmed: int
    rejected: int
    pairs_needed: int = FEWEST_PAIRS
    each_needed: int = FEWEST_OF_EACH


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by feature and what they achieved on pairs that they had not seen (cross-validated)."""

    pairs: int
    confirmed: int
    weights: dict[str, Any]
    measured: Measured


def learn(
    features: Floats, truth: NDArray[np.bool_], needs: Sequence[object], *, names: Sequence[str] = NAMES
) -> Learned | TooLittle:
    """Fit a logistic model and measure it by cross-validation; pairs of one need stay in one fold."""
    confirmed = int(truth.sum())
    rejected = len(truth) - confirmed
    if len(truth) < FEWEST_PAIRS or min(confirmed, rejected) < FEWEST_OF_EACH:
        return TooLittle(len(truth), confirmed, rejected)
    # Only training needs scikit-learn; the site, which imports this package, starts without it.
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    def model() -> Any:
        return make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))

    groups = np.unique([str(need) for need in needs], return_inverse=True)[1]
    unseen = np.full(len(truth), confirmed / len(truth))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, held in folds.split(features, truth, groups):
        if len(np.unique(truth[seen])) > 1:
            unseen[held] = model().fit(features[seen], truth[seen]).predict_proba(features[held])[:, 1]
    scaler, logistic = (step for _, step in model().fit(features, truth).steps)
    weights = {
        "intercept": float(logistic.intercept_[0]),
        "features": {
            name: {"mean": float(mean), "scale": float(scale), "weight": float(weight)}
            for name, mean, scale, weight in zip(names, scaler.mean_, scaler.scale_, logistic.coef_[0], strict=True)
        },
    }
    return Learned(len(truth), confirmed, weights, measure(truth, unseen, best_threshold(truth, unseen)))


def probabilities(features: Floats, weights: dict[str, Any], *, names: Sequence[str] = NAMES) -> Floats:
    """Return what a learned model makes of rows of features."""
    known = [weights["features"][name] for name in names]
    mean, scale, weight = (np.array([one[key] for one in known]) for key in ("mean", "scale", "weight"))
    logit = (features - mean) / np.where(scale == 0, 1, scale) @ weight + weights["intercept"]
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -30, 30))))
