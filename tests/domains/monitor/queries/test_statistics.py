"""Towns compared, response times, agreement and readings, over a small country."""

from dataclasses import replace
from datetime import timedelta

import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.monitor import operations, queries
from naves.domains.monitor.models import MachineReading
from naves.domains.monitor.queries import Division, Filters
from naves.domains.monitor.rules.agreement import Standing
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.snapshot_digest import digest_of
from naves.domains.needs.models import Need
from naves.domains.strategies.models import Measure
from naves.kernel.errors import NotAllowed, Refused
from tests.factories.accounts import AT, UserFactory
from tests.factories.matching import make_judgement, make_suggestion
from tests.factories.needs import make_need
from tests.factories.organisations import make_analyst, make_clerk
from tests.factories.places import Country, make_country
from tests.factories.strategies import ClaimFactory, MeasureFactory, VersionFactory

pytestmark = pytest.mark.django_db
DAY = AT.date()
LATER = AT + timedelta(days=60)


@pytest.fixture
def country() -> Country:
    """Litovel: five needs, two planned; Most: one planned need of one; Olomouc: one need, unanswered."""
    made = make_country()
    for number in range(5):
        need = make_need(made.towns["Litovel"], title=f"Potřeba {number}")
        if number < 2:
            answer(need, AT + timedelta(days=10 * number))
    answer(make_need(made.towns["Most"]), AT)
    make_need(made.towns["Olomouc"])
    return made


def answer(need: Need, at: object) -> None:
    ClaimFactory(
        response__need=need, response__place=need.place, response__confirmed_at=at, recorded_at=at, valid_from=DAY
    )


def test_a_town_of_few_needs_is_never_ranked_nor_held_against_chance(country: Country) -> None:
    found = queries.comparison(Filters(as_of=LATER.date()))
    by_name = {town.name: town for town in found}
    assert found.at(int(found.order[0])).name == "Litovel"
    assert (by_name["Litovel"].rank, by_name["Litovel"].position) == (1, 0)
    for name in ("Most", "Olomouc"):
        assert (by_name[name].rank, by_name[name].position) == (None, None)
    assert found.target == pytest.approx(3 / 7)
    assert (len(found), found.ranked_towns) == (3, 1)


def test_a_town_of_one_need_is_pulled_towards_towns_alike(country: Country) -> None:
    by_name = {town.name: town for town in queries.comparison(Filters(as_of=LATER.date()))}
    assert by_name["Most"].coverage == 1.0
    assert 0.3 < by_name["Most"].pooled < 0.95
    assert by_name["Olomouc"].coverage == 0.0
    assert 0.05 < by_name["Olomouc"].pooled < 0.7
    assert "Obrnice" not in by_name


def test_choosing_a_region_changes_no_pooled_figure(country: Country) -> None:
    whole = {town.code: town.pooled for town in queries.comparison(Filters(as_of=LATER.date()))}
    part = list(queries.comparison(Filters(as_of=LATER.date(), region="CZ071")))
    assert {town.name for town in part} == {"Litovel", "Olomouc"}
    assert all(whole[town.code] == town.pooled for town in part)


def test_no_need_at_all_compares_nothing(db: None) -> None:
    make_country()
    found = queries.comparison(Filters(as_of=DAY))
    assert (len(found), found.target, found.overdispersion, found.assessed_share) == (0, None, None, 0)
    times = queries.response_times(Filters(as_of=DAY), Division.REGION)
    assert (times.overall.needs, times.overall.median, times.overall.within_year) == (0, None, None)


def test_waits_run_from_publication_to_the_answer_or_to_the_day(country: Country) -> None:
    found = queries.response_times(Filters(as_of=LATER.date()), Division.REGION)
    assert (found.overall.needs, found.overall.answered, found.longest) == (7, 3, 60)
    assert [step.day for step in found.overall.steps] == [0, 10, 60]
    assert found.overall.steps[1].unanswered == pytest.approx(5 / 7 * 4 / 5)
    by_code = {group.code: group for group in found.groups}
    assert (by_code["CZ071"].needs, by_code["CZ042"].answered) == (6, 1)
    assert found.test.degrees == 1
    resourced = queries.response_times(Filters(as_of=LATER.date(), level=3), Division.SIZE_CLASS)
    assert (resourced.overall.answered, resourced.overall.median, resourced.test.p_value) == (0, None, None)


def test_what_is_recorded_later_changes_no_earlier_statistic(country: Country) -> None:
    filters = Filters(as_of=(AT + timedelta(days=5)).date())
    before = everything(filters)
    later = AT + timedelta(days=30)
    for need in Need.objects.all():
        answer(need, later)
    make_need(country.towns["Most"], at=later)
    judged(12, right=2, at=later)
    operations.read_machine_links(actor=make_analyst(), at=later)
    operations.read_everything_anew(at=later)
    assert everything(filters) == before
    assert everything(replace(filters, as_of=LATER.date())) != before


