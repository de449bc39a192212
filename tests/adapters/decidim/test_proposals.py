"""An export of Decidim's proposals comes in; what became of them goes back."""

import csv
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from naves.cli import main
from naves.config.answers import answers_for
from naves.config.imports import Context, preview, run
from naves.domains.needs.models import Evidence, Need
from naves.domains.organisations.access import SYSTEM
from naves.kernel.errors import Refused
from tests.factories.places import Country, make_country
from tests.factories.strategies import ClaimFactory, MeasureFactory, VersionFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
HEAD = (
    "id;category/id;category/name/cs;category/name/en;scope/id;scope/name/cs;participatory_space/id;component/id;"
    "title/cs;title/en;body/cs;body/en;state;supports;endorsements/total_count;published_at;url;is_amend\n"
)
CROSSING = (
    "12;3;Bezpečnost;Safety;1;Litovel;5;9;Přechod u školy;;<p>Děti přebíhají silnici.</p>;;;41;7;"
    "2026-02-01T09:30:00.000Z;https://rozhoduj.example/proposals/12;false\n"
)
PARK = "13;4;Zeleň a parky;;1;Litovel;5;9;;More benches;;In the park.;evaluating;3;;2026-02-02T10:00:00Z;;false\n"
AMENDMENT = "14;3;Bezpečnost;;1;Litovel;5;9;Přechod;;Jinak;;;0;;2026-02-03T10:00:00Z;;true\n"
WITHDRAWN = "15;3;Bezpečnost;;1;Litovel;5;9;Semafor;;Už ne;;withdrawn;0;;2026-02-03T10:00:00Z;;false\n"
FILE = (HEAD + CROSSING + PARK + AMENDMENT + WITHDRAWN).encode()


def context(**options: str) -> Context:
    return Context(actor=SYSTEM, at=AT, source="rozhoduj.example", options=options)


@pytest.fixture
def country() -> Country:
    return make_country()


def test_each_standing_proposal_becomes_a_need_with_its_post_as_evidence(country: Country) -> None:
    report = run(BytesIO(FILE), context(theme="public_space"), kind="posts")
    assert (report.created, report.notes["evidence"]) == (2, 2)
    crossing, park = Need.objects.order_by("voiced_on")
    assert (crossing.title, crossing.description, crossing.place) == (
        "Přechod u školy",
        "Děti přebíhají silnici.",
        country.town("Litovel"),
    )
    assert [share.theme_id for need in (crossing, park) for share in need.theme_shares.all()] == [
        "safety",
        "public_space",
    ]
    assert (park.title, park.language) == ("More benches", "en")
    assert Evidence.objects.get(need=crossing).people == 41


def test_a_second_import_leaves_what_people_changed_since(country: Country) -> None:
    run(BytesIO(FILE), context(theme="public_space"), kind="posts")
    Need.objects.filter(title="Přechod u školy").update(severity=3)
    again = run(BytesIO(FILE), context(theme="public_space"), kind="posts")
    assert (again.created, again.changed, again.notes["evidence"]) == (0, 0, 0)
    assert Need.objects.get(title="Přechod u školy").severity == 3


def test_an_unknown_category_is_asked_about_and_nothing_is_written(country: Country) -> None:
    shown = preview(BytesIO(FILE), context(), kind="posts")
    assert [(one.code, one.row, one.value) for one in shown.report.problems] == [
        ("category_unknown", 3, "Zeleň a parky")
    ]
    with pytest.raises(Refused):
        run(BytesIO(FILE), context(), kind="posts")
    assert not Need.objects.exists()
    answered = Context(actor=SYSTEM, at=AT, source="rozhoduj.example", answers={"Zeleň a parky": "public_space"})
    assert run(BytesIO(FILE), answered, kind="posts").created == 2


def test_decidim_hears_what_became_of_its_proposals(country: Country, tmp_path: Path) -> None:
    run(BytesIO(FILE), context(theme="public_space"), kind="posts")
    version = VersionFactory(places=[country.town("Litovel")], strategy__title="Plán města")
    measure = MeasureFactory(goal__version=version, title="Přechody u škol")
    crossing = Need.objects.get(title="Přechod u školy")
    ClaimFactory(response__need=crossing, response__measure=measure, level=3)
    columns, rows = answers_for("decidim", "rozhoduj.example")
    (row,) = list(rows)
    assert [column.name for column in columns] == ["id", "state", "answer/cs", "answer/en"]
    assert (row["id"], row["state"]) == ("12", "accepted")
    assert "Přechody u škol (Plán města)." in str(row["answer/cs"])
    assert str(row["answer/en"]).endswith(f"/en/needs/{crossing.pk}/")
    out = tmp_path / "answers.csv"
    done = CliRunner().invoke(main, ["answers", "--source", "rozhoduj.example", "--as", "consul", "--out", str(out)])
    assert done.exit_code == 0, done.output
    told = {row["id"]: (row["level"], row["answer"]) for row in csv.DictReader(out.open(encoding="utf-8"))}
    assert told == {"12": ("3", "Přechody u škol (Plán města)"), "13": ("0", "")}
    unknown = CliRunner().invoke(main, ["answers", "--source", "nic", "--as", "decidim", "--out", str(out)])
    assert unknown.exit_code == 1
    assert "rozhoduj.example" in unknown.output
