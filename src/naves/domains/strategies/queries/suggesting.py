"""What the measures of a version might answer besides what is confirmed: the machine's guess, counted nowhere.

Suggestions of the desk are of measures in force; a draft has none there. So a version is compared here on the spot,
with the same words, themes and scores as at the desk, but only with as many needs as a page can wait for.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix

from naves.domains.needs.models import Need, NeedThemeShare, Theme
from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.matching.models import MatchJudgement
from naves.domains.strategies.matching.queries.corpus import read_needs
from naves.domains.strategies.matching.rules.candidates import Territory, Texts, candidates
from naves.domains.strategies.matching.rules.features import plain_score
from naves.domains.strategies.matching.rules.words import shared_words, terms_in
from naves.domains.strategies.models import Measure, Response
from naves.domains.strategies.queries.lineages import VersionItems
from naves.kernel.text.ranking import Vocabulary, fit

MOST_COMPARED: Final = 100
TOP: Final = 2
LEAST_SCORE: Final = 0.1
_HERE: Final = 0
"""All needs lie in the places that the version covers: to matching they are one unit."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A measure that might answer a need, with the words in common and whether they share a theme; score 0-1."""

    need: Need
    measure: Measure
    words: tuple[str, ...]
    has_theme: bool
    score: float


def suggested(items: VersionItems, need_ids: Sequence[uuid.UUID]) -> list[Suggestion]:
    """Return the likeliest pairs of the first of the needs, the best first; none that people have decided about."""
    measures = [measure for measure in items.measures if measure.status != MeasureStatus.STOPPED]
    needs = Need.objects.filter(pk__in=list(need_ids)[:MOST_COMPARED])
    if not measures or not need_ids:
        return []
    vocabulary = Vocabulary()
    whole = vocabulary.counted([(f"{one.title}\n{one.description}\n{one.goal.title}", "cs") for one in measures])
    offered = Texts(whole, vocabulary.counted([(measure.title, "cs") for measure in measures]))
    rows, asked = read_needs(vocabulary, needs)
    found = candidates(
        asked,
        offered,
        weights=fit(whole, len(vocabulary), queries=asked.whole),
        territory=Territory([[_HERE]] * len(rows), [[_HERE]] * len(measures), {_HERE: 0.5}),
        themes=_themes([row.id for row in rows], measures),
        top=TOP,
    )
    scores = plain_score(found.features)
    decided = _decided(items, [row.id for row in rows])
    by_id = needs.select_related("place__district").in_bulk()
    pairs = [
        (float(scores[number]), by_id[rows[row].id], measures[column])
        for number, (row, column) in enumerate(zip(found.need.tolist(), found.measure.tolist(), strict=True))
        if scores[number] >= LEAST_SCORE and (rows[row].id, measures[column].lineage) not in decided
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1].pk))
    themes = _theme_codes([need.pk for _, need, _ in pairs])
    return [_suggestion(score, need, measure, themes) for score, need, measure in pairs]


def _suggestion(score: float, need: Need, measure: Measure, themes: dict[uuid.UUID, set[str]]) -> Suggestion:
    about = (need.title, need.description)
    shared = terms_in(about, need.language) & terms_in((measure.title, measure.description, measure.goal.title), "cs")
    own = {theme.code for theme in measure.themes.all()}
    has_theme = bool(own & themes.get(need.pk, set()))
    return Suggestion(need, measure, shared_words("\n".join(about), need.language, shared), has_theme, score)


def _decided(items: VersionItems, need_ids: Iterable[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return need and lineage of the pairs that people linked or judged, whatever came of it."""
    chosen = {"need__in": list(need_ids), "measure__version__strategy": items.version.strategy_id}
    pairs = ("need_id", "measure__lineage")
    linked = set(Response.objects.filter(**chosen).values_list(*pairs))
    return linked | set(MatchJudgement.objects.filter(undone_at=None, **chosen).values_list(*pairs))


def _theme_codes(need_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    found: dict[uuid.UUID, set[str]] = {}
    for need, theme in NeedThemeShare.objects.filter(need__in=need_ids, until=None).values_list("need_id", "theme_id"):
        found.setdefault(need, set()).add(theme)
    return found


def _themes(need_ids: Sequence[uuid.UUID], measures: Sequence[Measure]) -> tuple[csr_matrix, csr_matrix]:
    columns = {code: number for number, code in enumerate(Theme.objects.order_by("pk").values_list("pk", flat=True))}
    number = {pk: row for row, pk in enumerate(need_ids)}
    shares = NeedThemeShare.objects.filter(need__in=list(need_ids), until=None)
    asked = [
        (number[need], columns[theme], float(share))
        for need, theme, share in shares.values_list("need_id", "theme_id", "share")
    ]
    offered = [
        (row, columns[theme.code], 1.0) for row, measure in enumerate(measures) for theme in measure.themes.all()
    ]
    return _matrix(asked, (len(need_ids), len(columns))), _matrix(offered, (len(measures), len(columns)))


def _matrix(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> csr_matrix:
    rows = np.array([row for row, _, _ in cells], dtype=np.int64)
    columns = np.array([column for _, column, _ in cells], dtype=np.int64)
    return csr_matrix((np.array([value for _, _, value in cells], dtype=np.float32), (rows, columns)), shape=shape)