def everything(filters: Filters) -> list[object]:
    times = queries.response_times(filters, Division.THEME)
    return [
        list(queries.comparison(filters)),
        (times.overall, times.groups),
        [(cell.theme, cell.pooled) for cell in queries.small_cells(filters, Estimand.PER_TOWN)],
        queries.coding(filters.as_of),
        queries.reading_as_of(filters.as_of),
    ]


def judged(pairs: int, *, right: int, at: object = AT) -> list[Measure]:
    """Pairs that two people judged: alike for `right` of them, the others against each other; half are confirmed."""
    one, two = UserFactory(), UserFactory()
    measures = []
    for number in range(pairs):
        need = Need.objects.order_by("pk")[number % Need.objects.count()]
        measure = MeasureFactory(goal__version=VersionFactory(places=[need.place]))
        first = 2 if number % 2 else None
        second = first if number < right else (None if first else 2)
        make_judgement(need, measure, one, first, at=at)
        make_judgement(need, measure, two, second, at=at)
        measures.append(measure)
    return measures


def test_coders_who_agree_may_publish_and_those_who_do_not_may_not(country: Country) -> None:
    analyst = make_analyst()
    judged(40, right=40)
    found = queries.coding(DAY)
    assert (found.standing, found.verdicts.alpha, found.people) == (Standing.PUBLISHED, 1.0, 2)
    assert found.levels.standing is Standing.NOT_ASSESSED
    operations.take_snapshot(actor=analyst, at=AT, filters=Filters(as_of=DAY))
    judged(40, right=20, at=AT + timedelta(days=1))
    after = AT + timedelta(days=2)
    assert queries.coding(after.date()).standing is Standing.WITHHELD
    with pytest.raises(Refused) as refused:
        operations.take_snapshot(actor=analyst, at=after, filters=Filters(as_of=after.date()))
    assert refused.value.problems[0].code == "coding_withheld"
    # The day before stays as it was.
    assert queries.coding(DAY).standing is Standing.PUBLISHED


def test_too_few_pairs_are_not_assessed_and_forbid_nothing(country: Country) -> None:
    judged(10, right=0)
    assert queries.coding(DAY).standing is Standing.NOT_ASSESSED
    assert operations.take_snapshot(actor=make_analyst(), at=AT, filters=Filters(as_of=DAY)).pk


def suggested(country: Country, needs: int, sample: int) -> None:
    """Needs with a good or a bad suggestion; of the first `sample` people said that the good ones hold."""
    judge = UserFactory()
    for number in range(needs):
        need = make_need(country.towns["Litovel"], title=f"Další {number}")
        measure = MeasureFactory(goal__version=VersionFactory(places=[need.place]))
        good = number % 3 == 0
        make_suggestion(need, measure, 0.8 if good else 0.2)
        if number < sample:
            make_judgement(need, measure, judge, 2 if good else None)


def test_a_reading_corrects_the_machine_by_the_sample(country: Country) -> None:
    suggested(country, 60, 36)
    reading = operations.read_machine_links(actor=make_analyst(), at=LATER)
    figures = reading.figures
    assert (figures["needs"], figures["suggested"], figures["judged"]) == (67, 60, 36)
    planned = figures["levels"][1]
    # Scores and verdicts go together without fail, so the correction finds the third that holds.
    assert planned["corrected"] == pytest.approx((3 + 20) / 67, abs=0.03)
    assert planned["recorded"] == pytest.approx(3 / 67)
    assert planned["machine"] == pytest.approx((3 + 60 * 0.4) / 67)
    width, alone = (high - low for low, high in (planned["corrected_interval"], planned["sample_interval"]))
    assert width < alone
    assert figures["levels"][2]["corrected"] == 0
    assert digest_of(figures) == reading.digest
    assert AuditEntry.objects.filter(action="monitor.machine_reading", identifier=str(reading.pk)).exists()


def test_a_small_sample_gives_no_corrected_figure(country: Country) -> None:
    suggested(country, 12, 5)
    figures = operations.read_machine_links(actor=make_analyst(), at=LATER).figures
    assert [level["corrected"] for level in figures["levels"]] == [None] * 4
    assert figures["judged"] == 5


def test_only_analysts_read_the_suggestions(country: Country) -> None:
    with pytest.raises(NotAllowed):
        operations.read_machine_links(actor=make_clerk(country.towns["Most"]), at=AT)
    assert not MachineReading.objects.exists()


def test_small_cells_are_pooled_beside_the_raw_figure_and_others_are_not(country: Country) -> None:
    cells = {
        (cell.theme, cell.region): cell for cell in queries.small_cells(Filters(as_of=LATER.date()), Estimand.PER_TOWN)
    }
    most = cells["mobility", "CZ042"]
    assert (most.cell.needs, most.cell.estimate.coverage) == (1, 1.0)
    assert 0 < most.interval[0] < most.pooled < most.interval[1] < 1
    for number in range(30):
        make_need(country.towns["Litovel"], title=f"Ještě {number}")
    operations.read_everything_anew(at=LATER)
    cells = {(cell.theme, cell.region) for cell in queries.small_cells(Filters(as_of=LATER.date()), Estimand.PER_TOWN)}
    assert ("mobility", "CZ071") not in cells
    assert ("mobility", "CZ042") in cells
