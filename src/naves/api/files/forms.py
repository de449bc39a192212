"""Answers as CSV and Parquet."""

import io
from datetime import UTC, datetime
from typing import Final

from django.http import HttpResponse

from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.rowquery import Answer
from naves.kernel.rowquery.question import Cell
from naves.kernel.tables import Column, Kind, write_csv, write_parquet

KINDS: Final = {
    "text": Kind.TEXT,
    "integer": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "boolean": Kind.BOOLEAN,
    "date": Kind.DATE,
    "datetime": Kind.DATETIME,
}
TYPES: Final = {"csv": "text/csv; charset=utf-8; header=present", "parquet": "application/vnd.apache.parquet"}


def known_form(name: str) -> str:
    """Return the name of a form, or refuse it."""
    if name not in {"json", *TYPES}:
        raise Refused(
            Problem(
                code="format",
                field="format",
                value=name,
                message=gettext_noop("“%(value)s” is not a format of our downloads."),
                params={"value": name, "known": "json, csv, parquet"},
                remedy=gettext_noop("Use one of: %(known)s."),
            )
        )
    return name


def in_form(form: str, answer: Answer, *, name: str) -> HttpResponse:
    """Return the answer as a file; cells that a spreadsheet would run as formulas are guarded in CSV."""
    out = io.BytesIO()
    columns = [Column(name=one.name, kind=KINDS[one.kind]) for one in answer.columns]
    if form == "csv":
        write_csv(out, columns, answer.records())
    else:
        # Times stand as they were written, or in UTC where the file said how far they are from it.
        write_parquet(out, columns, [{name: _in_utc(cell) for name, cell in row.items()} for row in answer.records()])
    response = HttpResponse(out.getvalue(), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _in_utc(cell: Cell) -> Cell:
    return cell.replace(tzinfo=UTC) if isinstance(cell, datetime) else cell
