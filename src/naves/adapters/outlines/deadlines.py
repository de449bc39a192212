"""Deadlines as strategies write them: a day, a month, a year, or the end of a span of years."""

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH = re.compile(r"\b(\d{1,2})\s?/\s?(\d{4})\b")
_QUARTER = re.compile(r"\b(?:Q([1-4])|([1-4])Q|(I{1,3}|IV)\.?\s?(?:čtvrtletí|Q))[\s/.]*(\d{4})\b")
_YEAR = re.compile(r"\b(20\d{2})\b")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def last_day(text: str) -> date | None:
    """Return the last day that the text allows, None where it names none, such as “průběžně”."""
    try:
        if days := _DAY.findall(text):
            day, month, year = days[-1]
            return date(int(year), int(month), int(day))
        if days := _ISO.findall(text):
            return date(*(int(part) for part in days[-1]))
        if quarters := _QUARTER.findall(text):
            before, after, roman, year = quarters[-1]
            return _end(int(year), 3 * (int(before or after or 0) or _ROMAN[roman]))
        if months := _MONTH.findall(text):
            return _end(int(months[-1][1]), int(months[-1][0]))
    except ValueError:
        return None
    years = _YEAR.findall(text)
    return date(int(years[-1]), 12, 31) if years else None


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
