"""Needs of one place that say the same."""

import pytest

from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.models import NeedLikeness
from naves.domains.strategies.matching.rules.likeness import groups
from naves.kernel.errors import NotAllowed
from tests.domains.strategies.matching.conftest import Town
from tests.factories.accounts import AT
from tests.factories.organisations import make_clerk
from tests.factories.strategies import make_need

pytestmark = pytest.mark.django_db


def pairs() -> set[frozenset[str]]:
    rows = NeedLikeness.objects.filter(dismissed_at=None)
    return {frozenset(titles) for titles in rows.values_list("need__title", "other__title")}


def test_the_same_problem_in_the_same_place_is_found_whatever_the_forms_of_its_words(town: Town) -> None:
    make_need(town.place, title="Nebezpečné přechody u škol")
    make_need(town.place, title="Chybí lavičky v parku")
    make_need(town.other, title="Nebezpečný přechod u školy")
    assert operations.find_likenesses(actor=SYSTEM, at=AT) == 1
    assert pairs() == {frozenset({"Nebezpečný přechod u školy", "Nebezpečné přechody u škol"})}


def test_needs_that_only_share_a_copied_paragraph_are_no_twins(town: Town) -> None:
    copied = "Žádáme město, aby naši připomínku projednalo na nejbližším zasedání a odpovědělo nám písemně."
    titles = ["lavičky", "autobus", "lampa", "výtah", "plot", "hřbitov", "kašna", "tržnice", "garáže", "bazén"]
    for title in titles:
        for street in ("Dlouhé", "Krátké", "Nové"):
            make_need(town.place, title=f"{title} {street}", description=copied)
    operations.find_likenesses(actor=SYSTEM, at=AT)
    assert all(len({title.split()[0] for title in pair}) == 1 for pair in pairs())


def test_what_people_told_apart_stays_apart(town: Town) -> None:
    twin = make_need(town.place, title="Nebezpečné přechody u škol")
    operations.find_likenesses(actor=SYSTEM, at=AT)
    with pytest.raises(NotAllowed):
        operations.dismiss_likeness(actor=make_clerk(town.other), at=AT, needs=[town.need, twin])
    assert operations.dismiss_likeness(actor=make_clerk(town.place), at=AT, needs=[town.need, twin]) == 1
    operations.find_likenesses(actor=SYSTEM, at=AT)
    assert pairs() == set()


def test_pairs_hang_together_in_groups() -> None:
    assert groups([(1, 2), (5, 6), (2, 3)]) == [[1, 2, 3], [5, 6]]
