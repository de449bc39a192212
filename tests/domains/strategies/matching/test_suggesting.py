"""Which pairs come to the desk, and which do not."""

from datetime import date

import pytest

from naves.domains.needs.enums import NeedStatus
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.models import Response
from naves.kernel.errors import NotAllowed
from tests.domains.strategies.matching.conftest import Town
from tests.factories.accounts import AT
from tests.factories.organisations import make_analyst, make_clerk, make_stranger
from tests.factories.strategies import GoalFactory, MeasureFactory, ResponseFactory, VersionFactory, make_need

pytestmark = pytest.mark.django_db


def pairs() -> set[tuple[str, str]]:
    return set(MatchSuggestion.objects.values_list("need__title", "measure__title"))


def test_a_need_meets_the_measure_that_speaks_of_it_in_another_form_of_the_words(town: Town) -> None:
    done = operations.suggest(actor=SYSTEM, at=AT)
    assert (done.needs, done.measures) == (1, 2)
    assert pairs() == {("Nebezpečný přechod u školy", "Bezpečné přechody u škol")}
    assert not Response.objects.exists()


def test_a_strategy_of_another_town_answers_nothing_and_one_of_the_region_does(town: Town) -> None:
    make_need(town.other, title="Přechod u školky je nebezpečný")
    region = GoalFactory(version=VersionFactory(places=[town.place.region]), title="Doprava v kraji")
    MeasureFactory(goal=region, title="Osvětlení přechodů pro chodce")
    operations.suggest(actor=SYSTEM, at=AT)
    of_other = {measure for need, measure in pairs() if need.startswith("Přechod u školky")}
    assert of_other == ({"Osvětlení přechodů pro chodce"} if town.other.region == town.place.region else set())
    assert ("Nebezpečný přechod u školy", "Osvětlení přechodů pro chodce") in pairs()


def test_what_is_stopped_over_linked_or_not_published_is_not_suggested(town: Town) -> None:
    make_need(town.place, NeedStatus.DRAFT, title="Přechod u školy chybí")
    linked = make_need(town.place, title="U školy chybí bezpečný přechod")
    ResponseFactory(need=linked, measure=town.crossing)
    turned_down = make_need(town.place, title="Děti se bojí přechodu u školy")
    ResponseFactory(need=turned_down, measure=town.crossing, withdrawn_at=AT, withdrawn_reason="Jiná ulice")
    over = GoalFactory(
        version=VersionFactory(places=[town.place], in_force_from=date(2020, 1, 1), in_force_to=date(2025, 12, 31))
    )
    MeasureFactory(goal=over, title="Přechod u školy")
    MeasureFactory(goal=town.crossing.goal, title="Nový přechod u školy", status=MeasureStatus.STOPPED)
    operations.suggest(actor=SYSTEM, at=AT)
    assert pairs() == {("Nebezpečný přechod u školy", "Bezpečné přechody u škol")}


def test_looking_again_keeps_what_somebody_looks_at_and_doubles_nothing(town: Town) -> None:
    operations.suggest(actor=SYSTEM, at=AT)
    held = operations.take_next(actor=make_analyst(), at=AT)
    operations.suggest(actor=SYSTEM, at=AT)
    assert held is not None
    assert list(MatchSuggestion.objects.values_list("pk", flat=True)) == [held.pk]


def test_a_theme_in_common_lifts_a_pair(town: Town) -> None:
    from naves.domains.needs.models import NeedThemeShare, Theme

    mobility, culture = Theme.objects.get(pk="mobility"), Theme.objects.get(pk="culture")
    NeedThemeShare.objects.create(need=town.need, theme=mobility, share=1, since=AT)
    twin = MeasureFactory(goal=town.crossing.goal, title="Bezpečné přechody u škol")
    town.crossing.themes.set([mobility])
    twin.themes.set([culture])
    operations.suggest(actor=SYSTEM, at=AT)
    scores = dict(MatchSuggestion.objects.values_list("measure_id", "score"))
    assert scores[town.crossing.pk] > scores[twin.pk]


def test_a_copied_paragraph_in_many_needs_does_not_match_them_all(town: Town) -> None:
    copied = "Žádáme město, aby naši připomínku projednalo a rekonstrukci knihovny městské zařadilo do programu."
    for number in range(40):
        make_need(town.place, title=f"Díra v chodníku číslo {number}", description=copied)
    operations.suggest(actor=SYSTEM, at=AT)
    assert {measure for need, measure in pairs() if need.startswith("Díra")} == set()


def test_one_word_a_hundred_thousand_words_and_four_languages_are_only_texts(town: Town) -> None:
    one = make_need(town.place, title="Přechod")
    make_need(town.place, title="Dlouhá stížnost", description="přechod škola " + "slovo jiné " * 100_000)
    make_need(
        town.place,
        title="Přechod / Zebra crossing / Zebrastreifen / Перехід",
        description="U školy. Near the school. Bei der Schule. Біля школи.",
    )
    operations.suggest(actor=SYSTEM, at=AT)
    found = dict(MatchSuggestion.objects.values_list("need__title", "score"))
    assert {"Přechod", "Přechod / Zebra crossing / Zebrastreifen / Перехід"} <= found.keys()
    assert found[one.title] < 0.8


def test_the_country_is_for_analysts_and_a_town_for_its_own_clerks(town: Town) -> None:
    assert operations.suggest(actor=make_analyst(), at=AT).pairs == 1
    assert operations.suggest(actor=make_clerk(town.place), at=AT, place=town.place).pairs == 1
    assert pairs() != set()
    for actor, place in (
        (make_clerk(town.place), None),
        (make_clerk(town.other), town.place),
        (make_stranger(), town.place),
        (ANONYMOUS, town.place),
    ):
        with pytest.raises(NotAllowed):
            operations.suggest(actor=actor, at=AT, place=place)
