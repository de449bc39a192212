"""The clock. Operations never read it: their callers pass ``at``; only the edges ask here."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PRAGUE = ZoneInfo("Europe/Prague")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(tz=UTC)


def today() -> date:
    """Return today's date in Prague, which is the date that people mean."""
    return prague_date(now())


def prague_date(moment: datetime) -> date:
    """Return the date that the calendar in Prague shows at ``moment``."""
    return moment.astimezone(PRAGUE).date()


def end_of_day(day: date) -> datetime:
    """Return the first moment after ``day`` in Prague: records before it belong to "as of ``day``"."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=PRAGUE).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Return the first moment of ``day`` in Prague, in UTC."""
    return datetime.combine(day, time.min, tzinfo=PRAGUE).astimezone(UTC)
