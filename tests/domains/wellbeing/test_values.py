"""Recording indicators and reading them as of a day."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from naves.domains.accounts.models import AuditEntry
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.wellbeing import permissions, queries
from naves.domains.wellbeing.events import IndicatorValuesChanged
from naves.domains.wellbeing.models import IndicatorValue, WellbeingIndicator
from naves.domains.wellbeing.operations import import_values
from naves.domains.wellbeing.rules.values import ValueRow
from naves.kernel import events
from naves.kernel.errors import NotAllowed, Refused
from naves.kernel.imports import ImportReport
from tests.factories.organisations import make_administrator, make_analyst, make_clerk, make_stranger
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 10, tzinfo=UTC)
END_OF_2023 = date(2023, 12, 31)


def record(
    values: dict[str, float], *, at: datetime = AT, code: str = "social_exclusion", dry_run: bool = False
) -> ImportReport:
    rows = [ValueRow(n, place, code, END_OF_2023, value) for n, (place, value) in enumerate(values.items(), 2)]
    return import_values(actor=SYSTEM, rows=rows, at=at, source="test", dry_run=dry_run)


def test_values_are_recorded_with_the_indicator_that_they_need() -> None:
    make_country()
    report = record({"503444": 5, "567337": 29})
    assert (report.created, report.changed, report.written) == (2, 0, True)
    assert WellbeingIndicator.objects.get().theme_id == "social"
    assert IndicatorValue.objects.count() == 2


def test_a_dry_run_writes_nothing() -> None:
    make_country()
    assert record({"503444": 5}, dry_run=True).created == 1
    assert not IndicatorValue.objects.exists()


def test_repeating_changes_nothing_and_tells_nobody() -> None:
    make_country()
    record({"503444": 5})
    heard: list[IndicatorValuesChanged] = []
    events.subscribe(IndicatorValuesChanged, heard.append)
    lines = AuditEntry.objects.count()
    report = record({"503444": 5}, at=LATER)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 1)
    assert (heard, AuditEntry.objects.count()) == ([], lines)


def test_a_correction_never_rewrites_an_earlier_figure() -> None:
    country = make_country()
    record({"503444": 5})
    assert record({"503444": 13}, at=LATER).changed == 1
    litovel = country.town("Litovel").pk
    assert queries.values_as_of("social_exclusion", date(2026, 5, 1))[litovel].value == 5
    assert queries.values_as_of("social_exclusion", date(2026, 6, 1))[litovel].value == 13


def test_one_bad_row_refuses_all() -> None:
    make_country()
    with pytest.raises(Refused) as refused:
        record({"503444": 5, "500054": 3, "567337": 31})
    assert [problem.code for problem in refused.value.problems] == ["city_part", "value_out_of_range"]
    assert not IndicatorValue.objects.exists()


def test_an_array_follows_the_order_asked_for() -> None:
    country = make_country()
    record({"503444": 5, "567337": 29})
    ids = [country.town(name).pk for name in ("Obrnice", "Most", "Litovel")]
    array = queries.value_array("social_exclusion", date(2026, 5, 1), ids)
    assert array.tolist()[::2] == [29, 5]
    assert np.isnan(array[1])


def test_gaps_list_the_worst_towns_first_without_military_districts() -> None:
    country = make_country()
    record({"503444": 11, "567337": 29, "567027": 12, "503941": 30})
    record({"567337": 7.9, "523704": 31.5}, code="share_65_plus")
    assert [(gap.place_id, gap.theme_code, gap.value) for gap in queries.gaps(date(2026, 5, 1))] == [
        (country.town("Šumperk").pk, "health", 31.5),
        (country.town("Obrnice").pk, "social", 29),
        (country.town("Most").pk, "social", 12),
    ]


def test_the_profile_of_a_place_says_where_it_lies_beyond_a_threshold() -> None:
    country = make_country()
    record({"567337": 29})
    record({"567337": 7.9}, code="unemployment_share")
    assert [
        (line.indicator.code, line.value, line.is_gap)
        for line in queries.profile(country.town("Obrnice"), date(2026, 5, 1))
    ] == [("social_exclusion", 29, True), ("unemployment_share", 7.9, False)]


def test_only_analysts_and_administrators_import_and_programs_need_the_scope() -> None:
    town = make_country().town("Litovel")
    table = {
        "anonymous": ANONYMOUS,
        "stranger": make_stranger(),
        "clerk": make_clerk(town),
        "analyst": make_analyst(),
        "administrator": make_administrator(),
        "program": Actor(is_administrator=True, scopes=frozenset({"read"})),
        "program with scope": Actor(is_administrator=True, scopes=frozenset({"imports:write"})),
    }
    assert [name for name, actor in table.items() if permissions.allowed(actor, "import")] == [
        "analyst",
        "administrator",
        "program with scope",
    ]
    assert not permissions.allowed(make_administrator(), "anything else")
    with pytest.raises(NotAllowed):
        import_values(actor=ANONYMOUS, rows=[], at=AT, source="")
