"""The inventory of a data estate: what a row must say, and the days that count."""

import calendar
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

from naves.domains.catalogue.enums import PersonalData
from naves.domains.catalogue.rules.custody import too_long
from naves.kernel.errors import Problem, gettext_noop

LENGTHS: Final = {"system": 200, "vendor": 200, "contract_number": 120, "formats": 200, "volume": 100}
LONGEST_NOTICE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryValues:
    """An inventory row; what is not known stays empty."""

    system: str = ""
    vendor: str = ""
    contract_number: str = ""
    contract_end: date | None = None
    is_open_ended: bool = False
    notice_months: int | None = None
    personal_data: str = ""
    formats: str = ""
    volume: str = ""
    records: int | None = None


def tidy_entry(values: EntryValues) -> EntryValues:
    """Return the row without stray spaces."""
    texts = {name: " ".join(getattr(values, name).split()) for name in LENGTHS}
    return replace(values, **texts)  # type: ignore[arg-type]


def entry_problems(values: EntryValues) -> list[Problem]:
    """Return what is wrong with a row."""
    problems = [
        too_long(name, getattr(values, name), longest)
        for name, longest in LENGTHS.items()
        if len(getattr(values, name)) > longest
    ]
    if values.is_open_ended and values.contract_end is not None:
        problems.append(
            Problem(
                code="estate_end",
                field="contract_end",
                value=values.contract_end.isoformat(),
                message=gettext_noop("A contract that runs until notice has no day of its end."),
                remedy=gettext_noop("Leave one of the two out."),
            )
        )
    if values.notice_months is not None and not 0 <= values.notice_months <= LONGEST_NOTICE:
        problems.append(
            Problem(
                code="estate_notice",
                field="notice_months",
                value=values.notice_months,
                message=gettext_noop("A notice period of %(months)s months is not usual."),
                params={"months": values.notice_months},
                remedy=gettext_noop("Give it in whole months, at most 60."),
            )
        )
    if values.personal_data and values.personal_data not in PersonalData.values:
        problems.append(
            Problem(
                code="estate_personal_data",
                field="personal_data",
                value=values.personal_data,
                message=gettext_noop("“%(value)s” is not a value of this fact."),
                params={"value": values.personal_data},
                remedy=gettext_noop("Choose one of those offered."),
            )
        )
    if values.records is not None and values.records < 0:
        problems.append(
            Problem(
                code="estate_records",
                field="records",
                value=values.records,
                message=gettext_noop("A number of records cannot be below zero."),
                remedy=gettext_noop("Leave it empty where it is not known."),
            )
        )
    return problems


def last_day_to_give_notice(contract_end: date | None, notice_months: int | None) -> date | None:
    """Return the last day on which notice takes effect by the end of the contract, or None where it cannot be told."""
    if contract_end is None or notice_months is None:
        return None
    months = contract_end.year * 12 + contract_end.month - 1 - notice_months
    year, month = divmod(months, 12)
    if year < date.min.year:
        return None
    return date(year, month + 1, min(contract_end.day, calendar.monthrange(year, month + 1)[1]))


NAMES: Final = tuple(field.name for field in fields(EntryValues))
