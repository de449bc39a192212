"""One pair as the desk shows it: both texts with the words in common, and the reasons (six queries)."""

from dataclasses import dataclass
from datetime import date

from naves.domains.needs.models import Theme
from naves.domains.places.models import Place
from naves.domains.strategies.enums import Level
from naves.domains.strategies.facts import chain, facts_of
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.matching.rules.features import PairFacts, facts
from naves.domains.strategies.matching.rules.words import Piece, marked, shared_words, terms_in
from naves.domains.strategies.models import IndicatorReading
from naves.domains.strategies.proving import provable


@dataclass(frozen=True, slots=True)
class ShownText:
    """A title and a text in pieces, the words in common marked."""

    title: list[Piece]
    description: list[Piece]


@dataclass(frozen=True, slots=True)
class ShownPair:
    """What a person needs to judge a pair. `proven` is the level that the record itself proves, if any."""

    suggestion: MatchSuggestion
    need: ShownText
    measure: ShownText
    words: tuple[str, ...]
    themes: tuple[Theme, ...]
    covering: Place | None
    facts: PairFacts
    proven: Level | None


def shown(suggestion: MatchSuggestion, today: date) -> ShownPair:
    """Return the pair with what made it likely."""
    need, measure = suggestion.need, suggestion.measure
    about, done = (need.title, need.description), (measure.title, measure.description)
    shared = terms_in(about, need.language) & terms_in(done, "cs")
    of_need = set(need.theme_shares.filter(until=None).values_list("theme_id", flat=True))
    of_measure = list(measure.themes.all()) or list(measure.goal.themes.all())
    covered = measure.version.places.filter(pk__in=chain(need.place)).order_by("-level").first()
    return ShownPair(
        suggestion,
        ShownText(marked(need.title, need.language, shared), marked(need.description, need.language, shared)),
        ShownText(marked(measure.title, "cs", shared), marked(measure.description, "cs", shared)),
        shared_words("\n".join(about), need.language, shared),
        tuple(theme for theme in of_measure if theme.pk in of_need),
        covered,
        facts(suggestion.features),
        provable(facts_of(measure, covers_place=covered is not None, day=today)),
    )


def readings_of(suggestion: MatchSuggestion) -> list[IndicatorReading]:
    """Return the values of the measure's indicators measured in the place of the need, the newest first."""
    lineages = list(suggestion.measure.indicators.values_list("lineage", flat=True))
    if not lineages:
        return []
    found = IndicatorReading.objects.filter(indicator__lineage__in=lineages, place=suggestion.need.place_id)
    return list(found.select_related("indicator").order_by("-measured_on", "-pk"))
