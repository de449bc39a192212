"""What to choose from when needs are merged and evidence is sorted."""

import pytest

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.queries import inboxes_of, merge_targets, needs_to_attach_to
from naves.domains.organisations.enums import OrganisationKind
from naves.kernel.errors import NotAllowed
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import make_actor, make_analyst, make_clerk, make_stranger
from tests.factories.places import PlaceFactory, make_country

pytestmark = pytest.mark.django_db


def test_a_need_is_offered_the_likeliest_of_its_place_first() -> None:
    place = PlaceFactory()
    need = make_need(place, title="Chybí chodník ke škole")
    far, near = make_need(place, title="Drahé byty"), make_need(place, title="Není chodník u školy")
    make_need(place, title="Chybí chodník ke škole", status=NeedStatus.WITHDRAWN)
    make_need(PlaceFactory(), title="Chybí chodník ke škole")
    draft = make_need(place, title="Rozbitý chodník", status=NeedStatus.DRAFT)
    assert merge_targets(need) == [near, far]
    assert merge_targets(need, "BYTY drahe") == [far]
    assert set(merge_targets(draft)) == {need, far, near}


def test_evidence_is_offered_needs_that_share_its_words() -> None:
    place = PlaceFactory()
    far, near = make_need(place, title="Drahé byty"), make_need(place, title="Chybí autobus k lékaři")
    evidence = make_evidence(place=place, title="Petice za autobus", text="Chceme autobus k lékaři.")
    assert needs_to_attach_to(make_clerk(place), evidence) == [near, far]
    assert needs_to_attach_to(make_clerk(place), evidence, "byty") == [far]
    with pytest.raises(NotAllowed):
        needs_to_attach_to(make_stranger(), evidence)


def test_everybody_sees_the_inboxes_of_their_territory() -> None:
    country = make_country()
    litovel, most = country.town("Litovel"), country.town("Most")
    for _ in range(2):
        make_evidence(place=most)
    make_evidence(place=litovel)
    make_evidence(need=make_need(country.town("Olomouc")))
    region = make_actor(OrganisationKind.REGION, place=country.regions["CZ071"])

    def seen(actor: object) -> list[tuple[str, int]]:
        return [(inbox.place.name, inbox.count) for inbox in inboxes_of(actor)]  # type: ignore[arg-type]

    assert seen(make_analyst()) == [("Most", 2), ("Litovel", 1)]
    assert seen(region) == [("Litovel", 1)]
    assert seen(make_clerk(country.town("Šumperk"))) == [("Šumperk", 0)]
    assert seen(make_stranger()) == []
