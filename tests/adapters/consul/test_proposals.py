"""Exports of CONSUL's proposals and investment projects."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from naves.adapters.consul.proposals import recognises
from naves.config.imports import Context, run
from naves.domains.needs.models import Evidence, Need
from naves.domains.organisations.access import SYSTEM
from naves.kernel.errors import Refused
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
PROPOSALS = (
    "id,title,author,summary,description,supports,created_at,tags\n"
    '7,Safer school street,ana,Close it at eight.,<p>Close it at eight.</p>,12,2026-01-05 10:00:00,"kids, safety"\n'
)
PROJECTS = (
    "ID,Title,Description,Administrator,Valuator,Valuation Group,Scope of operation,Feasibility,Val. Fin.,Selected\n"
    "3,Hřiště u školy,Prolézačky pro děti,-,-,-,Litovel,Undecided,No,No\n"
)


def context(**options: str) -> Context:
    return Context(actor=SYSTEM, at=AT, source="CONSUL", options=options)


def test_a_tag_that_is_a_theme_gives_the_theme_and_html_is_taken_out() -> None:
    make_country()
    assert run(BytesIO(PROPOSALS.encode()), context(place="503444"), kind="posts").created == 1
    need = Need.objects.get()
    assert (need.title, need.language, need.description) == ("Safer school street", "en", "Close it at eight.")
    assert [share.theme_id for share in need.theme_shares.all()] == ["safety"]
    assert Evidence.objects.get().people == 12


def test_projects_without_a_day_ask_for_one() -> None:
    make_country()
    with pytest.raises(Refused) as refused:
        run(BytesIO(PROJECTS.encode()), context(theme="culture"), kind="posts")
    assert [(one.code, one.row) for one in refused.value.problems] == [("day_missing", 2)]
    run(BytesIO(PROJECTS.encode()), context(theme="culture", day="2026-02-28"), kind="posts")
    assert Need.objects.get().voiced_on == date(2026, 2, 28)


def test_a_table_of_other_things_is_not_taken_for_proposals() -> None:
    assert recognises(["ID", "Title", "Summary", "Author"])
    assert not recognises(["id", "title", "summary", "price"])
