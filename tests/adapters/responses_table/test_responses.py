"""A table of responses, imported after the needs and strategies that it links."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from naves.config.imports import Context, run
from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies.models import LevelClaim, Response
from naves.kernel.errors import Refused
from tests.factories.places import make_country
from tests.factories.strategies import GoalFactory, MeasureFactory, VersionFactory, make_need

pytestmark = pytest.mark.django_db

CONTEXT = Context(actor=SYSTEM, at=datetime(2026, 3, 10, 10, tzinfo=UTC))
HEAD = (
    "identifikátor potřeby;identifikátor strategie;kód cíle;kód opatření;stupeň odezvy;druh důkazu;důkaz;"
    "odkaz na důkaz;platí od;zaniká dne;jde proti potřebě\n"
)
MONEY = "P-1;DS-1;;O1;3;schválený rozpočet;Rozpočet 2026, § 2212;https://www.example.cz/r;1. 1. 2026;1. 1. 2027;ne\n"
AGAINST = "P-1;DS-1;C9;;;;;;;;ano\n"


@pytest.fixture(autouse=True)
def known() -> None:
    town = make_country().town("Litovel")
    version = VersionFactory(places=[town], strategy__identifier="DS-1")
    MeasureFactory(goal__version=version, code="O1")
    GoalFactory(version=version, code="C9")
    make_need(town, source="tabulka", source_id="P-1")


def test_czech_headings_are_understood_and_the_table_repeats_safely() -> None:
    table = (HEAD + MONEY + AGAINST).encode("windows-1250")
    assert run(BytesIO(table), CONTEXT, kind="responses").created == 2
    money = LevelClaim.objects.get(level=3)
    assert (money.proof_kind, money.valid_from, money.lapses_on) == (
        "approved_budget",
        date(2026, 1, 1),
        date(2027, 1, 1),
    )
    assert Response.objects.get(contradicts=True).goal is not None
    assert run(BytesIO(table), CONTEXT, kind="responses").unchanged == 2


def test_needs_may_have_come_from_another_source() -> None:
    context = Context(actor=SYSTEM, at=CONTEXT.at, source="rozpočet 2026", options={"need_source": "tabulka"})
    assert run(BytesIO((HEAD + MONEY).encode()), context, kind="responses").created == 1


def test_a_row_names_a_goal_or_a_measure_under_the_headings_of_the_file() -> None:
    both = MONEY.replace(";;O1", ";C9;O1")
    unknown = MONEY.replace("O1", "O7").replace("P-1", "P-7")
    with pytest.raises(Refused) as refused:
        run(BytesIO((HEAD + MONEY + both + unknown).encode()), CONTEXT, kind="responses")
    assert [(one.code, one.row, one.column) for one in refused.value.problems] == [
        ("goal_or_measure", 3, "kód opatření"),
        ("need_unknown", 4, "identifikátor potřeby"),
        ("target_unknown", 4, "kód opatření"),
    ]
    assert Response.objects.count() == 0
