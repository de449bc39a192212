"""Reports of faults: many posts, one need."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from naves.config.answers import answers_for
from naves.config.imports import Context, recognise, run
from naves.domains.needs.models import Evidence, Need
from naves.domains.organisations.access import SYSTEM
from naves.kernel.errors import Refused
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
HEAD = "service_request_id,service_name,description,requested_datetime,address,city,status\n"
POTHOLES = (
    "101,Výtluky,Díra v silnici,2026-02-03T08:00:00+01:00,Palackého 3,Litovel,open\n"
    "102,Výtluky,,2026-02-01T08:00:00+01:00,Žerotínova 8,Litovel,open\n"
    "103,Výtluky,,2026-02-02T08:00:00+01:00,Hlavní 1,Obrnice,open\n"
)


def context(**options: str) -> Context:
    return Context(actor=SYSTEM, at=AT, source="hlášení", options={"theme": "mobility", **options})


def test_reports_of_one_service_in_one_town_are_evidence_of_one_need() -> None:
    country = make_country()
    report = run(BytesIO((HEAD + POTHOLES).encode()), context(), kind="posts")
    assert (report.created, report.notes["evidence"]) == (2, 3)
    need = Need.objects.get(place=country.town("Litovel"))
    assert (need.title, need.voiced_on, need.evidence.count()) == ("Výtluky", date(2026, 2, 1), 2)
    later = "104,Výtluky,,2026-03-01T08:00:00+01:00,Příčná 2,Litovel,open\n"
    assert run(BytesIO((HEAD + later).encode()), context(), kind="posts").created == 0
    need.refresh_from_db()
    assert (need.voiced_on, need.evidence.count()) == (date(2026, 2, 1), 3)


def test_the_same_number_of_two_systems_is_not_the_same_report() -> None:
    make_country()
    run(BytesIO((HEAD + POTHOLES).encode()), context(), kind="posts")
    other = Context(actor=SYSTEM, at=AT, source="jiný systém", options={"theme": "mobility"})
    run(BytesIO((HEAD + POTHOLES).encode()), other, kind="posts")
    assert Evidence.objects.count() == 6


def test_a_report_hears_whether_its_need_is_open() -> None:
    make_country()
    run(BytesIO((HEAD + POTHOLES).encode()), context(), kind="posts")
    Need.objects.filter(place__name="Obrnice").update(status="answered")
    _, rows = answers_for("open311", "hlášení")
    assert {row["service_request_id"]: row["status"] for row in rows} == {"101": "open", "102": "open", "103": "closed"}


def test_headings_of_city_exports_are_understood_and_american_dates_are_not_guessed() -> None:
    make_country()
    city = "Unique Key,Created Date,Complaint Type,City\n9,02/03/2026 08:00:00 AM,Noise,Litovel\n"
    assert (
        recognise(["Unique Key", "Created Date", "Complaint Type", "City"], "posts").label == "service requests (311)"
    )
    with pytest.raises(Refused) as refused:
        run(BytesIO(city.encode()), context(), kind="posts")
    assert [(one.row, one.column) for one in refused.value.problems] == [(2, "Created Date")]
