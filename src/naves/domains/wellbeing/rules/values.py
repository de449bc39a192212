"""Values as an import brings them, and whether they can be true."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from naves.domains.places.rules.city_parts import city_part, city_part_problem
from naves.domains.wellbeing.rules.definitions import IndicatorDefinition
from naves.kernel.errors import Problem, gettext_noop


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value of one indicator in one place; ``row`` and ``column`` say where it stands in the file."""

    row: int | None
    place_code: str
    indicator_code: str
    period_end: date
    value: float
    column: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedValue:
    """A value of a period and since when it is known."""

    reference_date: date
    recorded_at: datetime
    value: float


def check(
    rows: Sequence[ValueRow],
    *,
    definitions: Mapping[str, IndicatorDefinition],
    place_codes: set[str],
    code_column: str | None = None,
) -> list[Problem]:
    """Return everything that is wrong with ``rows``; an unknown place is reported once a row."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str, date], ValueRow] = {}
    reported: set[tuple[int | None, str]] = set()
    for row in rows:
        if row.place_code not in place_codes and (row.row, row.place_code) not in reported:
            reported.add((row.row, row.place_code))
            problems.append(_unknown_place(row, code_column))
        first = seen.setdefault((row.place_code, row.indicator_code, row.period_end), row)
        if first is not row and (row.row, row.place_code) not in reported:
            reported.add((row.row, row.place_code))
            problems.append(_twice(row, first, code_column))
        problems.extend(_out_of_range(row, definitions.get(row.indicator_code)))
    return problems


def _unknown_place(row: ValueRow, column: str | None) -> Problem:
    if part := city_part(row.place_code):
        found = city_part_problem(part, field="place", value=row.place_code, row=row.row)
        return Problem(
            code=found.code,
            message=found.message,
            remedy=found.remedy,
            params=found.params,
            field=found.field,
            value=found.value,
            row=row.row,
            column=column,
        )
    return Problem(
        code="place_unknown_code",
        message=gettext_noop("No place has the code “%(value)s”."),
        remedy=gettext_noop("Check the code, or import the list of municipalities first."),
        params={"value": row.place_code},
        field="place",
        value=row.place_code,
        row=row.row,
        column=column,
    )


def _twice(row: ValueRow, first: ValueRow, column: str | None) -> Problem:
    return Problem(
        code="value_twice",
        message=gettext_noop("The place %(value)s is there twice, first on row %(first)s."),
        remedy=gettext_noop("Keep one of the rows."),
        params={"value": row.place_code, "first": first.row},
        field="place",
        value=row.place_code,
        row=row.row,
        column=column,
    )


def _out_of_range(row: ValueRow, definition: IndicatorDefinition | None) -> Iterator[Problem]:
    if definition is None:
        yield _value_problem(
            row,
            "indicator_unknown",
            gettext_noop("The indicator %(indicator)s is not known."),
            gettext_noop("Use the code of a known indicator."),
        )
        return
    too_low = definition.lowest is not None and row.value < definition.lowest
    too_high = definition.highest is not None and row.value > definition.highest
    if not math.isfinite(row.value) or too_low or too_high:
        yield _value_problem(
            row,
            "value_out_of_range",
            gettext_noop("%(value)s is not a possible value of the indicator %(indicator)s."),
            gettext_noop("It can be from %(lowest)s to %(highest)s; check the value and its unit."),
            lowest="−∞" if definition.lowest is None else f"{definition.lowest:g}",
            highest="∞" if definition.highest is None else f"{definition.highest:g}",
        )


def _value_problem(row: ValueRow, code: str, message: str, remedy: str, **params: object) -> Problem:
    return Problem(
        code=code,
        message=message,
        remedy=remedy,
        params={"value": f"{row.value:g}", "indicator": row.indicator_code, **params},
        field="value",
        value=row.value,
        row=row.row,
        column=row.column,
    )
