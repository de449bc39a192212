"""Counts of needs for lists of places."""

import pytest

from naves.domains.needs import queries
from naves.domains.needs.enums import NeedStatus
from tests.factories.needs import make_need
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def test_only_open_needs_of_the_asked_places_count() -> None:
    here, silent, elsewhere = PlaceFactory(), PlaceFactory(), PlaceFactory()
    for status in (NeedStatus.PUBLISHED, NeedStatus.ANSWERED, NeedStatus.DRAFT, NeedStatus.WITHDRAWN):
        make_need(here, status=status)
    make_need(elsewhere)
    assert queries.open_counts([here.pk, silent.pk]) == {here.pk: 2}
