"""The filters of the Monitor in the address: every view has one that lasts."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from naves.domains.monitor.queries import Filters
from naves.domains.monitor.queries.filters import DEFAULT_LEVEL
from naves.domains.monitor.rules.estimands import Estimand
from naves.kernel.clock import today
from naves.kernel.errors import Problem, Refused, gettext_noop

CODES: Final = ("theme", "group", "region", "district", "orp")
NUMBERS: Final = ("level", "size_class")


def filters_from(parameters: Mapping[str, str]) -> Filters:
    """Return the filters of an address; Refused where one cannot be read. Unknown codes are the Monitor's to name."""
    values: dict[str, Any] = {name: parameters[name] for name in CODES if parameters.get(name)}
    values |= {name: _number(name, parameters[name]) for name in NUMBERS if parameters.get(name)}
    text = parameters.get("as_of", "")
    return Filters(as_of=_day(text) if text else today(), **values)


def estimand_from(parameters: Mapping[str, str]) -> Estimand:
    """Return the estimand that the heat map shows."""
    text = parameters.get("estimand") or Estimand.PER_TOWN.value
    if text not in list(Estimand):
        known = ", ".join(Estimand)
        raise Refused(_problem("estimand", text, gettext_noop("Use one of: %(known)s."), known=known))
    return Estimand(text)


def query(filters: Filters, **changes: Any) -> str:
    """Return the address's query for ``filters`` with some changed; what goes without saying is left out."""
    own = {name: value for name, value in changes.items() if name in Filters.__dataclass_fields__}
    values = {**asdict(replace(filters, **own)), **{name: changes[name] for name in changes if name not in own}}
    said = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None and (name, value) not in {("level", DEFAULT_LEVEL), ("as_of", today())}
    }
    return f"?{urlencode(said)}" if said else ""


def _number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refused(_problem(name, text, gettext_noop("Use a whole number."))) from None


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refused(_problem("as_of", text, gettext_noop("Write the day as 2026-11-23."))) from None
    if found > today():
        raise Refused(
            Problem(
                code="future",
                field="as_of",
                value=text,
                message=gettext_noop("The day %(value)s has not come yet, so nothing is known as of it."),
                params={"value": text},
                remedy=gettext_noop("Choose today or an earlier day."),
            )
        )
    return found


def _problem(name: str, text: str, remedy: str, **params: object) -> Problem:
    return Problem(
        code="filter",
        field=name,
        value=text,
        message=gettext_noop("“%(value)s” cannot be used as a filter."),
        params={"value": text, **params},
        remedy=remedy,
    )
