"""Importing indicators of wellbeing."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from naves.adapters.rud import forecast
from naves.adapters.social_exclusion import index
from naves.adapters.uap import statistics
from naves.config.imports.importer import Context, Importer
from naves.domains.wellbeing.operations import import_values
from naves.domains.wellbeing.rules.values import ValueRow
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.imports import ImportReport
from naves.kernel.tables import BadValue, Column, Kind, TableReader, parse_value


class Reading(Protocol):
    """What every table of indicators is read into."""

    @property
    def rows(self) -> list[ValueRow]: ...

    @property
    def source(self) -> str: ...

    @property
    def code_column(self) -> str: ...


class Reader(Protocol):
    """A reader of one table of indicators."""

    def __call__(self, table: TableReader, *, period_end: date | None = None) -> Reading: ...


def _importing(read: Reader) -> Callable[[TableReader, Context], ImportReport]:
    def run(table: TableReader, context: Context) -> ImportReport:
        reading = read(table, period_end=_period_end(context.options.get("period_end", "")))
        return import_values(
            actor=context.actor,
            rows=reading.rows,
            at=context.at,
            source=context.source or reading.source,
            code_column=reading.code_column,
            dry_run=context.dry_run or bool(table.problems),
        )

    return run


def _period_end(text: str) -> date | None:
    if not text:
        return None
    try:
        value = parse_value(text, Column("period_end", Kind.DATE))
    except BadValue as bad:
        raise Refused(
            Problem(
                code=bad.code,
                message=bad.message,
                remedy=bad.remedy,
                params=bad.params,
                field="period_end",
                value=text,
            )
        ) from bad
    return value if isinstance(value, date) else None


IMPORTERS = (
    Importer(
        kind="indicators",
        label=gettext_noop("index of social exclusion (Agency for Social Inclusion)"),
        recognises=index.recognises,
        run=_importing(index.read),
        columns=index.COLUMNS,
    ),
    Importer(
        kind="indicators",
        label=gettext_noop("forecast of tax income of municipalities (Ministry of Finance)"),
        recognises=forecast.recognises,
        run=_importing(forecast.read),
        columns=forecast.COLUMNS,
    ),
    Importer(
        kind="indicators",
        label=gettext_noop("data for planning analytical materials (ČSÚ)"),
        recognises=statistics.recognises,
        run=_importing(statistics.read),
        columns=statistics.COLUMNS,
    ),
)
