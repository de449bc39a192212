"""Needs and measures read whole for matching: ids, counted words, themes, territory."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import Q, QuerySet
from scipy.sparse import csr_matrix

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need, NeedThemeShare, Theme
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.matching.rules.candidates import Territory, Texts
from naves.domains.strategies.matching.rules.features import NEARNESS
from naves.domains.strategies.models import Goal, Measure, StrategyVersion
from naves.kernel.text.ranking import TextLike, Vocabulary, repeated_sentences, without

CHUNK: Final = 5000
OPEN: Final = (NeedStatus.PUBLISHED, NeedStatus.ANSWERED)


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need as matching sees it."""

    id: uuid.UUID
    place: int
    region: int | None
    people: int | None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as matching sees it."""

    id: uuid.UUID
    lineage: uuid.UUID
    version: uuid.UUID
    goal: uuid.UUID


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that candidates are found from; rows of matrices in the order of the lists."""

    needs: Sequence[NeedRow]
    measures: Sequence[MeasureRow]
    need_texts: Texts
    measure_texts: Texts
    themes: tuple[csr_matrix, csr_matrix]
    territory: Territory
    width: int


def corpus(today: date, needs: QuerySet[Need]) -> Corpus:
    """Read the open ones of ``needs``, and the measures of strategies that are not over."""
    vocabulary = Vocabulary()
    measure_rows, measure_texts = _measures(vocabulary, today)
    need_rows, need_texts = read_needs(vocabulary, needs)
    codes = {code: column for column, code in enumerate(Theme.objects.order_by("pk").values_list("pk", flat=True))}
    themes = (_need_themes(need_rows, needs, codes), _measure_themes(measure_rows, codes))
    territory = _territory(need_rows, measure_rows)
    return Corpus(need_rows, measure_rows, need_texts, measure_texts, themes, territory, len(vocabulary))


def open_needs(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Return the needs that count, in a fixed order."""
    return needs.filter(status__in=OPEN).order_by("pk")


def read_needs(vocabulary: Vocabulary, needs: QuerySet[Need]) -> tuple[list[NeedRow], Texts]:
    """Read needs without the sentences that many of them copied (two passes, so that texts are never all in memory)."""
    found = open_needs(needs)
    texts = found.exclude(description="").values_list("description", flat=True)
    repeated = repeated_sentences(texts.iterator(chunk_size=CHUNK))
    columns = ("pk", "place_id", "place__region_id", "people_affected", "title", "description", "language")
    rows: list[NeedRow] = []
    titles: list[TextLike] = []

    def whole() -> Iterator[TextLike]:
        for *known, title, description, language in found.values_list(*columns).iterator(chunk_size=CHUNK):
            rows.append(NeedRow(*known))
            titles.append((title, language))
            yield f"{title}\n{without(description, repeated)}", language

    counted = vocabulary.counted(whole())
    return rows, Texts(counted, vocabulary.counted(titles))


def _measures(vocabulary: Vocabulary, today: date) -> tuple[list[MeasureRow], Texts]:
    versions = StrategyVersion.objects.filter(
        Q(in_force_to=None) | Q(in_force_to__gte=today), status=VersionStatus.APPROVED
    )
    found = Measure.objects.filter(version__in=versions).exclude(status=MeasureStatus.STOPPED).order_by("pk")
    repeated = repeated_sentences(found.values_list("description", flat=True).iterator(chunk_size=CHUNK))
    columns = ("pk", "lineage", "version_id", "goal_id", "title", "description", "goal__title")
    rows: list[MeasureRow] = []
    titles: list[TextLike] = []

    def whole() -> Iterator[TextLike]:
        for *ids, title, description, goal in found.values_list(*columns).iterator(chunk_size=CHUNK):
            rows.append(MeasureRow(*ids))
            titles.append((title, "cs"))
            yield f"{title}\n{without(description, repeated)}\n{goal}", "cs"

    counted = vocabulary.counted(whole())
    return rows, Texts(counted, vocabulary.counted(titles))


def _need_themes(rows: Sequence[NeedRow], needs: QuerySet[Need], codes: dict[str, int]) -> csr_matrix:
    number = {row.id: index for index, row in enumerate(rows)}
    shares = NeedThemeShare.objects.filter(until=None)
    if needs.query.where:
        shares = shares.filter(need__in=open_needs(needs).order_by().values("pk"))
    found = (
        (number[need], codes[theme], float(share))
        for need, theme, share in shares.values_list("need_id", "theme_id", "share").iterator(chunk_size=CHUNK)
        if need in number
    )
    return _matrix(found, (len(rows), len(codes)))


def _measure_themes(rows: Sequence[MeasureRow], codes: dict[str, int]) -> csr_matrix:
    """Return the themes of measures; one without any has those of its goal."""
    number = {row.id: index for index, row in enumerate(rows)}
    through: Any = Measure.themes.through
    own = [
        (number[measure], codes[theme], 1.0)
        for measure, theme in through.objects.values_list("measure_id", "theme_id").iterator(chunk_size=CHUNK)
        if measure in number
    ]
    has = {row for row, _, _ in own}
    of_goals: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    goals: Any = Goal.themes.through
    for goal, theme in goals.objects.values_list("goal_id", "theme_id").iterator(chunk_size=CHUNK):
        of_goals[goal].append(theme)
    for row, measure in enumerate(rows):
        if row not in has:
            own.extend((row, codes[theme], 1.0) for theme in of_goals.get(measure.goal, ()))
    return _matrix(own, (len(rows), len(codes)))


def _territory(needs: Sequence[NeedRow], measures: Sequence[MeasureRow]) -> Territory:
    columns = ("pk", "level", "orp_id", "district_id", "region_id")
    places = {pk: (level, above) for pk, level, *above in Place.objects.values_list(*columns)}
    nearness = {pk: NEARNESS[PlaceLevel(level)] for pk, (level, _) in places.items()}
    states = [pk for pk, (level, _) in places.items() if level == PlaceLevel.STATE]
    chains = {pk: [pk, *(one for one in above if one is not None), *states] for pk, (_, above) in places.items()}
    covered: defaultdict[uuid.UUID, list[int]] = defaultdict(list)
    through = StrategyVersion.places.through.objects.values_list("strategyversion_id", "place_id")
    for version, place in through.iterator(chunk_size=CHUNK):
        covered[version].append(place)
    return Territory(
        [list(dict.fromkeys(chains[need.place])) for need in needs],
        [covered[measure.version] for measure in measures],
        nearness,
    )


def _matrix(cells: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> csr_matrix:
    known = list(cells)
    rows = np.array([row for row, _, _ in known], dtype=np.int64)
    columns = np.array([column for _, column, _ in known], dtype=np.int64)
    return csr_matrix((np.array([value for _, _, value in known], dtype=np.float32), (rows, columns)), shape=shape)
