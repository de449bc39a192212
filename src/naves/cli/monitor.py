"""`naves monitor`: the national figures as a table, JSON or CSV."""

import csv
import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from naves.cli.setup import prepare_database, with_django

if TYPE_CHECKING:
    from rich.table import Table

NARROWEST = 100
"""Columns of text in which the table is readable even where the output is no terminal."""


@click.command()
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help="End of this day in Prague (default: today)."
)
@click.option("--level", type=click.IntRange(1, 4), default=2, show_default=True, help="Level of the response ladder.")
@click.option("--theme", default=None, help="Code of a theme.")
@click.option("--region", default=None, help="Code of a region (kraj).")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@with_django
def monitor(*, as_of: datetime | None, level: int, theme: str | None, region: str | None, form: str) -> None:
    """Print how well the needs of towns are answered."""
    from naves.domains.monitor.queries import Filters, national_report
    from naves.kernel.clock import today

    prepare_database()
    day: date = as_of.date() if as_of else today()
    report = national_report(Filters(as_of=day, level=level, theme=theme, region=region))
    {"json": _json, "csv": _csv, "table": _table}[form](report)


def _json(report: dict[str, Any]) -> None:
    click.echo(json.dumps(report, indent=2, ensure_ascii=False))


def _csv(report: dict[str, Any]) -> None:
    common = {name: value for name, value in report.items() if name != "estimands"}
    rows = [
        {
            **common,
            "estimand": name,
            "coverage": figures["coverage"],
            "interval_low": _end(figures["interval"], 0),
            "interval_high": _end(figures["interval"], 1),
            "bounds_low": _end(figures["bounds"], 0),
            "bounds_high": _end(figures["bounds"], 1),
            "p10": figures["p10"],
            "share_below_half": figures["share_below_half"],
        }
        for name, figures in report["estimands"].items()
    ]
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _end(pair: list[float] | None, which: int) -> float | None:
    return None if pair is None else pair[which]


def _table(report: dict[str, Any]) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console

    from naves.web.design.formats import number, percent

    console = Console()
    console.width = max(console.width, NARROWEST)
    console.print(_figures(report))
    console.print(
        _("Assessed: %(assessed)s of %(total)s towns (%(share)s).")
        % {
            "assessed": number(report["places_assessed"]),
            "total": number(report["places_total"]),
            "share": percent(report["assessed_share"], 1),
        }
    )
    console.print(_("Relevance of measures in force: %(share)s.") % {"share": percent(report["relevance"], 1)})
    console.print(_("Version of the method: %(version)s.") % {"version": report["method_version"]})


def _range(pair: list[float] | None) -> str:
    from naves.web.design.formats import percent_range

    low, high = pair or (None, None)
    return percent_range(low, high, 1)


def _figures(report: dict[str, Any]) -> "Table":
    from django.utils.translation import gettext as _
    from rich.table import Table

    from naves.web.design.formats import day, percent

    title = _("Coverage of needs at level %(level)s, as of %(day)s")
    table = Table(title=title % {"level": report["level"], "day": day(date.fromisoformat(report["as_of"]))})
    for heading in (_("estimand"), _("coverage"), _("95% interval"), _("bounds"), "P10", _("towns below one half")):
        table.add_column(heading, no_wrap=True)
    names = {"per_town": _("per town"), "per_person": _("per person"), "sensitivity": _("by social exclusion")}
    for name, figures in report["estimands"].items():
        table.add_row(
            names[name],
            percent(figures["coverage"], 1),
            _range(figures["interval"]),
            _range(figures["bounds"]),
            percent(figures["p10"], 1),
            percent(figures["share_below_half"], 1),
        )
    return table
