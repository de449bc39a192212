"""Rules of the territory on plain values."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.domains.places.enums import PlaceLevel, SizeClass
from naves.domains.places.rules.city_parts import city_part, city_parts
from naves.domains.places.rules.ico import is_ico, normal_ico
from naves.domains.places.rules.populations import Count, count_as_of
from naves.domains.places.rules.rows import PlaceRow
from naves.domains.places.rules.size_classes import LOWER_BOUNDS, size_class
from naves.domains.places.rules.territory import check, from_the_top
from naves.kernel.clock import end_of_day

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
COUNTS = st.builds(Count, DAYS, MOMENTS, st.integers(0, 2_000_000))


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (0, SizeClass.UNDER_500),
        (499, SizeClass.UNDER_500),
        (500, SizeClass.UNDER_2000),
        (1_999, SizeClass.UNDER_2000),
        (4_999, SizeClass.UNDER_5000),
        (5_000, SizeClass.UNDER_20000),
        (20_000, SizeClass.UNDER_100000),
        (100_000, SizeClass.LARGER),
        (None, None),
    ],
)
def test_the_size_class_begins_at_its_lower_bound(people: int | None, expected: SizeClass | None) -> None:
    assert size_class(people) == expected


@given(st.integers(0, 3_000_000))
def test_more_people_never_mean_a_smaller_class(people: int) -> None:
    classes = [size_class(people), size_class(people + 1)]
    assert classes == sorted(value for value in classes if value is not None)
    assert size_class(people) == sum(people >= bound for bound in LOWER_BOUNDS)


def test_real_organisation_numbers_pass_their_check_digit() -> None:
    assert all(map(is_ico, ["00299138", "00064581", "66002222", "01265750"]))


@given(st.integers(0, 9_999_999), st.integers(1, 9))
def test_a_mistyped_last_digit_never_passes(body: int, shift: int) -> None:
    good = next(f"{body:07}{digit}" for digit in range(10) if is_ico(f"{body:07}{digit}"))
    assert not is_ico(good[:-1] + str((int(good[-1]) + shift) % 10))


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "0029913a", "٠٠٢٩٩١٣٨"])
def test_what_is_not_eight_digits_is_no_organisation_number(text: str) -> None:
    assert not is_ico(text)


def test_spaces_and_lost_leading_zeros_are_put_right() -> None:
    assert normal_ico("299 138") == "00299138"


def test_all_parts_of_cities_are_known_by_code_and_name() -> None:
    assert len(city_parts()) == 142
    assert len({part.city_code for part in city_parts().values()}) == 8
    for wanted in ("500054", "praha 1", "Praha 1"):
        found = city_part(wanted)
        assert found is not None
        assert (found.name, found.city_name, found.city_code) == ("Praha 1", "Praha", "554782")
    assert city_part("503444") is None


@given(st.lists(COUNTS, min_size=1), DAYS)
def test_a_count_of_a_day_never_depends_on_what_is_recorded_later(counts: list[Count], day: date) -> None:
    known_then = [count for count in counts if count.recorded_at < end_of_day(day)]
    if known_then:
        assert count_as_of(counts, day) == count_as_of(known_then, day)


@given(st.lists(COUNTS, min_size=1), DAYS)
def test_of_times_before_any_record_the_first_record_speaks(counts: list[Count], day: date) -> None:
    late = [Count(c.reference_date, end_of_day(day) + timedelta(days=i), c.people) for i, c in enumerate(counts)]
    assert count_as_of(late, day) == late[0]


def test_the_latest_reference_date_reached_wins_over_a_later_one() -> None:
    at = datetime(2025, 5, 1, tzinfo=UTC)
    counts = [Count(date(year, 1, 1), at, year) for year in (2023, 2025, 2027)]
    assert [count_as_of(counts, date(year, 6, 1)).people for year in (2025, 2026, 2028)] == [2025, 2025, 2027]
    assert count_as_of([], date(2025, 1, 1)) is None


@given(st.permutations(list(PlaceLevel)))
def test_parents_come_before_children(levels: list[PlaceLevel]) -> None:
    rows = [PlaceRow(None, level.value, level.value, level) for level in levels]
    assert [row.level for row in from_the_top(rows)] == list(PlaceLevel)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=9))
def test_any_cycle_is_found_and_nothing_else_is_called_one(edges: list[tuple[int, int]]) -> None:
    parents = dict(edges)
    rows = [PlaceRow(1, str(a), str(a), PlaceLevel.ORP, str(b)) for a, b in parents.items()]

    def circles(code: int) -> bool:
        current = parents.get(code)
        for _ in parents:
            if current is None or current == code:
                break
            current = parents.get(current)
        return current == code

    found = {problem.value for problem in check(rows, {}) if problem.code == "cyclic_territory"}
    assert found == {str(b) for a, b in parents.items() if circles(a)}
