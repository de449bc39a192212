"""Looking for pairs: what people have not judged is found anew, what they have judged is left alone."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from naves.domains.needs.models import Need
from naves.domains.organisations.access import Actor
from naves.domains.organisations.trail import note
from naves.domains.places.models import Place
from naves.domains.places.queries import municipalities_of
from naves.domains.strategies.matching.models import MatchClaim, MatchJudgement, MatchModel, MatchSuggestion
from naves.domains.strategies.matching.permissions import Action, require
from naves.domains.strategies.matching.queries.corpus import Corpus, corpus
from naves.domains.strategies.matching.rules.candidates import Candidates, candidates
from naves.domains.strategies.matching.rules.features import Floats, plain_score
from naves.domains.strategies.matching.rules.learning import probabilities
from naves.domains.strategies.matching.rules.sampling import draw, is_sampled, usefulness
from naves.domains.strategies.models import Response
from naves.kernel.clock import prague_date
from naves.kernel.text.ranking import fit

T = TypeVar("T")
TOP = 5
LEAST_SCORE = 0.05
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Suggested:
    """How many needs and measures were compared, and how many pairs wait now."""

    needs: int
    measures: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Found:
    """A pair that nobody has judged, with what the machine makes of it."""

    need: uuid.UUID
    measure: uuid.UUID
    place: int
    region: int | None
    people: int | None
    features: list[float]
    score: float
    probability: float | None


def suggest(*, actor: Actor, at: datetime, place: Place | None = None, top: int = TOP) -> Suggested:
    """Look for pairs of the needs of ``place``, or of the country, and put them on the desk."""
    require(actor, Action.SUGGEST, place)
    read, found = find(at=at, place=place, top=top)
    with transaction.atomic():
        _forget(place)
        rows = (_row(pair, at) for pair in found)
        count = 0
        for batch in batches(rows, BATCH):
            MatchSuggestion.objects.bulk_create(batch, ignore_conflicts=True)
            count += len(batch)
        done = Suggested(len(read.needs), len(read.measures), count)
        after = {"needs": done.needs, "measures": done.measures, "pairs": count}
        where = "" if place is None else place.code
        note(actor=actor, at=at, action="match.suggested", kind="match", identifier=where, after=after)
    return done


def find(*, at: datetime, place: Place | None = None, top: int = TOP) -> tuple[Corpus, list[Found]]:
    """Return what would be suggested; writes nothing."""
    needs = Need.objects.all()
    if place is not None:
        needs = needs.filter(place__in=municipalities_of(place))
    read = corpus(prague_date(at), needs)
    weights = fit(read.measure_texts.whole, read.width, queries=read.need_texts.whole)
    pairs = candidates(
        read.need_texts,
        read.measure_texts,
        weights=weights,
        territory=read.territory,
        themes=read.themes,
        top=top,
    )
    return read, list(_judgeable(read, pairs))


def rescore(model: MatchModel | None) -> None:
    """Give every open pair the probability of ``model``, or none, and its place in the order."""
    rows = (
        MatchSuggestion.objects.filter(is_open=True)
        .select_related("need")
        .only("features", "score", "need__people_affected")
    )
    for batch in batches(rows.iterator(chunk_size=BATCH), BATCH):
        features = np.array([row.features for row in batch])
        likely = None if model is None else probabilities(features, model.weights)
        for number, row in enumerate(batch):
            row.probability = None if likely is None else float(likely[number])
            row.usefulness = _usefulness(row.score, row.probability, row.need.people_affected)
        MatchSuggestion.objects.bulk_update(batch, ["probability", "usefulness"], batch_size=500)


def _judgeable(read: Corpus, pairs: Candidates) -> Iterator[Found]:
    if not len(pairs.need):
        return
    scores = plain_score(pairs.features)
    model = MatchModel.objects.first()
    likely: Floats | None = None if model is None else probabilities(pairs.features, model.weights)
    done, linked = _judged(), _linked()
    rounded = np.round(pairs.features, 4)
    for number, (need_row, measure_row) in enumerate(zip(pairs.need.tolist(), pairs.measure.tolist(), strict=True)):
        need, measure = read.needs[need_row], read.measures[measure_row]
        key = (need.id, measure.lineage)
        if scores[number] < LEAST_SCORE or key in done or key in linked:
            continue
        yield Found(
            need.id,
            measure.id,
            need.place,
            need.region,
            need.people,
            rounded[number].tolist(),
            float(scores[number]),
            None if likely is None else float(likely[number]),
        )


def _judged() -> set[tuple[uuid.UUID, uuid.UUID]]:
    rows = MatchJudgement.objects.filter(undone_at=None)
    return set(rows.values_list("need_id", "measure__lineage"))


def _linked() -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return the pairs that people linked, live or withdrawn; only what was undone at the desk may come back."""
    undone = MatchJudgement.objects.filter(response=OuterRef("pk"), undone_at__isnull=False)
    rows = Response.objects.filter(~Exists(undone), measure__isnull=False)
    return set(rows.values_list("need_id", "measure__lineage").iterator(chunk_size=BATCH))


def _forget(place: Place | None) -> None:
    """Drop the pairs that nobody has judged and nobody looks at."""
    rows: QuerySet[MatchSuggestion] = MatchSuggestion.objects.filter(given=0)
    if place is not None:
        rows = rows.filter(place__in=municipalities_of(place))
    looked_at = MatchClaim.objects.filter(suggestion=OuterRef("pk"))
    judged = MatchJudgement.objects.filter(need=OuterRef("need"), measure=OuterRef("measure"), undone_at=None)
    doomed = rows.filter(~Exists(looked_at), ~Exists(judged))
    doomed._raw_delete(doomed.db)


def _row(pair: Found, at: datetime) -> MatchSuggestion:
    lot = draw(pair.need, pair.measure)
    return MatchSuggestion(
        need_id=pair.need,
        measure_id=pair.measure,
        place_id=pair.place,
        region_id=pair.region,
        features=pair.features,
        score=pair.score,
        probability=pair.probability,
        usefulness=_usefulness(pair.score, pair.probability, pair.people),
        draw=lot,
        sampled=is_sampled(lot),
        found_at=at,
    )


def _usefulness(score: float, probability: float | None, people: int | None) -> float:
    learned = probability is not None
    return usefulness(score if probability is None else probability, people, learned=learned)


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of ``size``; the last may be shorter."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
