"""Is it one of these? Needs of the same place whose titles share words, before a new one is written."""

from dataclasses import dataclass

from django.db.models import QuerySet

from naves.domains.needs.models import Need
from naves.domains.needs.queries.filters import OPEN_STATUSES
from naves.domains.places.models import Place
from naves.kernel.text import fold, lemmas

MOST_COMPARED = 5000
LEAST_LIKENESS = 0.3


@dataclass(frozen=True, slots=True)
class SimilarNeed:
    """A need, how alike its title is (0–1), and the words that both share."""

    need: Need
    likeness: float
    shared: tuple[str, ...]


def similar_needs(place: Place, title: str, *, language: str = "cs", limit: int = 5) -> list[SimilarNeed]:
    """Return public needs of ``place`` with the most similar titles, the most similar first.

    Likeness is the Dice coefficient of the sets of lemmas.
    """
    wanted = words_of(title, language)
    if not wanted:
        return []
    needs = _newest(Need.objects.filter(place=place, status__in=OPEN_STATUSES))
    found = [compare(need, wanted) for need in needs]
    alike = [candidate for candidate in found if candidate.likeness >= LEAST_LIKENESS]
    return sorted(alike, key=lambda candidate: -candidate.likeness)[:limit]


def ranked(needs: QuerySet[Need], text: str, *, language: str = "cs") -> list[Need]:
    """Return ``needs`` by how many words of ``text`` their titles share, the newest of equals first."""
    wanted = words_of(text, language)
    compared = [compare(need, wanted) for need in _newest(needs)]
    return [found.need for found in sorted(compared, key=lambda found: -found.likeness)]


def _newest(needs: QuerySet[Need]) -> QuerySet[Need]:
    return needs.order_by("-listed_at", "-id")[:MOST_COMPARED]


def compare(need: Need, wanted: dict[str, str]) -> SimilarNeed:
    """Return how alike ``wanted`` (see :func:`words_of`) and the title of ``need`` are."""
    words = words_of(need.title, need.language)
    shared = wanted.keys() & words.keys()
    likeness = 2 * len(shared) / (len(wanted) + len(words)) if words and wanted else 0.0
    return SimilarNeed(need, likeness, tuple(sorted(wanted[word] for word in shared)))


def words_of(title: str, language: str) -> dict[str, str]:
    """Return lemmas by their folded form, so that a title typed without accents meets its twin."""
    return {fold(lemma): lemma for lemma in lemmas(title, language)}
