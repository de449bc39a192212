"""Learning from judgements, kept with what it achieved; the desk's order follows at once."""

from datetime import datetime

import numpy as np
from django.db import transaction

from naves.domains.organisations.access import Actor
from naves.domains.organisations.trail import note
from naves.domains.strategies.matching.models import MatchModel
from naves.domains.strategies.matching.operations import problems
from naves.domains.strategies.matching.operations.suggesting import rescore
from naves.domains.strategies.matching.permissions import Action, require
from naves.domains.strategies.matching.queries.examples import examples
from naves.domains.strategies.matching.rules.features import NAMES
from naves.domains.strategies.matching.rules.learning import TooLittle, learn
from naves.kernel.errors import Refused


def train(*, actor: Actor, at: datetime) -> MatchModel:
    """Learn from all judgements that stand, and order the desk by it; refused where they are too few."""
    require(actor, Action.TRAIN)
    known = examples()
    features = np.array(known.features, dtype=np.float64).reshape(len(known.needs), len(NAMES))
    learned = learn(features, np.array(known.truth, dtype=np.bool_), known.needs)
    if isinstance(learned, TooLittle):
        raise Refused(
            problems.too_little(
                learned.pairs,
                learned.confirmed,
                learned.rejected,
                pairs_needed=learned.pairs_needed,
                each_needed=learned.each_needed,
            )
        )
    with transaction.atomic():
        model = MatchModel.objects.create(
            trained_at=at,
            trained_by_id=actor.user_id,
            pairs=learned.pairs,
            confirmed=learned.confirmed,
            weights=learned.weights,
            metrics=learned.measured.plain(),
        )
        rescore(model)
        after = {"pairs": model.pairs, "confirmed": model.confirmed, "weights": model.weights}
        note(actor=actor, at=at, action="match.trained", kind="match", identifier=model.pk, after=after)
    return model
