"""Published figures: kept as they are, and computed again from the same records."""

from datetime import timedelta

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.monitor import operations, queries
from naves.domains.monitor.models import Snapshot
from naves.domains.monitor.permissions import WRITE, Action, may
from naves.domains.monitor.queries import Filters
from naves.domains.monitor.rules.method import PERCENTILES
from naves.domains.monitor.snapshot_digest import digest_of, rounded
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.places.models import Place
from naves.domains.strategies.models import LevelClaim, Measure
from naves.kernel.errors import NotAllowed
from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.organisations import make_analyst, make_clerk
from tests.factories.places import make_country
from tests.factories.strategies import ClaimFactory

pytestmark = pytest.mark.django_db
FILTERS = Filters(as_of=AT.date(), region="CZ071")


def taken() -> Snapshot:
    country = make_country()
    for name in ("Litovel", "Olomouc", "Šumperk"):
        make_need(country.towns[name])
    ClaimFactory(response__need=make_need(country.towns["Litovel"]))
    return operations.take_snapshot(actor=make_analyst(), at=AT + timedelta(days=1), filters=FILTERS)


def test_a_snapshot_keeps_the_report_with_its_method_and_filters() -> None:
    snapshot = Snapshot.objects.get(pk=taken().pk)
    report = queries.national_report(FILTERS)
    assert snapshot.figures["estimands"]["per_town"]["coverage"] == pytest.approx(
        report["estimands"]["per_town"]["coverage"]
    )
    assert snapshot.filters == {"as_of": "2026-01-01", "level": 2, "region": "CZ071"}
    assert snapshot.method_version == report["method_version"]
    assert AuditEntry.objects.filter(action="monitor.snapshot", identifier=str(snapshot.pk)).exists()


def test_it_is_reproduced_after_later_records() -> None:
    snapshot = taken()
    litovel = Place.objects.get(name="Litovel", level="municipality")
    for days in range(2, 6):
        ClaimFactory(
            response__need=make_need(litovel, at=AT + timedelta(days=days)),
            response__place=litovel,
            response__measure=Measure.objects.get(),
            recorded_at=AT + timedelta(days=days),
        )
    operations.read_everything_anew(at=AT + timedelta(days=7))
    assert queries.is_reproduced(Snapshot.objects.get(pk=snapshot.pk))


def test_it_is_not_reproduced_when_it_was_tampered_with_or_its_records_were() -> None:
    snapshot = Snapshot.objects.get(pk=taken().pk)
    snapshot.figures["places_assessed"] += 1
    assert not queries.is_reproduced(snapshot)
    untouched = Snapshot.objects.get(pk=snapshot.pk)
    assert queries.is_reproduced(untouched)
    LevelClaim.objects.all().delete()
    operations.read_everything_anew(at=AT + timedelta(days=7))
    assert not queries.is_reproduced(untouched)


def test_a_snapshot_of_an_unknown_method_is_not_judged_by_this_one() -> None:
    snapshot = taken()
    snapshot.method_version = "0.9"
    assert not queries.is_reproduced(snapshot)


def test_a_snapshot_of_the_method_before_is_computed_again_by_that_method() -> None:
    snapshot = taken()
    before = rounded(queries.national_report(FILTERS, PERCENTILES))
    assert before["estimands"]["per_town"]["interval"] != snapshot.figures["estimands"]["per_town"]["interval"]
    snapshot.figures, snapshot.digest, snapshot.method_version = before, digest_of(before), PERCENTILES
    assert queries.is_reproduced(snapshot)


def test_only_analysts_take_snapshots() -> None:
    country = make_country()
    clerk = make_clerk(country.towns["Most"], MemberRole.MANAGER)
    analyst = make_analyst()
    program = Actor(user_id=analyst.user_id, grants=analyst.grants, scopes=frozenset({"needs:write"}))
    writer = Actor(user_id=analyst.user_id, grants=analyst.grants, scopes=frozenset({WRITE}))
    allowed = [may(actor, Action.TAKE_SNAPSHOT) for actor in (ANONYMOUS, clerk, analyst, program, writer, SYSTEM)]
    assert allowed == [False, False, True, False, True, True]
    with pytest.raises(NotAllowed):
        operations.take_snapshot(actor=clerk, at=AT, filters=FILTERS)
