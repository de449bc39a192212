"""What the Monitor's pages, the command line and the API read, over a small country."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naves.domains.monitor import queries
from naves.domains.monitor.queries import Filters, Order
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.domains.needs.models import Need
from naves.domains.strategies.enums import Level
from naves.domains.wellbeing.definitions import SOCIAL_EXCLUSION
from naves.domains.wellbeing.enums import Direction
from naves.domains.wellbeing.models import IndicatorValue, WellbeingIndicator
from naves.kernel.errors import Refused
from tests.factories.accounts import AT
from tests.factories.needs import make_need
from tests.factories.places import Country, make_country
from tests.factories.strategies import ClaimFactory

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def country() -> Country:
    """Litovel: one need of two planned; Most: its one need resourced; Olomouc: its one need unanswered."""
    made = make_country()
    indicator = WellbeingIndicator.objects.get_or_create(
        code=SOCIAL_EXCLUSION,
        defaults={
            "name_cs": "Index sociálního vyloučení",
            "name_en": "Index of social exclusion",
            "direction": Direction.HIGHER_IS_WORSE,
            "theme_id": "social",
            "gap_threshold": 12,
        },
    )[0]
    for name, value in (("Litovel", 3), ("Most", 21), ("Obrnice", 28), ("Olomouc", 6)):
        IndicatorValue.objects.create(
            indicator=indicator, place=made.towns[name], period_end="2023-12-31", value=value, recorded_at=AT
        )
    need(made, "Litovel", Level.PLANNED, people_affected=10)
    need(made, "Litovel", None, people_affected=300)
    need(made, "Most", Level.RESOURCED, themes={"social": Decimal(1)})
    need(made, "Olomouc", None, people_affected=None, themes={"waste": Decimal("0.5"), "mobility": Decimal("0.5")})
    return made


def need(country: Country, town: str, level: Level | None, **values: object) -> Need:
    made = make_need(country.towns[town], **values)
    if level is not None:
        ClaimFactory(response__need=made, response__place=made.place, level=level)
    return made


def test_the_national_report_is_the_object_that_the_command_line_prints(country: Country) -> None:
    report = queries.national_report(Filters(as_of=DAY))
    towns = len(country.towns) - 1
    assert list(report) == [
        *("as_of", "level", "method_version", "places_total", "places_assessed", "assessed_share", "relevance"),
        "estimands",
    ]
    assert report["as_of"] == "2026-01-01"
    assert (report["level"], report["method_version"]) == (2, METHOD_VERSION)
    assert (report["places_total"], report["places_assessed"]) == (towns, 3)
    assert report["assessed_share"] == pytest.approx(3 / towns)
    assert report["relevance"] == 1.0
    assert list(report["estimands"]) == ["per_town", "per_person", "sensitivity"]
    per_town = report["estimands"]["per_town"]
    assert list(per_town) == ["coverage", "interval", "bounds", "p10", "share_below_half"]
    assert per_town["coverage"] == pytest.approx((0.5 + 1 + 0) / 3)
    assert per_town["bounds"] == pytest.approx([1.5 / towns, 1.5 / towns + 1 - 3 / towns])
    assert per_town["p10"] == 0
    assert per_town["share_below_half"] == pytest.approx(1 / 3)


def test_each_estimand_weighs_towns_in_its_own_way(country: Country) -> None:
    found = queries.overview(Filters(as_of=DAY)).estimates
    people = {name: country.towns[name].population for name in ("Litovel", "Most", "Olomouc")}
    index = {"Litovel": 3, "Most": 21, "Olomouc": 6}
    covered = {"Litovel": 0.5, "Most": 1.0, "Olomouc": 0.0}
    for estimand, weight in (
        (Estimand.PER_TOWN, dict.fromkeys(people, 1)),
        (Estimand.PER_PERSON, people),
        (Estimand.SENSITIVITY, {name: people[name] * (1 + index[name] / 30) for name in people}),
    ):
        expected = sum(weight[name] * covered[name] for name in people) / sum(weight.values())
        assert found[estimand].coverage == pytest.approx(expected)
    assert found[Estimand.SENSITIVITY].towns_outside_frame == len(country.towns) - 1 - 4


def test_before_the_first_need_nothing_is_assessed(country: Country) -> None:
    report = queries.national_report(Filters(as_of=DAY - timedelta(days=1)))
    assert report["places_assessed"] == 0
    assert report["relevance"] is None
    for figures in report["estimands"].values():
        assert figures == {
            "coverage": None, "interval": None, "bounds": [0, 1], "p10": None, "share_below_half": None
        }  # fmt: skip


def test_the_funnel_and_the_heat_map_count_the_same_needs(country: Country) -> None:
    found = queries.overview(Filters(as_of=DAY))
    assert (found.funnel.recorded, found.funnel.answered) == (4, (2, 2, 1, 0))
    heat = found.heat[Estimand.PER_TOWN]
    assert heat[-1][-1].needs == 4
    assert heat[-1][-1].estimate == found.estimates[Estimand.PER_TOWN]
    codes = [region.code for region in found.regions]
    mobility = heat[found.themes.index("mobility")]
    assert mobility[codes.index("CZ042")].estimate.coverage is None
    assert mobility[codes.index("CZ071")].needs == 3
    assert mobility[codes.index("CZ071")].estimate.coverage == pytest.approx((0.5 + 0) / 2)


@pytest.mark.parametrize(
    ("filters", "recorded", "coverage"),
    [
        ({"theme": "social"}, 1, 1.0),
        ({"region": "CZ071"}, 3, 0.25),
        ({"orp": "7105"}, 2, 0.5),
        ({"district": "CZ0425", "size_class": 4}, 1, 1.0),
        ({"size_class": 5}, 1, 0.0),
        ({"group": "seniors", "level": 3}, 4, 1 / 3),
        ({"group": "youth"}, 0, None),
    ],
)
def test_filters_narrow_every_figure(
    country: Country, filters: dict[str, object], recorded: int, coverage: float | None
) -> None:
    found = queries.overview(Filters(as_of=DAY, **filters))  # type: ignore[arg-type]
    assert found.funnel.recorded == recorded
    assert found.estimates[Estimand.PER_TOWN].coverage == pytest.approx(coverage)


def test_an_unknown_code_is_refused_with_the_field_and_what_is_known(country: Country) -> None:
    with pytest.raises(Refused) as refusal:
        queries.overview(Filters(as_of=DAY, level=7, theme="lasery", region="CZ999"))
    assert [(problem.field, problem.value) for problem in refusal.value.problems] == [
        ("theme", "lasery"),
        ("level", 7),
        ("region", "CZ999"),
    ]
    assert "mobility" in refusal.value.problems[0].remedy_text()


def test_every_town_has_its_figure_and_one_without_needs_has_none(country: Country) -> None:
    figures = {figure.name: figure for figure in queries.town_figures(Filters(as_of=DAY))}
    assert figures["Litovel"].coverage == 0.5
    assert (figures["Litovel"].needs, figures["Litovel"].answered) == (2, 1)
    assert figures["Litovel"].region.code == "CZ071"  # type: ignore[union-attr]
    assert figures["Šumperk"].coverage is None
    assert "Libavá" not in figures
    assert not figures["Litovel"].rankable


def test_unanswered_needs_come_by_people_and_then_unknown_ones(country: Country) -> None:
    page = queries.need_page(Filters(as_of=DAY), below=1)
    assert page.total == 2
    assert [row.people for row in page.rows] == [300, None]
    assert page.rows[0].place_id == country.towns["Litovel"].pk
    assert page.rows[0].age_days == (DAY - date(2025, 12, 1)).days
    resourced = queries.need_page(Filters(as_of=DAY), at_least=3, order=Order.AGE)
    assert [row.level for row in resourced.rows] == [3]
    assert queries.need_page(Filters(as_of=DAY), below=1, offset=1, limit=1).rows == page.rows[1:]


def test_a_place_report_speaks_of_a_town_or_of_the_towns_of_an_area(country: Country) -> None:
    town = queries.place_report(country.towns["Litovel"], DAY)
    assert town.coverage == (0.5, 0.5, 0.0, 0.0)
    assert (town.towns, town.towns_assessed, town.estimates) == (1, 1, {})
    mobility = next(figure for figure in town.themes if figure.theme == "mobility")
    assert (mobility.needs, mobility.coverage) == (2, (0.5, 0.5, 0.0, 0.0))
    region = queries.place_report(country.regions["CZ071"], DAY)
    assert region.coverage[1] == pytest.approx(0.25)
    assert region.towns_assessed == 2
    assert region.estimates[Estimand.PER_TOWN][1].towns_assessed == 2
    silent = queries.place_report(country.towns["Šumperk"], DAY)
    assert silent.coverage == (None, None, None, None)


def test_silent_needs_are_gaps_that_nobody_voiced(country: Country) -> None:
    found = queries.silent_needs(Filters(as_of=DAY))
    assert [(each.place_id, each.theme, each.value) for each in found] == [(country.towns["Obrnice"].pk, "social", 28)]
    assert queries.silent_needs(Filters(as_of=DAY, region="CZ071")) == []
    assert queries.silent_needs(Filters(as_of=DAY, theme="waste")) == []


def test_towns_alike_show_what_they_answered(country: Country) -> None:
    unanswered = need(country, "Ústí nad Labem", None, themes={"social": Decimal(1)})
    found = queries.answered_alike(unanswered.pk, DAY)
    assert [(each.place_id, each.level) for each in found] == [(country.towns["Most"].pk, 3)]


def test_a_trend_has_a_point_for_each_month_end_and_the_day(country: Country) -> None:
    last = date(2026, 3, 15)
    points = queries.trend(Filters(as_of=last), months=3)
    assert [point.day for point in points] == [date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), last]
    assert [point.estimates[Estimand.PER_TOWN].coverage for point in points] == pytest.approx([None, 0.5, 0.5, 0.5])
    present = queries.overview(Filters(as_of=last)).estimates
    for estimand, estimate in points[-1].estimates.items():
        assert estimate.coverage == pytest.approx(present[estimand].coverage)
        assert estimate.interval == pytest.approx(present[estimand].interval)


def test_asking_again_reads_only_the_log(country: Country) -> None:
    filters = Filters(as_of=DAY)
    first = queries.overview(filters)
    with CaptureQueriesContext(connection) as captured:
        assert queries.overview(filters) is first
    assert len(captured) == 1


def test_a_figure_of_the_past_stays_computed_when_something_new_is_recorded(country: Country) -> None:
    earlier, later = Filters(as_of=DAY), Filters(as_of=DAY + timedelta(days=10))
    past, present = queries.overview(earlier), queries.overview(later)
    make_need(country.towns["Šumperk"], at=AT + timedelta(days=5))
    assert queries.overview(earlier) is past
    assert queries.overview(later).places_assessed == present.places_assessed + 1
