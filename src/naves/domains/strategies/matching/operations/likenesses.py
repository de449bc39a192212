"""Needs of one place that may say the same: found in bulk, merged by people, or told apart by them."""

from collections import defaultdict
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import Q

from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.organisations.trail import note
from naves.domains.places.models import Place
from naves.domains.places.queries import municipalities_of
from naves.domains.strategies.matching.models import NeedLikeness
from naves.domains.strategies.matching.operations.suggesting import BATCH, batches
from naves.domains.strategies.matching.permissions import Action, require
from naves.domains.strategies.matching.queries.corpus import read_needs
from naves.domains.strategies.matching.rules.likeness import alike
from naves.kernel.text.ranking import Vocabulary, fit


def find_likenesses(*, actor: Actor, at: datetime, place: Place | None = None) -> int:
    """Look for needs that may say the same, in ``place`` or everywhere; what people told apart stays apart."""
    require(actor, Action.SUGGEST, place)
    needs = Need.objects.all()
    if place is not None:
        needs = needs.filter(place__in=municipalities_of(place))
    vocabulary = Vocabulary()
    rows, texts = read_needs(vocabulary, needs)
    by_place: defaultdict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_place[row.place].append(number)
    # Twins are recognised by what they have in common, so nothing is cut for being common.
    weights = fit(texts.whole, len(vocabulary), commonest=1.0)
    found = alike(texts, weights, [np.array(numbers, dtype=np.int64) for numbers in by_place.values()])
    made = [
        NeedLikeness(
            need_id=rows[one].id, other_id=rows[other].id, place_id=rows[one].place, likeness=float(score), found_at=at
        )
        for pairs in found
        for one, other, score in zip(pairs.query, pairs.document, pairs.score, strict=True)
    ]
    with transaction.atomic():
        known = NeedLikeness.objects.filter(dismissed_at=None)
        if place is not None:
            known = known.filter(place__in=municipalities_of(place))
        known.delete()
        for batch in batches(made, BATCH):
            NeedLikeness.objects.bulk_create(batch, ignore_conflicts=True)
        where = "" if place is None else place.code
        after = {"pairs": len(made)}
        note(actor=actor, at=at, action="likeness.found", kind="match", identifier=where, after=after)
    return len(made)


@transaction.atomic
def dismiss_likeness(*, actor: Actor, at: datetime, needs: list[Need]) -> int:
    """Say that these needs of one place differ: none of their pairs is shown again. Returns how many pairs."""
    for need in needs:
        require(actor, Action.DISMISS, need.place)
    ids = [need.pk for need in needs]
    pairs = NeedLikeness.objects.filter(Q(need__in=ids) & Q(other__in=ids), dismissed_at=None)
    count = pairs.update(dismissed_at=at, dismissed_by_id=actor.user_id)
    if count:
        after = {"needs": [str(pk) for pk in ids]}
        note(actor=actor, at=at, action="likeness.dismissed", kind="match", identifier=ids[0], after=after)
    return count
