"""A flat table of strategies, imported whole."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest

from naves.config.imports import Context, run
from naves.domains.organisations.access import SYSTEM
from naves.domains.strategies.models import Indicator, Measure, StrategyVersion
from naves.kernel.errors import Refused
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

CONTEXT = Context(actor=SYSTEM, at=datetime(2026, 3, 10, 10, tzinfo=UTC))
TABLE = (
    "identifikátor strategie;název strategie;vlastník;stav strategie;platnost od;platnost do;území;kód cíle;název cíle;"
    "témata cíle;kód opatření;název opatření;odpovědný orgán;termín opatření;rozpočet opatření (Kč);stav opatření;"
    "témata opatření;název ukazatele;jednotka ukazatele;směr ukazatele;výchozí hodnota;cílová hodnota;"
    "cílová hodnota ke dni\n"
    "DS-1;Plán;Litovel;schválená;1. 1. 2026;31. 12. 2030;503444;C1;Ulice;Bezpečnost;O1;Přechody;Odbor dopravy;"
    "30. 6. 2027;2 500 000;probíhá;Doprava a mobilita, Bezpečnost;Počet přechodů;ks;zvýšit;3;8;31. 12. 2027\n"
    ";;;;;;;;;;O2;Osvětlení;;;;plánováno;;;;;;;\n"
)


def test_czech_headings_and_words_are_understood_and_the_table_repeats_safely() -> None:
    make_country()
    OrganisationFactory(name="Litovel")
    assert run(BytesIO(TABLE.encode("windows-1250")), CONTEXT, kind="strategies").created == 1
    version = StrategyVersion.objects.get()
    assert (version.status, version.in_force_to, [p.code for p in version.places.all()]) == (
        "approved",
        date(2030, 12, 31),
        ["503444"],
    )
    measure = Measure.objects.get(code="O1")
    assert (measure.status, measure.budget_czk, measure.deadline) == ("running", Decimal(2_500_000), date(2027, 6, 30))
    assert {theme.code for theme in measure.themes.all()} == {"mobility", "safety"}
    assert Measure.objects.get(code="O2").goal.code == "C1"
    assert (Indicator.objects.get().target, Indicator.objects.get().baseline) == (8, 3)
    assert run(BytesIO(TABLE.encode()), CONTEXT, kind="strategies").unchanged == 1


def test_a_problem_stands_under_the_heading_of_the_file() -> None:
    make_country()
    with pytest.raises(Refused) as refused:
        run(BytesIO(TABLE.replace("Litovel", "Nikdo").encode()), CONTEXT, kind="strategies")
    assert [(one.code, one.row, one.column) for one in refused.value.problems] == [("owner_unknown", 2, "vlastník")]
