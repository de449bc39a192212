"""Voicing a need and editing it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedsChanged, NeedStepped
from naves.domains.needs.models import Need, NeedGroup, NeedThemeShare
from naves.domains.needs.queries import history
from naves.domains.organisations.access import ANONYMOUS, SYSTEM
from naves.domains.places.enums import MunicipalityKind
from naves.kernel.errors import Conflict, NotAllowed, Refused
from tests.domains.needs.support import heard
from tests.factories.accounts import AT
from tests.factories.needs import make_need, make_values
from tests.factories.organisations import OrganisationFactory, make_administrator, make_clerk, make_stranger
from tests.factories.places import PlaceFactory, make_country, make_orp

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


def shares(need: Need) -> list[tuple[str, Decimal, Any, Any]]:
    rows = NeedThemeShare.objects.filter(need=need).order_by("since", "theme_id")
    return list(rows.values_list("theme_id", "share", "since", "until"))


def test_a_citizen_voices_a_draft() -> None:
    citizen, place = make_stranger(), PlaceFactory()
    need = operations.voice_need(actor=citizen, at=AT, place=place, values=make_values())
    need.refresh_from_db()
    assert (need.status, need.published_at, need.listed_at, need.created_by_id, need.version) == (
        NeedStatus.DRAFT,
        None,
        AT,
        citizen.user_id,
        1,
    )
    assert need.title_folded == "chybi ranni autobus k lekari"
    assert shares(need) == [("mobility", Decimal(1), AT, None)]
    assert list(need.groups.values_list("group_id", flat=True)) == ["seniors"]
    assert list(need.transitions.values_list("from_status", "to_status")) == [("", "draft")]


def test_a_clerk_voices_and_publishes_in_one_step() -> None:
    place = PlaceFactory()
    clerk = make_clerk(place)
    with heard(NeedsChanged, NeedStepped) as events:
        need = operations.voice_need(actor=clerk, at=AT, place=place, values=make_values(), publish=True)
    assert (need.status, need.published_at) == (NeedStatus.PUBLISHED, AT)
    assert events == [
        NeedStepped(need.pk, "draft", "published", "", AT),
        NeedsChanged(need_ids=(need.pk,), at=AT),
    ]


def test_a_citizen_does_not_publish() -> None:
    with pytest.raises(NotAllowed):
        operations.voice_need(actor=make_stranger(), at=AT, place=PlaceFactory(), values=make_values(), publish=True)
    assert not Need.objects.exists()


def test_nobody_voices_without_signing_in() -> None:
    with pytest.raises(NotAllowed):
        operations.voice_need(actor=ANONYMOUS, at=AT, place=PlaceFactory(), values=make_values())


def test_nobody_speaks_for_an_organisation_of_others() -> None:
    with pytest.raises(NotAllowed):
        operations.voice_need(
            actor=make_stranger(),
            at=AT,
            place=PlaceFactory(),
            values=make_values(),
            organisation_id=OrganisationFactory().pk,
        )


def test_a_clerk_may_speak_for_the_town() -> None:
    place = PlaceFactory()
    clerk = make_clerk(place)
    town = clerk.grants[0].organisation_id
    need = operations.voice_need(actor=clerk, at=AT, place=place, values=make_values(), organisation_id=town)
    assert need.organisation_id == town


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written() -> None:
    values = make_values(title="", severity=7, themes={"beer": Decimal(1)})
    with pytest.raises(Refused) as refusal:
        operations.voice_need(actor=make_stranger(), at=AT, place=PlaceFactory(), values=values)
    assert {problem.field for problem in refusal.value.problems} == {"title", "severity", "themes"}
    assert not Need.objects.exists()
    assert not AuditEntry.objects.exists()


def test_the_last_day_that_may_be_given_is_the_day_in_prague() -> None:
    place, midnight = PlaceFactory(), AT.replace(day=1, hour=23, minute=30)
    tomorrow_in_utc = make_values(voiced_on=date(2026, 1, 2))
    assert operations.voice_need(actor=SYSTEM, at=midnight, place=place, values=tomorrow_in_utc).voiced_on == date(
        2026, 1, 2
    )


def test_a_need_stands_in_a_municipality_where_people_live() -> None:
    for place in (make_orp(), PlaceFactory(kind=MunicipalityKind.MILITARY, population=None, size_class=None)):
        with pytest.raises(Refused) as refusal:
            operations.voice_need(actor=make_stranger(), at=AT, place=place, values=make_values())
        assert [problem.field for problem in refusal.value.problems] == ["place"]


def test_an_edit_of_a_published_need_keeps_what_was_published() -> None:
    need = make_need(groups=frozenset({"seniors", "children"}))
    edited = operations.edit_need(
        actor=make_clerk(need.place),
        at=LATER,
        need=need,
        version=need.version,
        values=make_values(
            themes={"mobility": Decimal("0.7"), "health": Decimal("0.3")}, groups=frozenset({"seniors", "families"})
        ),
    )
    assert edited.version == need.version + 1
    assert shares(need) == [
        ("mobility", Decimal(1), AT, LATER),
        ("health", Decimal("0.3"), LATER, None),
        ("mobility", Decimal("0.7"), LATER, None),
    ]
    rows = NeedGroup.objects.filter(need=need).order_by("group_id")
    assert list(rows.values_list("group_id", "since", "until")) == [
        ("children", AT, LATER),
        ("families", LATER, None),
        ("seniors", AT, None),
    ]


def test_an_edit_of_a_draft_leaves_no_earlier_shares() -> None:
    need = make_need(status=NeedStatus.DRAFT)
    values = make_values(themes={"health": Decimal(1)})
    operations.edit_need(actor=SYSTEM, at=LATER, need=need, version=1, values=values)
    assert shares(need) == [("health", Decimal(1), LATER, None)]


def test_an_edit_is_heard_only_when_figures_or_what_is_found_may_change() -> None:
    need = make_need()
    with heard(NeedsChanged) as events:
        reasoned = make_values(severity_reason="Jde o denní cestu do školy.")
        need = operations.edit_need(actor=SYSTEM, at=LATER, need=need, version=need.version, values=reasoned)
    assert events == []
    with heard(NeedsChanged) as events:
        need = operations.edit_need(
            actor=SYSTEM, at=LATER, need=need, version=need.version, values=make_values(title="Chybí autobus")
        )
    assert events == [NeedsChanged(need_ids=(need.pk,), at=LATER)]
    with heard(NeedsChanged) as events:
        values = make_values(title="Chybí autobus", themes={"health": Decimal(1)})
        operations.edit_need(actor=SYSTEM, at=LATER, need=need, version=need.version, values=values)
    assert events == [NeedsChanged(need_ids=(need.pk,), at=LATER)]


def test_an_edit_that_changes_nothing_leaves_no_trace() -> None:
    need = make_need()
    lines = AuditEntry.objects.count()
    same = operations.edit_need(actor=SYSTEM, at=LATER, need=need, version=need.version, values=make_values())
    assert same.version == need.version
    assert AuditEntry.objects.count() == lines


def test_the_second_of_two_editors_is_told_and_overwrites_nothing() -> None:
    need = make_need()
    seen = need.version
    operations.edit_need(actor=SYSTEM, at=LATER, need=need, version=seen, values=make_values(title="Chybí autobus"))
    with pytest.raises(Conflict) as refusal:
        operations.edit_need(actor=SYSTEM, at=LATER, need=need, version=seen, values=make_values(title="Nejede vlak"))
    assert refusal.value.problems[0].field == "version"
    need.refresh_from_db()
    assert need.title == "Chybí autobus"


def test_a_draft_moves_to_another_town_but_a_published_need_stays() -> None:
    country = make_country()
    draft = make_need(country.town("Litovel"), status=NeedStatus.DRAFT)
    moved = operations.edit_need(
        actor=SYSTEM, at=LATER, need=draft, version=1, values=make_values(), place=country.town("Most")
    )
    assert moved.place == country.town("Most")
    published = operations.publish(actor=SYSTEM, at=LATER, need=moved)
    with pytest.raises(Refused) as refusal:
        operations.edit_need(
            actor=SYSTEM,
            at=LATER,
            need=published,
            version=published.version,
            values=make_values(),
            place=country.town("Litovel"),
        )
    assert refusal.value.problems[0].code == "need_place_fixed"


def test_the_history_holds_every_change_with_its_author() -> None:
    administrator = make_administrator()
    need = make_need()
    operations.edit_need(actor=administrator, at=LATER, need=need, version=need.version, values=make_values(severity=3))
    lines = history(administrator, need)
    assert [line.action for line in lines] == ["needs.voice", "needs.published", "needs.edit"]
    assert (lines[-1].actor_id, lines[-1].before, lines[-1].after) == (
        administrator.user_id,
        {"severity": 2},
        {"severity": 3},
    )
    with pytest.raises(NotAllowed):
        history(make_stranger(), need)
